//! Money, codes, ids, cabins and passenger types: the words every other crate speaks.
//!
//! A value that needs checking has a private field and one constructor, so a
//! code or a seat number that exists is well formed.

pub mod brand;
pub mod cabin;
pub mod code;
pub mod colour;
mod country;
mod currency;
pub mod days;
pub mod flight_number;
mod hidden;
pub mod id;
pub mod money;
pub mod passenger;
pub mod seat;

pub use brand::Brand;
pub use cabin::Cabin;
pub use code::{AircraftCode, AirlineCode, AirportCode, CountryCode, InvalidCode, ServiceCode};
pub use colour::{Colour, InvalidColour};
pub use currency::{Currency, UnknownCurrency};
pub use days::{InvalidOperatingDays, OperatingDays};
pub use flight_number::FlightNumber;
pub use id::{
    ApiKeyId, BookingId, CancellationId, DepartureCancellationId, DocumentId, EndpointId, EventId,
    ExchangeId, FlightId, HappeningId, HistoryId, MailId, PassengerId, PaymentId, RefundId,
    ScheduleChangeId, SessionId, TicketId, UserId,
};
pub use money::Amount;
pub use passenger::{Gender, InvalidParty, Party, PassengerType};
pub use seat::{InvalidSeatNumber, SeatKind, SeatNumber, SeatPreference};
