//! Money on its way back as plain data.

use airside_booking::{GatewayRefundId, IntentId, Refund, RefundCause, RefundState};
use airside_primitives::{
    Amount, BookingId, CancellationId, DocumentId, ExchangeId, PaymentId, RefundId,
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::row::{Column, Kept, Row, Unreadable, body};

/// A [`Refund`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRecord {
    pub id: Uuid,
    pub booking: Uuid,
    pub payment: Uuid,
    pub intent: Option<String>,
    pub amount: i64,
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub elsewhere: i64,
    pub cause: RefundCauseRecord,
    pub receipt: Uuid,
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    pub state: RefundStateRecord,
}

/// A [`RefundCause`] as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefundCauseRecord {
    Cancellation(Uuid),
    Exchange(Uuid),
    TooLate,
    PaidTwice,
}

/// A [`RefundState`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefundStateRecord {
    Pending {
        gateway: Option<String>,
        attempts: u32,
    },
    Succeeded {
        gateway: Option<String>,
        attempts: u32,
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
    Failed {
        gateway: Option<String>,
        attempts: u32,
        #[serde(with = "rfc3339")]
        at: OffsetDateTime,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
const fn is_nothing(amount: &i64) -> bool {
    *amount == 0
}

impl Kept for Refund {
    const TABLE: &'static str = "refunds";

    fn row(&self) -> Row {
        let (gateway, is_finished) = match &self.state {
            RefundState::Pending { gateway, .. } | RefundState::Failed { gateway, .. } => {
                (gateway, false)
            }
            RefundState::Succeeded { gateway, .. } => (gateway, true),
        };
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![
                Column::id("booking", self.booking.0),
                Column::moment("created_at", Some(self.created_at)),
            ],
            columns: vec![
                Column::maybe("gateway", gateway.as_ref().map(|id| id.0.clone())),
                Column::flag("is_finished", is_finished),
            ],
            body: body(&RefundRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<RefundRecord>(body)?.try_into()?)
    }
}

impl From<&Refund> for RefundRecord {
    fn from(refund: &Refund) -> Self {
        let text = |gateway: &Option<GatewayRefundId>| gateway.as_ref().map(|id| id.0.clone());
        Self {
            id: refund.id.0,
            booking: refund.booking.0,
            payment: refund.payment.0,
            intent: refund.intent.as_ref().map(|id| id.0.clone()),
            amount: refund.amount.get(),
            elsewhere: refund.elsewhere.get(),
            cause: match refund.cause {
                RefundCause::Cancellation(id) => RefundCauseRecord::Cancellation(id.0),
                RefundCause::Exchange(id) => RefundCauseRecord::Exchange(id.0),
                RefundCause::TooLate => RefundCauseRecord::TooLate,
                RefundCause::PaidTwice => RefundCauseRecord::PaidTwice,
            },
            receipt: refund.receipt.0,
            created_at: refund.created_at,
            state: match &refund.state {
                RefundState::Pending { gateway, attempts } => {
                    RefundStateRecord::Pending { gateway: text(gateway), attempts: *attempts }
                }
                RefundState::Succeeded { gateway, attempts, at } => RefundStateRecord::Succeeded {
                    gateway: text(gateway),
                    attempts: *attempts,
                    at: *at,
                },
                RefundState::Failed { gateway, attempts, at } => RefundStateRecord::Failed {
                    gateway: text(gateway),
                    attempts: *attempts,
                    at: *at,
                },
            },
        }
    }
}

impl TryFrom<RefundRecord> for Refund {
    type Error = BadRecord;

    fn try_from(record: RefundRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("refund", field);
        let id = |gateway: Option<String>| gateway.map(GatewayRefundId);
        if record.amount < 0 {
            return Err(bad("amount"));
        }
        if !(0..=record.amount).contains(&record.elsewhere) {
            return Err(bad("elsewhere"));
        }
        match record.state {
            // The number of the next attempt: asked under the last one's, the gateway would
            // tell of the failed refund again.
            RefundStateRecord::Failed { attempts: 0, .. } => return Err(bad("attempts")),
            // One of nothing has succeeded at once; no gateway would take it.
            RefundStateRecord::Pending { .. } | RefundStateRecord::Failed { .. }
                if record.amount == record.elsewhere =>
            {
                return Err(bad("state"));
            }
            RefundStateRecord::Pending { .. }
            | RefundStateRecord::Failed { .. }
            | RefundStateRecord::Succeeded { .. } => (),
        }
        Ok(Self {
            id: RefundId(record.id),
            booking: BookingId(record.booking),
            payment: PaymentId(record.payment),
            intent: record.intent.map(IntentId),
            amount: Amount::minor(record.amount),
            elsewhere: Amount::minor(record.elsewhere),
            cause: match record.cause {
                RefundCauseRecord::Cancellation(id) => {
                    RefundCause::Cancellation(CancellationId(id))
                }
                RefundCauseRecord::Exchange(id) => RefundCause::Exchange(ExchangeId(id)),
                RefundCauseRecord::TooLate => RefundCause::TooLate,
                RefundCauseRecord::PaidTwice => RefundCause::PaidTwice,
            },
            receipt: DocumentId(record.receipt),
            created_at: record.created_at,
            state: match record.state {
                RefundStateRecord::Pending { gateway, attempts } => {
                    RefundState::Pending { gateway: id(gateway), attempts }
                }
                RefundStateRecord::Succeeded { gateway, attempts, at } => {
                    RefundState::Succeeded { gateway: id(gateway), attempts, at }
                }
                RefundStateRecord::Failed { gateway, attempts, at } => {
                    RefundState::Failed { gateway: id(gateway), attempts, at }
                }
            },
        })
    }
}
