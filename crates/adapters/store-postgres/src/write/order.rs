//! In which order the writes of a commit take their locks and are judged.
//!
//! First what was decided on a version, so that who decided on what is old hears that and
//! nothing else; then answers, stock, seats and promo codes, each sorted, the same way for
//! everybody: two commits that want the same two rows cannot hold one each.

use std::collections::HashSet;

use airside_app::ports::Write;
use airside_app::ports::changes::AnswerKey;
use airside_app::ports::payments::GatewayEventId;
use airside_primitives::{Cabin, FlightId, SeatNumber};
use time::Date;
use uuid::Uuid;

/// Records that are saved at a version.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Record {
    Booking(Uuid),
    Payment(Uuid),
    Cancellation(Uuid),
    Refund(Uuid),
    Document(Uuid),
}

/// Where a write stands; writes of the same place stay in the order in which they came.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Version(Record),
    World,
    Answer,
    Stock(FlightId, Date, Cabin),
    ReleasedSeat(FlightId, Date, SeatNumber),
    ClaimedSeat(FlightId, Date, SeatNumber),
    Promo,
    Rest,
}

/// What a write touches and another of the same statement may not: a row, or rows of
/// several tables that look at each other.
#[derive(PartialEq, Eq, Hash)]
enum Touched {
    User(Uuid),
    ApiKey(Uuid),
    Logins,
    Answer(AnswerKey),
    Stock(FlightId, Date, Cabin),
    Seat(FlightId, Date, SeatNumber),
    Promo,
    Record(Record),
    Departure(FlightId, Date),
    World,
    Event(GatewayEventId),
}

/// Sorts writes into the order of their locks.
pub(super) fn sort(writes: &mut [Write]) {
    writes.sort_by_key(place);
}

/// Whether one write has to see what another of them did.
pub(super) fn meet(writes: &[Write]) -> bool {
    let mut all = HashSet::new();
    !writes.iter().filter_map(touched).all(|it| all.insert(it))
}

fn place(write: &Write) -> Place {
    match write {
        Write::SaveBooking(it) => Place::Version(Record::Booking(it.value.id.0)),
        Write::SavePayment(it) => Place::Version(Record::Payment(it.value.id.0)),
        Write::SaveCancellation(it) => Place::Version(Record::Cancellation(it.value.id.0)),
        Write::SaveRefund(it) => Place::Version(Record::Refund(it.value.id.0)),
        Write::SaveDocument(it) => Place::Version(Record::Document(it.value.id.0)),

        Write::InWorld(_) => Place::World,
        Write::Remember(_) => Place::Answer,
        Write::TakePlaces { places: it, .. } | Write::ReturnPlaces(it) => {
            Place::Stock(it.flight, it.date, it.cabin)
        }
        Write::ReleaseSeat(it) => Place::ReleasedSeat(it.flight, it.date, it.seat),
        Write::ClaimSeat(it) => Place::ClaimedSeat(it.flight, it.date, it.seat),
        Write::SavePromoCode(_) | Write::UsePromo { .. } | Write::ReturnPromo { .. } => {
            Place::Promo
        }

        Write::AddUser(_)
        | Write::AddApiKey(_)
        | Write::RevokeApiKey { .. }
        | Write::AddSession(_)
        | Write::RevokeSession { .. }
        | Write::AddRefreshToken(_)
        | Write::UseRefreshToken { .. }
        | Write::AddBooking(_)
        | Write::AddDepartures { .. }
        | Write::SettleTouched { .. }
        | Write::AddTicketNumbers { .. }
        | Write::AddPayment(_)
        | Write::AddCancellation(_)
        | Write::AddRefund(_)
        | Write::AddDocument(_)
        | Write::RecordGatewayEvent { .. }
        | Write::SettleGatewayEvent { .. } => Place::Rest,
    }
}

fn touched(write: &Write) -> Option<Touched> {
    Some(match write {
        Write::AddUser(user) => Touched::User(user.id.0),
        Write::AddApiKey(key) => Touched::ApiKey(key.id.0),
        Write::RevokeApiKey { id, .. } => Touched::ApiKey(id.0),
        // A token is as good as its session, which may be of the same commit.
        Write::AddSession(_)
        | Write::RevokeSession { .. }
        | Write::AddRefreshToken(_)
        | Write::UseRefreshToken { .. } => Touched::Logins,
        Write::Remember(answer) => Touched::Answer(answer.key.clone()),

        Write::TakePlaces { places: it, .. } | Write::ReturnPlaces(it) => {
            Touched::Stock(it.flight, it.date, it.cabin)
        }
        Write::ClaimSeat(it) | Write::ReleaseSeat(it) => Touched::Seat(it.flight, it.date, it.seat),
        Write::SavePromoCode(_) | Write::UsePromo { .. } | Write::ReturnPromo { .. } => {
            Touched::Promo
        }

        Write::AddBooking(it) => Touched::Record(Record::Booking(it.id.0)),
        Write::SaveBooking(it) => Touched::Record(Record::Booking(it.value.id.0)),
        Write::AddPayment(it) => Touched::Record(Record::Payment(it.id.0)),
        Write::SavePayment(it) => Touched::Record(Record::Payment(it.value.id.0)),
        Write::AddCancellation(it) => Touched::Record(Record::Cancellation(it.id.0)),
        Write::SaveCancellation(it) => Touched::Record(Record::Cancellation(it.value.id.0)),
        Write::AddRefund(it) => Touched::Record(Record::Refund(it.id.0)),
        Write::SaveRefund(it) => Touched::Record(Record::Refund(it.value.id.0)),
        Write::AddDocument(it) => Touched::Record(Record::Document(it.id.0)),
        Write::SaveDocument(it) => Touched::Record(Record::Document(it.value.id.0)),
        Write::RecordGatewayEvent { event, .. } => Touched::Event(event.id.clone()),
        Write::SettleGatewayEvent { id, .. } => Touched::Event(id.clone()),

        Write::SettleTouched { flight, date, .. } => Touched::Departure(*flight, *date),

        Write::InWorld(_) => Touched::World,

        // Only ever added: two that are the same are refused or one, however they come.
        Write::AddTicketNumbers { .. } | Write::AddDepartures { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use airside_app::ports::changes::{SeatClaim, Version, Versioned};
    use airside_app::ports::store::WorldVersion;
    use airside_port_contracts::samples::{
        DAY, booking, booking_id, code, expired, flight_id, places, promo_code, seat, user_id,
    };

    use super::*;

    fn sorted(mut writes: Vec<Write>) -> String {
        sort(&mut writes);
        format!("{writes:?}")
    }

    fn take(flight: u128) -> Write {
        Write::TakePlaces { places: places(flight, 1), capacity: 9, world: WorldVersion(0) }
    }

    fn claim(row: u8) -> Write {
        let (flight, booking) = (flight_id(1), booking_id(1));
        Write::ClaimSeat(SeatClaim { flight, date: DAY, seat: seat(row), booking })
    }

    #[test]
    fn rows_are_locked_in_one_order_whoever_wants_them() {
        let first = vec![take(2), claim(9), take(1), claim(7)];
        let second = vec![claim(7), take(1), take(2), claim(9)];
        assert_eq!(sorted(first), sorted(second));
    }

    #[test]
    fn what_was_decided_on_a_version_is_judged_first() {
        let saved = || Write::SaveBooking(Versioned { value: expired(1), version: Version(1) });
        let given_back = || Write::ReturnPlaces(places(1, 1));
        let right = format!("{:?}", [saved(), given_back()]);
        assert_eq!(sorted(vec![given_back(), saved()]), right);
    }

    #[test]
    fn writes_meet_when_one_has_to_see_the_other() {
        let code_and_use = [
            Write::SavePromoCode(promo_code("FLAT500")),
            Write::UsePromo { code: code("FLAT500"), user: user_id(1), booking: booking_id(1) },
        ];
        assert!(meet(&code_and_use));
        assert!(meet(&[take(1), Write::ReturnPlaces(places(1, 1))]));
        assert!(!meet(&[take(1), take(2), claim(7), claim(9), Write::AddBooking(booking(1))]));
    }
}
