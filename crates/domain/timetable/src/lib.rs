//! Airports, airlines, time zones and recurring flights: what a timetable says.
//!
//! A [`Flight`] is a row of the timetable, with local clock times; only a
//! [`Departure`], one flight on one date, has instants.

pub mod airline;
pub mod airport;
pub mod amendment;
pub mod block;
pub mod departure;
pub mod flight;
pub mod overlap;
pub mod revision;
pub mod rows;
pub mod zone;

pub use airline::Airline;
pub use airport::Airport;
pub use airside_primitives::{InvalidOperatingDays, OperatingDays};
pub use amendment::{Amended, Amendment, Amendments, ClockTimes, Sales};
pub use block::BlockTimes;
pub use departure::{Departure, show_local};
pub use flight::{Flight, arrival_day_offset};
pub use overlap::{first_common_date, one_row_a_departure};
pub use revision::{DepartureChange, change, changes_of, revise};
pub use rows::Rows;
pub use zone::{UnknownZone, Zone};
