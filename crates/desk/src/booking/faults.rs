//! Why nothing was booked, beside the field that it is about.

use airside_app::bookings::place::PlaceError;
use airside_app::idempotency::IdempotencyError;
use airside_app::ports::CommitError;
use airside_booking::place::{CannotPlace, Fault, PassengerFault, SeatFault};
use airside_seating::PickRefused;

use super::offers::Chosen;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::shown::seat_maps::seat;
use crate::texts::Texts;

/// The field that stands for the whole form.
pub(super) const ALL: &str = "all";

/// What is wrong; what was lost meanwhile is taken out of the form.
pub(super) fn told(
    error: PlaceError,
    fields: &mut Fields,
    chosen: &Chosen,
    texts: &Texts,
) -> Result<Wrong, Refusal> {
    Ok(match error {
        PlaceError::Offer { .. } => Wrong::with(ALL, texts.offer_gone),
        PlaceError::Request(cannot) => request(cannot, fields, texts),
        PlaceError::TooManyHolds { .. } => Wrong::with(ALL, texts.too_many_holds),
        PlaceError::UnknownPromoCode => Wrong::with("promo", texts.promo_unknown),
        PlaceError::Promo(_) | PlaceError::Commit(CommitError::PromoUsedUp) => {
            Wrong::with("promo", texts.promo_refused)
        }
        PlaceError::Commit(CommitError::SoldOut(_)) => Wrong::with(ALL, texts.sold_out),
        PlaceError::Commit(CommitError::SeatTaken(claim)) => {
            let mut wrong = Wrong::default();
            for (flight, (_, segment)) in chosen.segments().enumerate() {
                if (segment.inventory, segment.date) != (claim.flight, claim.date) {
                    continue;
                }
                for at in 0..chosen.kinds().len() {
                    if seat(fields, at, flight) == Some(claim.seat) {
                        fields.remove(&format!("seat{at}-{flight}"));
                        wrong.add(
                            format!("seats{flight}"),
                            (texts.seat_taken)(&claim.seat.to_string()),
                        );
                    }
                }
            }
            wrong
        }
        PlaceError::Once(IdempotencyError::InUse) | PlaceError::Commit(CommitError::Conflict) => {
            Wrong::with(ALL, texts.once_more)
        }
        PlaceError::Once(error) => return Err(Refusal::fault(&error)),
        PlaceError::Commit(CommitError::Store(error)) | PlaceError::Store(error)
            if error.is_away() =>
        {
            return Err(Refusal::Away);
        }
        error => return Err(Refusal::fault(&error)),
    })
}

fn request(cannot: CannotPlace, fields: &Fields, texts: &Texts) -> Wrong {
    let mut wrong = Wrong::default();
    match cannot {
        CannotPlace::TooManyPassengers => wrong.add(ALL, texts.sold_out),
        // The form tells of it beside each date of birth.
        CannotPlace::PartyMismatch(_) => wrong.add(ALL, texts.once_more),
        CannotPlace::Invalid(faults) => {
            for fault in faults {
                match fault {
                    Fault::NoOffers | Fault::TooManyOffers | Fault::NoPassengers => {
                        wrong.add(ALL, texts.offer_gone);
                    }
                    Fault::OutOfOrder { .. } => wrong.add(ALL, texts.out_of_order),
                    Fault::Passenger { passenger, fault } => {
                        let (field, said) = of_passenger(&fault, passenger, fields, texts);
                        wrong.add(field, said);
                    }
                }
            }
        }
    }
    wrong
}

fn of_passenger(
    fault: &PassengerFault,
    at: usize,
    fields: &Fields,
    texts: &Texts,
) -> (String, String) {
    let beside = |name: &str, said: &str| (format!("{name}{at}"), said.to_owned());
    match fault {
        PassengerFault::BornTooEarly | PassengerFault::NotBorn | PassengerFault::NotAnInfant => {
            beside("born", texts.born_wrong)
        }
        PassengerFault::TooMuchHandBaggage { .. } | PassengerFault::ExtraBaggageNotSold { .. } => {
            beside("extra", texts.choose_one)
        }
        PassengerFault::AdultRequired | PassengerFault::NotAnAdult => {
            beside("lap", texts.adult_required)
        }
        PassengerFault::LapTaken => beside("lap", texts.lap_taken),
        PassengerFault::NumberOfSeats { .. } => (ALL.to_owned(), texts.once_more.to_owned()),
        PassengerFault::Seat { segment, fault } => {
            let said = match fault {
                SeatFault::Refused(PickRefused::ExitRow) => texts.exit_row_refused,
                SeatFault::PickedTwice => texts.picked_twice,
                SeatFault::NoSeatOfTheirOwn | SeatFault::Refused(_) => texts.seat_refused,
            };
            let seat = seat(fields, at, *segment).map(|it| it.to_string()).unwrap_or_default();
            let said = format!("{}, {seat}: {said}", (texts.traveller)(at + 1));
            (format!("seats{segment}"), said)
        }
    }
}
