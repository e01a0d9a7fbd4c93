//! A line of the history, as it is kept and shown: who did what, to what, and why.

use airside_fares::PromoName;
use airside_primitives::{AirlineCode, AirportCode, BookingId, FlightId, HistoryId, UserId};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::account::Role;
use crate::accounts::Caller;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    pub id: HistoryId,
    pub at: OffsetDateTime,
    pub by: Actor,
    pub subject: Subject,
    /// Listed with this booking too.
    pub booking: Option<BookingId>,
    pub deed: Deed,
    pub said: Said,
    /// Whether what was said is gone: the person whom it was about was erased.
    pub is_erased: bool,
}

/// What a line says besides who did what.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How it was, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How it is since, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// All of it, as a key of the settings sealed it.
    #[serde(skip)]
    pub(crate) sealed: Option<String>,
}

airside_primitives::hide_in_debug!(Said);

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A user, in the role that they had then.
    User(UserId, Role),
    /// The system, or somebody with a shell.
    System,
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Booking(BookingId),
    Departure(FlightId, Date),
    Timetable,
    Airport(AirportCode),
    Airline(AirlineCode),
    Tariff,
    PromoCode(PromoName),
    User(UserId),
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    NoteAdded,
    BookingCancelled,
    BookingSplit,
    NameCorrected,
    ServicesChanged,
    SeatsChanged,
    ChangeQuoted,
    ChangeConfirmed,
    DocumentsResent,
    DepartureChanged,
    DepartureCancelled,
    TimetableImported,
    AirportSaved,
    AirportRemoved,
    AirlineSaved,
    TariffSaved,
    PromoCodeSaved,
    PromoCodeRemoved,
    UserAdded,
    UserChanged,
    /// Of itself: the flights of a booking are not what they were.
    ScheduleChanged,
    /// Of itself: the gateway gave a refund up, for now.
    RefundFailed,
}

impl Deed {
    pub const ALL: [Self; 22] = [
        Self::NoteAdded,
        Self::BookingCancelled,
        Self::BookingSplit,
        Self::NameCorrected,
        Self::ServicesChanged,
        Self::SeatsChanged,
        Self::ChangeQuoted,
        Self::ChangeConfirmed,
        Self::DocumentsResent,
        Self::DepartureChanged,
        Self::DepartureCancelled,
        Self::TimetableImported,
        Self::AirportSaved,
        Self::AirportRemoved,
        Self::AirlineSaved,
        Self::TariffSaved,
        Self::PromoCodeSaved,
        Self::PromoCodeRemoved,
        Self::UserAdded,
        Self::UserChanged,
        Self::ScheduleChanged,
        Self::RefundFailed,
    ];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoteAdded => "NOTE_ADDED",
            Self::BookingCancelled => "BOOKING_CANCELLED",
            Self::BookingSplit => "BOOKING_SPLIT",
            Self::NameCorrected => "NAME_CORRECTED",
            Self::ServicesChanged => "SERVICES_CHANGED",
            Self::SeatsChanged => "SEATS_CHANGED",
            Self::ChangeQuoted => "CHANGE_QUOTED",
            Self::ChangeConfirmed => "CHANGE_CONFIRMED",
            Self::DocumentsResent => "DOCUMENTS_RESENT",
            Self::DepartureChanged => "DEPARTURE_CHANGED",
            Self::DepartureCancelled => "DEPARTURE_CANCELLED",
            Self::TimetableImported => "TIMETABLE_IMPORTED",
            Self::AirportSaved => "AIRPORT_SAVED",
            Self::AirportRemoved => "AIRPORT_REMOVED",
            Self::AirlineSaved => "AIRLINE_SAVED",
            Self::TariffSaved => "TARIFF_SAVED",
            Self::PromoCodeSaved => "PROMO_CODE_SAVED",
            Self::PromoCodeRemoved => "PROMO_CODE_REMOVED",
            Self::UserAdded => "USER_ADDED",
            Self::UserChanged => "USER_CHANGED",
            Self::ScheduleChanged => "SCHEDULE_CHANGED",
            Self::RefundFailed => "REFUND_FAILED",
        }
    }

    /// Whether nobody did it: it is written down since the records forget it when they move on.
    pub const fn is_of_itself(self) -> bool {
        match self {
            Self::ScheduleChanged | Self::RefundFailed => true,
            Self::NoteAdded
            | Self::BookingCancelled
            | Self::BookingSplit
            | Self::NameCorrected
            | Self::ServicesChanged
            | Self::SeatsChanged
            | Self::ChangeQuoted
            | Self::ChangeConfirmed
            | Self::DocumentsResent
            | Self::DepartureChanged
            | Self::DepartureCancelled
            | Self::TimetableImported
            | Self::AirportSaved
            | Self::AirportRemoved
            | Self::AirlineSaved
            | Self::TariffSaved
            | Self::PromoCodeSaved
            | Self::PromoCodeRemoved
            | Self::UserAdded
            | Self::UserChanged => false,
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }
}

impl HistoryEntry {
    /// Why it was done.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.said.reason = Some(reason.into());
        self
    }

    /// How it was, and how it is since; both as JSON.
    #[must_use]
    pub fn changed(mut self, before: Option<String>, after: Option<String>) -> Self {
        (self.said.before, self.said.after) = (before, after);
        self
    }

    /// When it was, as the records have it.
    #[must_use]
    pub const fn at(mut self, at: OffsetDateTime) -> Self {
        self.at = at;
        self
    }

    /// Lists it with a booking that it concerns as well.
    #[must_use]
    pub const fn with_booking(mut self, booking: BookingId) -> Self {
        self.booking = Some(booking);
        self
    }
}

impl Said {
    /// As stores keep it: JSON, or what a key made of it.
    pub fn written(&self) -> String {
        // Texts and nothing else: there is nothing that JSON cannot say.
        let plain = || serde_json::to_string(self).unwrap_or_default();
        self.sealed.clone().unwrap_or_else(plain)
    }

    /// What a store kept; `None` where it is neither.
    pub fn read(written: String) -> Option<Self> {
        if written.starts_with('{') {
            return serde_json::from_str(&written).ok();
        }
        Some(Self { sealed: Some(written), ..Self::default() })
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        Self::User(caller.user, caller.role)
    }
}

impl Actor {
    /// An actor of a store's columns; `None` where they make no sense.
    pub fn of_parts(user: Option<UserId>, role: Option<&str>) -> Option<Self> {
        match (user, role) {
            (Some(user), Some(role)) => Some(Self::User(user, Role::of_code(role)?)),
            (None, None) => Some(Self::System),
            (Some(_), None) | (None, Some(_)) => None,
        }
    }

    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User(id, _) => Some(id),
            Self::System => None,
        }
    }

    pub const fn role(self) -> Option<Role> {
        match self {
            Self::User(_, role) => Some(role),
            Self::System => None,
        }
    }
}

impl Subject {
    /// The kinds of all but bookings, which have histories of their own.
    pub const OTHERS: [&'static str; 7] =
        ["DEPARTURE", "TIMETABLE", "AIRPORT", "AIRLINE", "TARIFF", "PROMO_CODE", "USER"];

    /// Its kind, in the API and in stores.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Booking(_) => "BOOKING",
            Self::Departure(..) => "DEPARTURE",
            Self::Timetable => "TIMETABLE",
            Self::Airport(_) => "AIRPORT",
            Self::Airline(_) => "AIRLINE",
            Self::Tariff => "TARIFF",
            Self::PromoCode(_) => "PROMO_CODE",
            Self::User(_) => "USER",
        }
    }

    /// Which of its kind; empty where there is one alone.
    pub fn key(&self) -> String {
        match self {
            Self::Booking(id) => id.to_string(),
            Self::Departure(flight, date) => format!("{flight} {}", date.to_julian_day()),
            Self::Timetable | Self::Tariff => String::new(),
            Self::Airport(code) => code.to_string(),
            Self::Airline(code) => code.to_string(),
            Self::PromoCode(name) => name.to_string(),
            Self::User(id) => id.to_string(),
        }
    }

    /// The subject of a kind and a key; `None` where there is none.
    pub fn of_parts(kind: &str, key: &str) -> Option<Self> {
        Some(match kind {
            "BOOKING" => Self::Booking(key.parse().ok()?),
            "DEPARTURE" => {
                let (flight, day) = key.split_once(' ')?;
                let date = Date::from_julian_day(day.parse().ok()?).ok()?;
                Self::Departure(flight.parse().ok()?, date)
            }
            "TIMETABLE" => Self::Timetable,
            "AIRPORT" => Self::Airport(key.parse().ok()?),
            "AIRLINE" => Self::Airline(key.parse().ok()?),
            "TARIFF" => Self::Tariff,
            "PROMO_CODE" => Self::PromoCode(key.parse().ok()?),
            "USER" => Self::User(key.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_subject_is_told_by_its_kind_and_key() {
        let id = Uuid::from_u128(7);
        for subject in [
            Subject::Booking(BookingId(id)),
            Subject::Departure(FlightId(id), date!(2026 - 12 - 01)),
            Subject::Timetable,
            Subject::Airport("DEL".parse().unwrap()),
            Subject::Airline("QZ".parse().unwrap()),
            Subject::Tariff,
            Subject::PromoCode("WELCOME10".parse().unwrap()),
            Subject::User(UserId(id)),
        ] {
            let again = Subject::of_parts(subject.kind(), &subject.key());
            let is_other = Subject::OTHERS.contains(&subject.kind());
            assert_eq!(is_other, !matches!(subject, Subject::Booking(_)));
            assert_eq!(again, Some(subject));
        }
    }

    #[test]
    fn a_deed_is_told_by_its_code() {
        for deed in Deed::ALL {
            assert_eq!(Deed::of_code(deed.code()), Some(deed));
        }
    }
}
