//! What is done for travellers after they have booked: special services, other seats, and a booking of
//! their own.

use serde::{Deserialize, Serialize};

use super::booked::Direction;
use crate::offers::SeatMap;
use crate::secret::personal;

/// A special service that is asked for.
#[derive(Clone, Default, Serialize)]
pub struct NewSpecialService {
    /// IATA's, of those that the tariff allows.
    pub code: String,
    /// On which journeys; `None` for all that lie ahead.
    pub journeys: Option<Vec<Direction>>,
    /// What has to be known for it.
    pub text: Option<String>,
}

/// All that is to be done for a passenger.
#[derive(Serialize)]
pub(super) struct Served<'a> {
    pub(super) special_services: &'a [NewSpecialService],
}

/// The seat of a passenger on one flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewSeat {
    /// As the booking has it.
    pub passenger_id: String,
    /// On which journey.
    pub journey: Direction,
    /// Which of its flights, counted from 0.
    pub segment: u8,
    /// Such as `12A`.
    pub seat: String,
}

/// The seats that a booking could have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BookedSeatMaps {
    /// In the order of travel; none of a flight that has departed or waits for an answer.
    pub flights: Vec<BookedSeatMap>,
}

/// The cabin of one flight of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BookedSeatMap {
    /// On which journey.
    pub journey: Direction,
    /// Which of its flights, counted from 0.
    pub segment: u8,
    /// What nobody else has is available, also the seats of the booking itself.
    pub map: SeatMap,
}

/// Who is to sit where.
#[derive(Serialize)]
pub(super) struct Seated<'a> {
    pub(super) seats: &'a [NewSeat],
}

/// Who parts from the others.
#[derive(Serialize)]
pub(super) struct Parting<'a> {
    pub(super) passengers: &'a [String],
}

personal!(NewSpecialService);
