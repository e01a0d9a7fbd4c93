//! An attempt to pay as plain data.

use airside_booking::payment::{Handle, Method, Refusal};
use airside_booking::{CheckoutId, IntentId, Payment, PaymentState, Reversal};
use airside_primitives::{Amount, BookingId, ExchangeId, PaymentId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use crate::BadRecord;
use crate::choices::ProgressRecord;
use crate::reversal::ReversalRecord;
use crate::row::{Column, Kept, Row, Unreadable, body};

/// A [`Payment`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRecord {
    pub id: Uuid,
    pub booking: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Uuid>,
    pub amount: i64,
    pub method: MethodRecord,
    pub return_url: String,
    pub begun_with: String,
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    pub updated_at: OffsetDateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<RefusalRecord>,
    pub state: PaymentStateRecord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reversals: Vec<ReversalRecord>,
    /// Absent where nothing is given to others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Uuid>,
}

/// A [`Refusal`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalRecord {
    pub code: String,
    pub message: String,
}

/// A [`Method`] as plain data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MethodRecord {
    Checkout,
    Card(String),
    Free,
}

/// A [`PaymentState`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentStateRecord {
    Opening,
    /// Opening, with the intent of a charge that is not made yet.
    Prepared {
        intent: String,
    },
    Open {
        handle: HandleRecord,
        progress: ProgressRecord,
        url: Option<String>,
    },
    Succeeded {
        intent: Option<String>,
    },
    Failed {
        intent: Option<String>,
    },
    Canceled {
        intent: Option<String>,
    },
}

/// A [`Handle`] as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HandleRecord {
    Checkout { id: String, intent: Option<String> },
    Intent(String),
}

/// The queue of payments with reversals that nobody has noted anything about.
pub const REVERSALS: &str = "REVERSALS";

impl Kept for Payment {
    const TABLE: &'static str = "payments";

    fn row(&self) -> Row {
        let checkout = match &self.state {
            PaymentState::Open { handle: Handle::Checkout { id, .. }, .. } => Some(id.0.clone()),
            PaymentState::Open { handle: Handle::Intent(_), .. }
            | PaymentState::Opening { .. }
            | PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => None,
        };
        let mut columns = vec![
            Column::flag("is_live", self.is_live()),
            Column::moment("updated_at", Some(self.updated_at)),
        ];
        if !self.reversals.is_empty() {
            let queue = self.is_to_be_looked_at().then(|| REVERSALS.to_owned());
            columns.push(Column::maybe("queue", queue));
        }
        // A gateway id that the payment no longer tells stays in its column.
        // A part is found by the payment that brought its money.
        let intent = self.intent().filter(|_| self.part_of.is_none());
        columns.extend(intent.map(|id| Column::text("intent", &*id.0)));
        columns.extend(checkout.map(|id| Column::text("checkout", id)));
        Row {
            table: Self::TABLE,
            id: self.id.0,
            fixed: vec![Column::id("booking", self.booking.0)],
            columns,
            body: body(&PaymentRecord::from(self)),
        }
    }

    fn read(body: &str) -> Result<Self, Unreadable> {
        Ok(serde_json::from_str::<PaymentRecord>(body)?.try_into()?)
    }
}

impl From<&Payment> for PaymentRecord {
    fn from(payment: &Payment) -> Self {
        Self {
            id: payment.id.0,
            booking: payment.booking.0,
            exchange: payment.exchange.map(|it| it.0),
            amount: payment.amount.get(),
            method: match &payment.method {
                Method::Checkout => MethodRecord::Checkout,
                Method::Card(method) => MethodRecord::Card(method.clone()),
                Method::Free => MethodRecord::Free,
            },
            return_url: payment.return_url.clone(),
            begun_with: payment.begun_with.clone(),
            created_at: payment.created_at,
            updated_at: payment.updated_at,
            refusal: payment.refusal.as_ref().map(|refusal| RefusalRecord {
                code: refusal.code.clone(),
                message: refusal.message.clone(),
            }),
            state: (&payment.state).into(),
            reversals: payment.reversals.iter().map(ReversalRecord::from).collect(),
            given: Some(payment.given.get()).filter(|it| *it != 0),
            part_of: payment.part_of.map(|it| it.0),
        }
    }
}

impl TryFrom<PaymentRecord> for Payment {
    type Error = BadRecord;

    fn try_from(record: PaymentRecord) -> Result<Self, BadRecord> {
        let bad = |field| BadRecord::new("payment", field);
        if record.amount < 0 {
            return Err(bad("amount"));
        }
        let given = record.given.unwrap_or_default();
        if !(0..=record.amount).contains(&given) {
            return Err(bad("given"));
        }
        // Only what was free was paid without the gateway; anything else could not be paid back.
        let is_unknown = matches!(record.state, PaymentStateRecord::Succeeded { intent: None });
        if is_unknown && record.method != MethodRecord::Free {
            return Err(bad("state"));
        }
        Ok(Self {
            id: PaymentId(record.id),
            booking: BookingId(record.booking),
            exchange: record.exchange.map(ExchangeId),
            amount: Amount::minor(record.amount),
            method: match record.method {
                MethodRecord::Checkout => Method::Checkout,
                MethodRecord::Card(method) => Method::Card(method),
                MethodRecord::Free => Method::Free,
            },
            return_url: record.return_url,
            begun_with: record.begun_with,
            created_at: record.created_at,
            updated_at: record.updated_at,
            refusal: record
                .refusal
                .map(|RefusalRecord { code, message }| Refusal { code, message }),
            state: record.state.into(),
            reversals: record
                .reversals
                .into_iter()
                .map(Reversal::try_from)
                .collect::<Result<_, _>>()?,
            given: Amount::minor(given),
            part_of: record.part_of.map(PaymentId),
        })
    }
}

impl From<&PaymentState> for PaymentStateRecord {
    fn from(state: &PaymentState) -> Self {
        let text = |intent: &Option<IntentId>| intent.as_ref().map(|id| id.0.clone());
        match state {
            PaymentState::Opening { intent: None } => Self::Opening,
            PaymentState::Opening { intent: Some(id) } => Self::Prepared { intent: id.0.clone() },
            PaymentState::Open { handle, progress, url } => Self::Open {
                handle: match handle {
                    Handle::Checkout { id, intent } => {
                        HandleRecord::Checkout { id: id.0.clone(), intent: text(intent) }
                    }
                    Handle::Intent(id) => HandleRecord::Intent(id.0.clone()),
                },
                progress: (*progress).into(),
                url: url.clone(),
            },
            PaymentState::Succeeded { intent } => Self::Succeeded { intent: text(intent) },
            PaymentState::Failed { intent } => Self::Failed { intent: text(intent) },
            PaymentState::Canceled { intent } => Self::Canceled { intent: text(intent) },
        }
    }
}

impl From<PaymentStateRecord> for PaymentState {
    fn from(record: PaymentStateRecord) -> Self {
        let id = |intent: Option<String>| intent.map(IntentId);
        match record {
            PaymentStateRecord::Opening => Self::Opening { intent: None },
            PaymentStateRecord::Prepared { intent } => {
                Self::Opening { intent: Some(IntentId(intent)) }
            }
            PaymentStateRecord::Open { handle, progress, url } => Self::Open {
                handle: match handle {
                    HandleRecord::Checkout { id: checkout, intent } => {
                        Handle::Checkout { id: CheckoutId(checkout), intent: id(intent) }
                    }
                    HandleRecord::Intent(id) => Handle::Intent(IntentId(id)),
                },
                progress: progress.into(),
                url,
            },
            PaymentStateRecord::Succeeded { intent } => Self::Succeeded { intent: id(intent) },
            PaymentStateRecord::Failed { intent } => Self::Failed { intent: id(intent) },
            PaymentStateRecord::Canceled { intent } => Self::Canceled { intent: id(intent) },
        }
    }
}

airside_primitives::hide_in_debug!(MethodRecord, PaymentRecord { id, state });
