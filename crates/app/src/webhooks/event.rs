//! What happened, for those who asked to be told: kept for a while, and sent to their endpoints.

use airside_primitives::{BookingId, HappeningId, UserId};
use time::OffsetDateTime;

/// One thing that happened. It is written in the commit that makes it true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: HappeningId,
    pub kind: EventKind,
    pub at: OffsetDateTime,
    /// Whose booking it is about; nobody's where it concerns everybody.
    pub owner: Option<UserId>,
    pub booking: Option<BookingId>,
    /// A JSON object of ids, references and states: what to look at, and nothing of people.
    pub data: String,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    BookingCreated,
    BookingConfirmed,
    BookingExpired,
    BookingCancelled,
    BookingScheduleChanged,
    BookingChanged,
    BookingSplit,
    ExtrasConfirmed,
    DocumentReady,
    RefundSucceeded,
    RefundFailed,
    FlightCancelled,
    /// Nothing happened: an endpoint is tried. It goes to that endpoint alone.
    Ping,
}

impl EventKind {
    pub const ALL: [Self; 13] = [
        Self::BookingCreated,
        Self::BookingConfirmed,
        Self::BookingExpired,
        Self::BookingCancelled,
        Self::BookingScheduleChanged,
        Self::BookingChanged,
        Self::BookingSplit,
        Self::ExtrasConfirmed,
        Self::DocumentReady,
        Self::RefundSucceeded,
        Self::RefundFailed,
        Self::FlightCancelled,
        Self::Ping,
    ];

    /// Its word in the API and in stores, `booking.created`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BookingCreated => "booking.created",
            Self::BookingConfirmed => "booking.confirmed",
            Self::BookingExpired => "booking.expired",
            Self::BookingCancelled => "booking.cancelled",
            Self::BookingScheduleChanged => "booking.schedule_changed",
            Self::BookingChanged => "booking.changed",
            Self::BookingSplit => "booking.split",
            Self::ExtrasConfirmed => "extras.confirmed",
            Self::DocumentReady => "document.ready",
            Self::RefundSucceeded => "refund.succeeded",
            Self::RefundFailed => "refund.failed",
            Self::FlightCancelled => "flight.cancelled",
            Self::Ping => "ping",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether endpoints ask for it; a ping comes when its endpoint is tried.
    pub const fn is_asked_for(self) -> bool {
        !matches!(self, Self::Ping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_word() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::of_code(kind.code()), Some(kind));
        }
        assert_eq!(EventKind::of_code("booking.eaten"), None);
    }
}
