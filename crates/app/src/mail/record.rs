//! A mail as stores keep it: ids, and a token where it carries one, which is sealed.

use airside_primitives::{
    BookingId, CancellationId, EndpointId, ExchangeId, MailId, PassengerId, RefundId,
    ScheduleChangeId, UserId,
};
use airside_records::{Column, Kept, Row, Unreadable};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use super::message::{Mail, MailKind, MailState, Recipient};

/// A [`Mail`] as plain data.
#[derive(Serialize, Deserialize)]
pub struct MailRecord {
    pub id: Uuid,
    cause: String,
    to: RecipientRecord,
    kind: KindRecord,
    #[serde(with = "rfc3339")]
    created_at: OffsetDateTime,
    attempts: u32,
    state: StateRecord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trouble: Option<String>,
    /// What its link opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The same, as a key of the settings sealed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum RecipientRecord {
    User(Uuid),
    Contact(Uuid),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum KindRecord {
    Confirmation,
    Tickets,
    Cancellation(Uuid),
    Change(Uuid),
    NameCorrected(Uuid),
    Refund(Uuid),
    ScheduleChange(Vec<Uuid>),
    Invitation,
    PasswordReset,
    ProveEmail,
    EndpointDisabled(Uuid),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum StateRecord {
    Waiting {
        #[serde(with = "rfc3339")]
        next_at: OffsetDateTime,
    },
    Sent {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Failed {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Dropped {
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
}

impl Kept for Mail {
    const TABLE: &'static str = "mails";

    #[expect(
        clippy::expect_used,
        reason = "records have text keys and nothing that JSON cannot say"
    )]
    fn row(&self) -> Row {
        let (next_at, ended_at) = match self.state {
            MailState::Waiting { next_at } => (Some(next_at), None),
            MailState::Sent { at } | MailState::Failed { at } | MailState::Dropped { at } => {
                (None, Some(at))
            }
        };
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![Column::text("cause", &*self.cause), Column::id("recipient", self.to.id())],
            columns: vec![
                Column::text("state", self.state.code()),
                Column::moment("next_at", next_at),
                Column::moment("ended_at", ended_at),
            ],
            body: serde_json::to_string(&MailRecord::from(self)).expect("a record in JSON"),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<MailRecord>(body)?.into())
    }
}

impl From<&Mail> for MailRecord {
    fn from(mail: &Mail) -> Self {
        let (kind, token) = match &mail.kind {
            MailKind::Confirmation => (KindRecord::Confirmation, None),
            MailKind::Tickets => (KindRecord::Tickets, None),
            MailKind::Cancellation(id) => (KindRecord::Cancellation(id.0), None),
            MailKind::Change(id) => (KindRecord::Change(id.0), None),
            MailKind::NameCorrected(id) => (KindRecord::NameCorrected(id.0), None),
            MailKind::Refund(id) => (KindRecord::Refund(id.0), None),
            MailKind::ScheduleChange(ids) => {
                (KindRecord::ScheduleChange(ids.iter().map(|id| id.0).collect()), None)
            }
            MailKind::Invitation { token } => (KindRecord::Invitation, Some(token)),
            MailKind::PasswordReset { token } => (KindRecord::PasswordReset, Some(token)),
            MailKind::ProveEmail { token } => (KindRecord::ProveEmail, Some(token)),
            MailKind::EndpointDisabled(id) => (KindRecord::EndpointDisabled(id.0), None),
        };
        Self {
            id: mail.id.0,
            cause: mail.cause.clone(),
            to: match mail.to {
                Recipient::User(id) => RecipientRecord::User(id.0),
                Recipient::Contact(id) => RecipientRecord::Contact(id.0),
            },
            kind,
            created_at: mail.created_at,
            attempts: mail.attempts,
            state: match mail.state {
                MailState::Waiting { next_at } => StateRecord::Waiting { next_at },
                MailState::Sent { at } => StateRecord::Sent { at },
                MailState::Failed { at } => StateRecord::Failed { at },
                MailState::Dropped { at } => StateRecord::Dropped { at },
            },
            trouble: mail.trouble.clone(),
            token: token.filter(|it| !it.is_empty()).cloned(),
            sealed: None,
        }
    }
}

impl From<MailRecord> for Mail {
    fn from(record: MailRecord) -> Self {
        let token = record.token.unwrap_or_default();
        Self {
            id: MailId(record.id),
            cause: record.cause,
            to: match record.to {
                RecipientRecord::User(id) => Recipient::User(UserId(id)),
                RecipientRecord::Contact(id) => Recipient::Contact(BookingId(id)),
            },
            kind: match record.kind {
                KindRecord::Confirmation => MailKind::Confirmation,
                KindRecord::Tickets => MailKind::Tickets,
                KindRecord::Cancellation(id) => MailKind::Cancellation(CancellationId(id)),
                KindRecord::Change(id) => MailKind::Change(ExchangeId(id)),
                KindRecord::NameCorrected(id) => MailKind::NameCorrected(PassengerId(id)),
                KindRecord::Refund(id) => MailKind::Refund(RefundId(id)),
                KindRecord::ScheduleChange(ids) => {
                    MailKind::ScheduleChange(ids.into_iter().map(ScheduleChangeId).collect())
                }
                KindRecord::Invitation => MailKind::Invitation { token },
                KindRecord::PasswordReset => MailKind::PasswordReset { token },
                KindRecord::ProveEmail => MailKind::ProveEmail { token },
                KindRecord::EndpointDisabled(id) => MailKind::EndpointDisabled(EndpointId(id)),
            },
            created_at: record.created_at,
            attempts: record.attempts,
            state: match record.state {
                StateRecord::Waiting { next_at } => MailState::Waiting { next_at },
                StateRecord::Sent { at } => MailState::Sent { at },
                StateRecord::Failed { at } => MailState::Failed { at },
                StateRecord::Dropped { at } => MailState::Dropped { at },
            },
            trouble: record.trouble,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_mail_reads_back_as_itself() {
        let (id, now) = (Uuid::from_u128(7), datetime!(2026-12-01 08:00 UTC));
        let kinds = [
            MailKind::Confirmation,
            MailKind::Tickets,
            MailKind::Cancellation(CancellationId(id)),
            MailKind::Change(ExchangeId(id)),
            MailKind::NameCorrected(PassengerId(id)),
            MailKind::Refund(RefundId(id)),
            MailKind::ScheduleChange(vec![ScheduleChangeId(id)]),
            MailKind::Invitation { token: "open".to_owned() },
            MailKind::PasswordReset { token: "open".to_owned() },
            MailKind::ProveEmail { token: "open".to_owned() },
            MailKind::EndpointDisabled(EndpointId(id)),
        ];
        for kind in kinds {
            let to = Recipient::Contact(BookingId(id));
            let new = Mail::new(MailId(id), "why", to, kind, now);
            let tried = new.clone().tried(now).failed("away".to_owned(), now);
            for mail in [new.clone(), tried, new.clone().sent(now), new.dropped(now)] {
                assert!(Mail::read(&mail.row().body).unwrap() == mail);
            }
        }
    }
}
