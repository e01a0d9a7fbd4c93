//! What can be wrong with a request to book, each fault with the positions it is about.
//!
//! Positions count from 0, in the order in which the request gave offers, passengers and
//! segments. What a caller is told of a fault, and in which words, is for others.

use airside_primitives::PassengerType;
use airside_seating::PickRefused;

/// Something that stands in the way of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    NoOffers,
    TooManyOffers,
    /// It leaves before the offer before it has arrived.
    OutOfOrder {
        offer: usize,
    },
    NoPassengers,
    Passenger {
        passenger: usize,
        fault: PassengerFault,
    },
}

/// What is wrong with one passenger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassengerFault {
    BornTooEarly,
    /// After today.
    NotBorn,
    TooMuchHandBaggage {
        most: u8,
    },
    /// `sold` lists the weights that are.
    ExtraBaggageNotSold {
        sold: String,
    },
    /// An infant of nobody.
    AdultRequired,
    /// The infant's adult is none.
    NotAnAdult,
    /// The infant's adult has another infant.
    LapTaken,
    /// Somebody who is no infant has an adult to sit with.
    NotAnInfant,
    /// Neither none nor one for each segment of the trip.
    NumberOfSeats {
        segments: usize,
    },
    Seat {
        segment: usize,
        fault: SeatFault,
    },
}

impl PassengerFault {
    /// Whether nobody can have been born then.
    pub(super) const fn is_of_birth(&self) -> bool {
        matches!(self, Self::BornTooEarly | Self::NotBorn)
    }
}

/// What is wrong with a picked seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatFault {
    /// Infants travel on a lap.
    NoSeatOfTheirOwn,
    Refused(PickRefused),
    PickedTwice,
}

/// An offer that was made for another party than travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartyFault {
    pub offer: usize,
    pub kind: PassengerType,
    /// How many of the kind the offer was made for.
    pub made_for: usize,
    /// How many of the kind travel.
    pub travelling: usize,
}
