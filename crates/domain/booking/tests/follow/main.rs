//! Bookings follow the timetable: what changes, who is asked, what is held meanwhile.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod always;
mod answers;
mod deadlines;
mod holds;
mod moves;
mod refunds;
mod seats;
mod sizes;
mod skies;
mod trips;
