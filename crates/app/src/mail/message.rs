//! A mail and its life: it waits, is tried, and is sent, given up or dropped.

use airside_booking::{Booking, ChangeKind, ChangeState, ScheduleChange, State};
use airside_primitives::{
    BookingId, CancellationId, EndpointId, ExchangeId, HistoryId, MailId, PassengerId, RefundId,
    ScheduleChangeId, UserId,
};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::accounts::Rules as AccountRules;

/// How long a message gets to have a new mail sent before a sweeper looks.
const GRACE: Duration = Duration::seconds(10);
/// How long a mail waits for the documents that it carries before it is looked at again. Whoever
/// makes them has it sent at once.
const FOR_DOCUMENTS: Duration = Duration::seconds(30);
/// How long one attempt may take, whatever becomes of the process that makes it.
const ATTEMPT: Duration = Duration::minutes(2);
/// The pauses after attempts that failed. After one more attempt it is given up.
const PAUSES: [Duration; 8] = [
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(15),
    Duration::hours(1),
    Duration::hours(3),
    Duration::hours(6),
    Duration::hours(12),
    Duration::hours(24),
];

/// One mail. Its id is in its `Message-ID`, so that one that comes twice is known by it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: MailId,
    /// Why it is written, `confirmed:<booking>`: of each cause there is one mail.
    pub cause: String,
    pub to: Recipient,
    pub kind: MailKind,
    pub created_at: OffsetDateTime,
    /// How often it was handed to the mail server.
    pub attempts: u32,
    pub state: MailState,
    /// Why the last attempt failed; nothing of the person is in it.
    pub trouble: Option<String>,
}

airside_primitives::hide_in_debug!(Mail { id, attempts, state });

/// Whose address it goes to, as it is when the mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// The address of an account.
    User(UserId),
    /// The contact of a booking.
    Contact(BookingId),
}

/// What it says.
#[derive(Clone, PartialEq, Eq)]
pub enum MailKind {
    /// A booking is confirmed; with its tickets, once they are made.
    Confirmation,
    /// The tickets of a booking once more.
    Tickets,
    /// Journeys were cancelled; with the receipt, if that is made soon.
    Cancellation(CancellationId),
    /// Journeys were exchanged for others; with the new tickets and the receipt, if they are made soon.
    Change(ExchangeId),
    /// A traveller's name was corrected; with the new tickets, if they are made soon.
    NameCorrected(PassengerId),
    /// A payment that bought nothing went back; with the receipt, if that is made soon.
    Refund(RefundId),
    /// Flights of a booking fly otherwise than it was told, or the traveller has taken that; with
    /// the new tickets, once they are made.
    ScheduleChange(Vec<ScheduleChangeId>),
    /// An account was opened for somebody: a link by which they set its password.
    Invitation { token: String },
    /// A link by which a password is set anew.
    PasswordReset { token: String },
    /// A link that proves an address.
    ProveEmail { token: String },
    /// Nothing is sent to an endpoint of webhooks any more.
    EndpointDisabled(EndpointId),
}

airside_primitives::hide_in_debug!(MailKind);

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be looked at by a sweeper then.
    Waiting {
        next_at: OffsetDateTime,
    },
    Sent {
        at: OffsetDateTime,
    },
    /// Given up: an operator has to look.
    Failed {
        at: OffsetDateTime,
    },
    /// Not sent, and rightly so: there is nobody to write to, or no mail is sent here.
    Dropped {
        at: OffsetDateTime,
    },
}

impl MailState {
    /// Its word in stores.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting { .. } => "WAITING",
            Self::Sent { .. } => "SENT",
            Self::Failed { .. } => Mail::FAILED,
            Self::Dropped { .. } => "DROPPED",
        }
    }
}

impl Recipient {
    /// The id of the account or the booking.
    pub const fn id(self) -> Uuid {
        match self {
            Self::User(id) => id.0,
            Self::Contact(id) => id.0,
        }
    }
}

impl MailKind {
    /// Its word in stores, in queues and in metrics.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Confirmation => "CONFIRMATION",
            Self::Tickets => "TICKETS",
            Self::Cancellation(_) => "CANCELLATION",
            Self::Change(_) => "CHANGE",
            Self::NameCorrected(_) => "NAME_CORRECTED",
            Self::Refund(_) => "REFUND",
            Self::ScheduleChange(_) => "SCHEDULE_CHANGE",
            Self::Invitation { .. } => "INVITATION",
            Self::PasswordReset { .. } => "PASSWORD_RESET",
            Self::ProveEmail { .. } => "PROVE_EMAIL",
            Self::EndpointDisabled(_) => "ENDPOINT_DISABLED",
        }
    }

    /// How long it is worth sending; for good when it is not said.
    const fn worth_sending(&self, rules: &AccountRules) -> Option<Duration> {
        match self {
            // The link is dead by then.
            Self::PasswordReset { .. } => Some(rules.reset_lifetime),
            Self::Invitation { .. } | Self::ProveEmail { .. } => Some(rules.proof_lifetime),
            Self::Confirmation
            | Self::Tickets
            | Self::Cancellation(_)
            | Self::Change(_)
            | Self::NameCorrected(_)
            | Self::Refund(_)
            | Self::ScheduleChange(_)
            | Self::EndpointDisabled(_) => None,
        }
    }

    /// The same, without what opens anything.
    fn without_token(self) -> Self {
        let token = String::new();
        match self {
            Self::Invitation { .. } => Self::Invitation { token },
            Self::PasswordReset { .. } => Self::PasswordReset { token },
            Self::ProveEmail { .. } => Self::ProveEmail { token },
            other => other,
        }
    }
}

impl Mail {
    /// The word of the state in which an operator has to look.
    pub const FAILED: &'static str = "FAILED";

    /// Tells the contact of a booking that it is confirmed.
    pub fn confirmed(id: MailId, booking: BookingId, now: OffsetDateTime) -> Self {
        let cause = format!("confirmed:{booking}");
        Self::new(id, cause, Recipient::Contact(booking), MailKind::Confirmation, now)
    }

    /// Tells the contact of a booking that journeys of it are cancelled.
    pub fn cancelled(
        id: MailId,
        booking: BookingId,
        cancellation: CancellationId,
        now: OffsetDateTime,
    ) -> Self {
        let cause = format!("cancelled:{cancellation}");
        let kind = MailKind::Cancellation(cancellation);
        Self::new(id, cause, Recipient::Contact(booking), kind, now)
    }

    /// Tells the contact of a booking that journeys of it were exchanged.
    pub fn changed(
        id: MailId,
        booking: BookingId,
        exchange: ExchangeId,
        now: OffsetDateTime,
    ) -> Self {
        let cause = format!("changed:{exchange}");
        Self::new(id, cause, Recipient::Contact(booking), MailKind::Change(exchange), now)
    }

    /// Tells the contact of a booking that a name was corrected, as this line of the history has it.
    pub fn name_corrected(
        id: MailId,
        booking: BookingId,
        passenger: PassengerId,
        line: HistoryId,
        now: OffsetDateTime,
    ) -> Self {
        let cause = format!("name-corrected:{line}");
        let kind = MailKind::NameCorrected(passenger);
        Self::new(id, cause, Recipient::Contact(booking), kind, now)
    }

    /// Tells the contact of a booking that a payment for nothing goes back.
    pub fn refunded(id: MailId, booking: BookingId, refund: RefundId, now: OffsetDateTime) -> Self {
        let cause = format!("refunded:{refund}");
        Self::new(id, cause, Recipient::Contact(booking), MailKind::Refund(refund), now)
    }

    /// Whether a traveller would notice this change, so that there is a mail about it.
    pub fn tells_of(change: &ScheduleChange) -> bool {
        change.is_major || change.kind != ChangeKind::Equipment
    }

    /// Tells the contact of a booking what is new of its flights, and that a question about them
    /// is settled; `None` when that is nothing, or nothing that a traveller would notice.
    pub fn rescheduled(id: MailId, booking: &Booking, now: OffsetDateTime) -> Option<Self> {
        let is_new = |change: &&ScheduleChange| match change.state {
            ChangeState::Open => change.made_at == now,
            ChangeState::Accepted { at } | ChangeState::Lapsed { at } => at == now,
            ChangeState::Rebooked { .. } | ChangeState::Refunded { .. } => false,
        };
        let is_sold = matches!(booking.state, State::Confirmed { .. });
        let changes = booking.schedule_changes.iter().filter(|_| is_sold);
        let changes: Vec<_> = changes.filter(|it| Self::tells_of(it)).filter(is_new).collect();
        // Of a change that was asked about there is another mail before.
        let settled = changes.iter().find(|it| it.is_major && it.state != ChangeState::Open);
        let first = changes.first()?;
        // One that is taken back and made again has the same id.
        let made = || format!("rescheduled:{}:{}", first.id, first.made_at.unix_timestamp());
        let cause = settled.map_or_else(made, |change| format!("settled:{}", change.id));
        let kind = MailKind::ScheduleChange(changes.iter().map(|change| change.id).collect());
        Some(Self::new(id, cause, Recipient::Contact(booking.id), kind, now))
    }

    /// A mail that waits from now on.
    pub fn new(
        id: MailId,
        cause: impl Into<String>,
        to: Recipient,
        kind: MailKind,
        now: OffsetDateTime,
    ) -> Self {
        Self {
            id,
            cause: cause.into(),
            to,
            kind,
            created_at: now,
            attempts: 0,
            state: MailState::Waiting { next_at: now + GRACE },
            trouble: None,
        }
    }

    /// Whether a message or a sweeper may have it sent now. Until its first attempt it may be sent
    /// at any time; after that, when its pause is over.
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        match self.state {
            MailState::Waiting { next_at } => self.attempts == 0 || next_at <= now,
            MailState::Sent { .. } | MailState::Failed { .. } | MailState::Dropped { .. } => false,
        }
    }

    /// Whether it was not tried yet.
    pub const fn is_new(&self) -> bool {
        matches!(self.state, MailState::Waiting { .. }) && self.attempts == 0
    }

    /// Whether it is past the time in which it says anything of use.
    pub fn is_stale(&self, rules: &AccountRules, now: OffsetDateTime) -> bool {
        let worth = self.kind.worth_sending(rules);
        worth.is_some_and(|worth| self.created_at.saturating_add(worth) <= now)
    }

    /// It waits on for the documents that it is to carry.
    #[must_use]
    pub fn put_off(self, now: OffsetDateTime) -> Self {
        Self { state: MailState::Waiting { next_at: now + FOR_DOCUMENTS }, ..self }
    }

    /// It is being handed over: nobody else tries meanwhile.
    #[must_use]
    pub fn tried(self, now: OffsetDateTime) -> Self {
        let attempts = self.attempts.saturating_add(1);
        Self { attempts, state: MailState::Waiting { next_at: now + ATTEMPT }, ..self }
    }

    #[must_use]
    pub fn sent(self, now: OffsetDateTime) -> Self {
        let kind = self.kind.without_token();
        Self { kind, state: MailState::Sent { at: now }, trouble: None, ..self }
    }

    #[must_use]
    pub fn dropped(self, now: OffsetDateTime) -> Self {
        Self { kind: self.kind.without_token(), state: MailState::Dropped { at: now }, ..self }
    }

    /// An attempt failed: it waits for the next one, or is given up after the last.
    #[must_use]
    pub fn failed(self, trouble: String, now: OffsetDateTime) -> Self {
        let done = usize::try_from(self.attempts).unwrap_or(usize::MAX);
        let pause = done.checked_sub(1).and_then(|done| PAUSES.get(done));
        match pause {
            Some(pause) => Self {
                state: MailState::Waiting { next_at: now + *pause },
                trouble: Some(trouble),
                ..self
            },
            None => self.given_up(trouble, now),
        }
    }

    /// It will never arrive.
    #[must_use]
    pub fn given_up(self, trouble: String, now: OffsetDateTime) -> Self {
        let kind = self.kind.without_token();
        Self { kind, state: MailState::Failed { at: now }, trouble: Some(trouble), ..self }
    }

    /// An operator has it tried anew, from the first pause on.
    #[must_use]
    pub fn again(self, now: OffsetDateTime) -> Self {
        Self { attempts: 0, state: MailState::Waiting { next_at: now }, ..self }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-12-01 08:00 UTC);

    fn mail(kind: MailKind) -> Mail {
        let to = Recipient::User(UserId(Uuid::from_u128(1)));
        Mail::new(MailId(Uuid::from_u128(2)), "why", to, kind, NOW)
    }

    #[test]
    fn it_is_tried_with_growing_pauses_and_given_up_after_two_days() {
        let (mut mail, mut now, mut pauses) = (mail(MailKind::Tickets), NOW, Vec::new());
        loop {
            assert!(mail.is_due(now));
            mail = mail.tried(now);
            assert!(!mail.is_due(now), "nobody else tries meanwhile");
            mail = mail.failed("away".to_owned(), now);
            let MailState::Waiting { next_at } = mail.state else { break };
            assert!(!mail.is_due(now));
            pauses.push(next_at - now);
            now = next_at;
        }
        assert_eq!(mail.state, MailState::Failed { at: now });
        assert!(pauses.is_sorted() && pauses.len() == 8);
        assert!((Duration::hours(36)..Duration::hours(72)).contains(&(now - NOW)));
        assert!(mail.again(now).is_due(now));
    }

    #[test]
    fn what_opens_something_is_kept_no_longer_than_it_is_needed() {
        let reset = || mail(MailKind::PasswordReset { token: "hush".to_owned() }).tried(NOW);
        let invitation = mail(MailKind::Invitation { token: "hush".to_owned() }).sent(NOW);
        assert!(invitation.kind == MailKind::Invitation { token: String::new() });
        for ended in
            [reset().sent(NOW), reset().dropped(NOW), reset().given_up("refused".to_owned(), NOW)]
        {
            assert!(ended.kind == MailKind::PasswordReset { token: String::new() });
        }
        let rules = AccountRules::default();
        assert!(!reset().is_stale(&rules, NOW + Duration::minutes(59)));
        assert!(reset().is_stale(&rules, NOW + Duration::hours(1)));
    }
}
