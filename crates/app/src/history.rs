//! What people of the house did, to what, and why: lines that nobody changes.
//!
//! A line is a write in the commit of what it tells, so neither is there without the other. What
//! happens to a booking of itself is read from its records, but for what these forget when they move
//! on: that its flights changed, and that a refund failed. Lines name people by ids alone; what is said in them, which may be personal, goes when the person is
//! erased.

mod line;

use airside_primitives::HistoryId;

use crate::context::App;

pub use line::{Actor, Deed, HistoryEntry, Said, Subject};

impl HistoryEntry {
    /// A line about this moment. One about a booking is listed with it.
    pub fn new(app: &App, by: impl Into<Actor>, subject: Subject, deed: Deed) -> Self {
        let booking = match subject {
            Subject::Booking(id) => Some(id),
            Subject::Departure(..)
            | Subject::Timetable
            | Subject::Airport(_)
            | Subject::Airline(_)
            | Subject::Tariff
            | Subject::PromoCode(_)
            | Subject::User(_) => None,
        };
        Self {
            id: HistoryId(app.ports.entropy.id()),
            at: app.now(),
            by: by.into(),
            subject,
            booking,
            deed,
            said: Said::default(),
            is_erased: false,
        }
    }
}
