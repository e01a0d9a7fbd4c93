//! Bookings follow their flights: changes are found, shown, answered, and settled by silence.

pub mod answer;
pub mod follow;
mod live_timetable;
pub(crate) mod moves;
mod played;
pub mod sweep;

pub use airside_booking::schedule_change::Rules;
pub(crate) use live_timetable::LiveTimetable;
