//! What is wrong with a request to book, in the words and pointers of the API.

use airside_booking::place::{
    CannotPlace, Fault, MOST_OFFERS, PartyFault, PassengerFault, SeatFault,
};

use crate::problem::{FieldError, Kind, Problem};

impl From<CannotPlace> for Problem {
    fn from(error: CannotPlace) -> Self {
        match error {
            CannotPlace::TooManyPassengers => {
                Self::at_field(Kind::TooManyPassengers, "/passengers", error)
            }
            CannotPlace::PartyMismatch(faults) => {
                Self::at(Kind::PartyMismatch, faults.into_iter().map(party).collect())
            }
            CannotPlace::Invalid(faults) => {
                Self::invalid(faults.into_iter().map(field_error).collect())
            }
        }
    }
}

fn party(fault: PartyFault) -> FieldError {
    let PartyFault { offer, kind, made_for, travelling } = fault;
    let detail = format!("made for {made_for} of type {kind}, but {travelling} travel");
    FieldError::new(format!("/offers/{offer}"), detail)
}

fn field_error(fault: Fault) -> FieldError {
    match fault {
        Fault::NoOffers => FieldError::new("/offers", "at least one offer is required"),
        Fault::TooManyOffers => {
            FieldError::new("/offers", format!("at most {MOST_OFFERS} offers make one booking"))
        }
        Fault::OutOfOrder { offer } => FieldError::new(
            format!("/offers/{offer}"),
            "leaves before the offer before it has arrived",
        ),
        Fault::NoPassengers => FieldError::new("/passengers", "at least one passenger is required"),
        Fault::Passenger { passenger, fault } => {
            let (field, detail) = of_passenger(fault);
            FieldError::new(format!("/passengers/{passenger}/{field}"), detail)
        }
    }
}

/// The field of a passenger that is to blame, and why.
fn of_passenger(fault: PassengerFault) -> (String, String) {
    let (field, detail) = match fault {
        PassengerFault::BornTooEarly => ("date_of_birth", "must not be before 1900".to_owned()),
        PassengerFault::NotBorn => ("date_of_birth", "must not be after today".to_owned()),
        PassengerFault::TooMuchHandBaggage { most } => {
            ("hand_baggage_kg", format!("hand baggage is at most {most} kg"))
        }
        PassengerFault::ExtraBaggageNotSold { sold } => {
            ("extra_baggage_kg", format!("must be {sold}"))
        }
        PassengerFault::AdultRequired => {
            ("infant_of", "is required for an infant: the index of their adult".to_owned())
        }
        PassengerFault::NotAnAdult => ("infant_of", "must be the index of an adult".to_owned()),
        PassengerFault::LapTaken => ("infant_of", "this adult already has an infant".to_owned()),
        PassengerFault::NotAnInfant => ("infant_of", "only an infant has an adult".to_owned()),
        PassengerFault::NumberOfSeats { segments } => {
            ("seats", format!("must have one entry for each of the {segments} segments"))
        }
        PassengerFault::Seat { segment, fault } => {
            return (format!("seats/{segment}"), seat(fault));
        }
    };
    (field.to_owned(), detail)
}

pub(super) fn seat(fault: SeatFault) -> String {
    match fault {
        SeatFault::NoSeatOfTheirOwn => "an infant travels on an adult's lap".to_owned(),
        SeatFault::Refused(refused) => refused.to_string(),
        SeatFault::PickedTwice => "two passengers cannot have the same seat".to_owned(),
    }
}
