//! Bookings follow their flights: found out, shown, answered, and settled by silence.

pub mod answer;
pub mod follow;
mod live_timetable;
mod moves;
pub mod sweep;
