//! Where webhooks go: an address of a user, what it is told, and the secret that signs.

use airside_primitives::{EndpointId, UserId};
use time::{Duration, OffsetDateTime};

use super::event::EventKind;
use super::secret::EndpointSecret;

/// How long the secret of before signs too, once there is a new one.
pub const OLD_SECRET_SIGNS: Duration = Duration::DAY;
/// An endpoint that took nothing for so long is disabled, if it was not for one event alone.
const HOPELESS_AFTER: Duration = Duration::days(5);
/// Of how many events at least nothing must have arrived.
const HOPELESS_EVENTS: u64 = 3;

/// An address that is told what happens.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub id: EndpointId,
    pub owner: UserId,
    pub url: String,
    /// What it asked for.
    pub kinds: Vec<EventKind>,
    pub description: Option<String>,
    pub hears_of: HearsOf,
    pub state: EndpointState,
    pub secret: EndpointSecret,
    /// The one before, and until when it signs too.
    pub old_secret: Option<(EndpointSecret, OffsetDateTime)>,
    pub created_at: OffsetDateTime,
}

// Its address may have a secret in it.
airside_primitives::hide_in_debug!(Endpoint { id, owner, state });

/// Whose bookings an endpoint is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HearsOf {
    /// Those of its owner.
    OwnBookings,
    /// All, for as long as its owner is an operator.
    AllBookings,
}

/// Whether an endpoint is told anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointState {
    Enabled,
    /// What happens meanwhile does not come to it; what was on its way waits.
    Disabled {
        at: OffsetDateTime,
        because: DisabledBecause,
    },
}

/// Why an endpoint is told nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisabledBecause {
    /// Its owner wanted it so.
    Asked,
    /// It answered 410: it is gone.
    Gone,
    /// Nothing arrived for days.
    Failing,
}

/// How it goes with an endpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    /// Since when no delivery succeeded, once one had failed.
    pub failing_since: Option<OffsetDateTime>,
    /// Of how many events nothing arrived since then.
    pub failed_events: u64,
    pub succeeded_at: Option<OffsetDateTime>,
}

/// An endpoint that an operator may want to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailingEndpoint {
    pub endpoint: Endpoint,
    pub since: OffsetDateTime,
    pub failed_events: u64,
}

impl Endpoint {
    pub const fn is_enabled(&self) -> bool {
        matches!(self.state, EndpointState::Enabled)
    }

    /// The same with a new secret; the one that it has signs for another day.
    #[must_use]
    pub fn with_secret(self, secret: EndpointSecret, now: OffsetDateTime) -> Self {
        let old_secret = Some((self.secret, now + OLD_SECRET_SIGNS));
        Self { secret, old_secret, ..self }
    }

    /// The same, disabled; one that is so already stays as it is.
    #[must_use]
    pub fn disabled(self, because: DisabledBecause, now: OffsetDateTime) -> Self {
        match self.state {
            EndpointState::Enabled => {
                Self { state: EndpointState::Disabled { at: now, because }, ..self }
            }
            EndpointState::Disabled { .. } => self,
        }
    }

    /// The secrets that sign now, the newest first.
    pub fn signs_with(&self, now: OffsetDateTime) -> impl Iterator<Item = &EndpointSecret> {
        let old = self.old_secret.iter().filter(move |(_, until)| now < *until);
        std::iter::once(&self.secret).chain(old.map(|(secret, _)| secret))
    }
}

impl Health {
    /// Whether it is given up: nothing arrived for days, and not for one event alone.
    pub fn is_hopeless(&self, now: OffsetDateTime) -> bool {
        self.failed_events >= HOPELESS_EVENTS
            && self.failing_since.is_some_and(|since| since + HOPELESS_AFTER <= now)
    }
}

impl DisabledBecause {
    pub const ALL: [Self; 3] = [Self::Asked, Self::Gone, Self::Failing];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "ASKED",
            Self::Gone => "GONE",
            Self::Failing => "FAILING",
        }
    }
}

impl HearsOf {
    pub const ALL: [Self; 2] = [Self::OwnBookings, Self::AllBookings];

    /// Its word in the API and in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnBookings => "OWN_BOOKINGS",
            Self::AllBookings => "ALL_BOOKINGS",
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-12-06 00:00 UTC);

    #[test]
    fn only_what_took_nothing_for_days_and_of_several_events_is_given_up() {
        let health = |days, failed_events| Health {
            failing_since: Some(NOW - Duration::days(days)),
            failed_events,
            succeeded_at: None,
        };
        assert!(health(5, 3).is_hopeless(NOW));
        assert!(!health(4, 100).is_hopeless(NOW));
        assert!(!health(30, 2).is_hopeless(NOW));
        assert!(!Health::default().is_hopeless(NOW));
    }
}
