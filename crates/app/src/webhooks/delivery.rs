//! One event on its way to one endpoint: what was tried, and when it is tried again.

use airside_primitives::{EndpointId, HappeningId};
use time::{Duration, OffsetDateTime};

use super::event::{Event, EventKind};

/// How long the next try is put off after each that failed.
const RETRIES: [Duration; 9] = [
    Duration::seconds(5),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(5),
    Duration::hours(10),
    Duration::hours(14),
    Duration::hours(20),
    Duration::hours(24),
];

/// An event on its way to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub event: HappeningId,
    pub kind: EventKind,
    pub state: DeliveryState,
    /// When it is tried next, while it is pending.
    pub next_at: Option<OffsetDateTime>,
    /// Oldest first.
    pub attempts: Vec<Attempt>,
}

/// Whether it has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    Pending,
    Succeeded,
    /// It was tried as often as it is.
    Failed,
}

/// A delivery that a node has taken upon itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedDelivery {
    pub event: Event,
    /// How far it has come in the table of retries.
    pub tries: u32,
    /// How often it was tried at all.
    pub attempts: u32,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    pub at: OffsetDateTime,
    pub took: Duration,
    pub outcome: Answered,
}

/// What a try brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The endpoint answered: with this status, and text that begins so.
    With { status: u16, beginning: String },
    /// It did not, and why.
    Not(NoAnswer),
}

/// Why there was no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoAnswer {
    /// Its address is none that may be called.
    UnsafeUrl,
    /// Its name has no address.
    UnknownHost,
    /// Nobody listens, or the connection broke.
    ConnectionFailed,
    TimedOut,
}

/// A try, and what becomes of its delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub event: HappeningId,
    pub attempt: Attempt,
    pub then: Then,
}

/// What becomes of a delivery after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    HasArrived,
    Again(OffsetDateTime),
    IsGivenUp,
}

/// Tries of one endpoint, to be written down together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tries {
    pub endpoint: EndpointId,
    pub tried: Vec<Tried>,
}

impl Answered {
    /// Whether the event has arrived.
    pub const fn is_success(&self) -> bool {
        matches!(self, Self::With { status: 200..=299, .. })
    }

    /// Whether nothing is ever to come again: 410.
    pub const fn is_gone(&self) -> bool {
        matches!(self, Self::With { status: 410, .. })
    }
}

impl Attempt {
    /// How long it took, in milliseconds.
    pub fn took_ms(&self) -> i64 {
        i64::try_from(self.took.whole_milliseconds()).unwrap_or(i64::MAX)
    }
}

impl ClaimedDelivery {
    /// What follows from a try that ended `now`.
    pub fn tried(&self, attempt: Attempt, now: OffsetDateTime) -> Tried {
        let then = if attempt.outcome.is_success() {
            Then::HasArrived
        } else {
            let wait = usize::try_from(self.tries).ok().and_then(|it| RETRIES.get(it));
            wait.map_or(Then::IsGivenUp, |wait| Then::Again(now + *wait))
        };
        Tried { event: self.event.id, attempt, then }
    }
}

impl Tries {
    pub fn has_success(&self) -> bool {
        self.tried.iter().any(|it| it.attempt.outcome.is_success())
    }

    /// Of how many events the first try failed.
    pub fn first_failures(&self) -> u64 {
        let failed = |it: &&Tried| it.attempt.number == 1 && !it.attempt.outcome.is_success();
        self.tried.iter().filter(failed).count() as u64
    }

    /// The end of the first of them that failed.
    pub fn failed_at(&self) -> Option<OffsetDateTime> {
        let failed = self.tried.iter().filter(|it| !it.attempt.outcome.is_success());
        failed.map(|it| it.attempt.at).min()
    }

    pub fn succeeded_at(&self) -> Option<OffsetDateTime> {
        let arrived = self.tried.iter().filter(|it| it.attempt.outcome.is_success());
        arrived.map(|it| it.attempt.at).max()
    }
}

impl Then {
    pub const fn state(self) -> DeliveryState {
        match self {
            Self::HasArrived => DeliveryState::Succeeded,
            Self::Again(_) => DeliveryState::Pending,
            Self::IsGivenUp => DeliveryState::Failed,
        }
    }

    pub const fn next_at(self) -> Option<OffsetDateTime> {
        match self {
            Self::Again(at) => Some(at),
            Self::HasArrived | Self::IsGivenUp => None,
        }
    }
}

impl DeliveryState {
    pub const ALL: [Self; 3] = [Self::Pending, Self::Succeeded, Self::Failed];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl NoAnswer {
    pub const ALL: [Self; 4] =
        [Self::UnsafeUrl, Self::UnknownHost, Self::ConnectionFailed, Self::TimedOut];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnsafeUrl => "UNSAFE_URL",
            Self::UnknownHost => "UNKNOWN_HOST",
            Self::ConnectionFailed => "CONNECTION_FAILED",
            Self::TimedOut => "TIMED_OUT",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-12-01 00:00 UTC);

    fn next(tries: u32, status: u16) -> Then {
        let event = Event {
            id: HappeningId(Uuid::nil()),
            kind: EventKind::Ping,
            at: NOW,
            owner: None,
            booking: None,
            data: "{}".to_owned(),
        };
        let outcome = Answered::With { status, beginning: String::new() };
        let attempt = Attempt { number: tries + 1, at: NOW, took: Duration::ZERO, outcome };
        ClaimedDelivery { event, tries, attempts: tries }.tried(attempt, NOW).then
    }

    #[test]
    fn what_fails_is_tried_again_for_three_days_and_then_given_up() {
        let mut waited = Duration::ZERO;
        for tries in 0..9 {
            let Then::Again(at) = next(tries, 500) else { panic!("given up after {tries}") };
            waited += at - NOW;
        }
        assert_eq!(waited, Duration::seconds(5) + Duration::minutes(35) + Duration::hours(75));
        assert_eq!(next(9, 500), Then::IsGivenUp);
        assert_eq!(next(3, 204), Then::HasArrived);
        // A redirect is no success: it is not followed.
        assert_eq!(next(0, 302), Then::Again(NOW + Duration::seconds(5)));
    }
}
