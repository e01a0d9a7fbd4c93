//! Everything that happened to a booking: what the records of it say, what the history has of it,
//! and what people of the house did to it and to its flights. Uses the store.

use airside_booking::schedule_change::{ChangeState, ScheduleChange};
use airside_booking::{
    Booking, Cancellation, CancellationState, Document, DocumentState, Exchange, ExchangeState,
    Payment, PaymentState, Refund, RefundState, State,
};
use airside_primitives::Amount;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::done::{done_to, done_to_departures};
use crate::history::{Actor, Deed, HistoryEntry, Said};
use crate::mail::{MailState, Recipient};
use crate::ports::{Store, StoreError};

/// Times of the records are finer than those of the history.
const SAME_MOMENT: Duration = Duration::milliseconds(1);

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Happened {
    pub at: OffsetDateTime,
    /// Its code, `BOOKING_CONFIRMED`.
    pub what: &'static str,
    /// Nobody, where it happened of itself or at the wish of its owner.
    pub by: Option<Actor>,
    pub said: Said,
}

impl Happened {
    /// The money that it is about.
    pub fn amount(&self) -> Option<Amount> {
        let after: Value = serde_json::from_str(self.said.after.as_deref()?).ok()?;
        let named = ["amount", "refund", "difference"].into_iter();
        named.filter_map(|name| after.get(name)?.as_i64()).map(Amount::minor).next()
    }
}

/// What happened to a booking, oldest first.
pub async fn happened(
    store: &dyn Store,
    booking: &Booking,
    now: OffsetDateTime,
) -> Result<Vec<Happened>, StoreError> {
    let mut all = of_booking(booking, now);
    for payment in store.payments(booking.id).await? {
        // Of a part of one the split is told.
        if payment.value.part_of.is_none() {
            all.extend(of_payment(&payment.value, booking.erased_at.is_some()));
        }
    }
    for cancellation in store.cancellations(booking.id).await? {
        all.extend(of_cancellation(&cancellation.value));
    }
    for exchange in store.exchanges(booking.id).await? {
        all.extend(of_exchange(&exchange.value));
    }
    for refund in store.refunds(booking.id).await? {
        all.extend(of_refund(&refund.value));
    }
    for document in store.documents(booking.id).await? {
        all.extend(of_document(&document.value));
    }
    for mail in store.mails_to(Recipient::Contact(booking.id)).await? {
        if let MailState::Sent { at } = mail.value.state {
            all.push(line(at, "MAIL_SENT", json!({ "mail": mail.value.kind.code() })));
        }
    }
    let mut done = done_to(store, booking.id).await?;
    let is_same = |line: &Happened, written: &HistoryEntry| {
        written.deed.code() == line.what && (written.at - line.at).abs() < SAME_MOMENT
    };
    // Of somebody who was erased the records say more.
    done.retain(|it| !it.is_erased || !all.iter().any(|line| is_same(line, it)));
    all.retain(|line| !done.iter().any(|it| is_same(line, it)));
    let of_flights = done_to_departures(store, booking).await?;
    // The operator's own line says who did it.
    let is_told = |it: &HistoryEntry| {
        let is_of_it = |line: &HistoryEntry| {
            line.deed == it.deed && line.said.reason == it.said.reason && line.at <= it.at
        };
        it.deed == Deed::DepartureCancelled && of_flights.iter().any(is_of_it)
    };
    done.retain(|it| !is_told(it));
    done.extend(of_flights);
    all.extend(done.into_iter().map(Happened::from));
    all.sort_by_key(|it| it.at);
    Ok(all)
}

impl From<HistoryEntry> for Happened {
    fn from(entry: HistoryEntry) -> Self {
        let by = Some(entry.by).filter(|_| !entry.deed.is_of_itself());
        Self { at: entry.at, what: entry.deed.code(), by, said: entry.said }
    }
}

fn line(at: OffsetDateTime, what: &'static str, after: Value) -> Happened {
    let after = Some(after).filter(|it| !it.is_null()).map(|it| it.to_string());
    Happened { at, what, by: None, said: Said { after, ..Said::default() } }
}

pub(crate) fn about_change(change: &ScheduleChange) -> Value {
    json!({ "schedule_change_id": change.id.to_string(), "kind": change.kind.code() })
}

pub(crate) fn about_refund(refund: &Refund) -> Value {
    json!({ "refund_id": refund.id.to_string(), "amount": refund.amount.get() })
}

fn of_booking(booking: &Booking, now: OffsetDateTime) -> Vec<Happened> {
    let mut all = vec![line(booking.created_at, "BOOKING_CREATED", Value::Null)];
    match &booking.state {
        State::PendingPayment { due_by } if *due_by <= now => {
            all.push(line(*due_by, "BOOKING_EXPIRED", Value::Null));
        }
        State::PendingPayment { .. } => {}
        State::Expired { due_by, because } => {
            let because = json!({ "because": because.code() });
            all.push(line(*due_by, "BOOKING_EXPIRED", because));
        }
        State::Confirmed { at, .. } => all.push(line(*at, "BOOKING_CONFIRMED", Value::Null)),
    }
    for change in &booking.schedule_changes {
        let about = || about_change(change);
        all.push(line(change.made_at, "SCHEDULE_CHANGED", about()));
        let answered = match change.state {
            ChangeState::Open => None,
            ChangeState::Accepted { at } => Some((at, "SCHEDULE_CHANGE_ACCEPTED")),
            ChangeState::Rebooked { at } => Some((at, "SCHEDULE_CHANGE_REBOOKED")),
            ChangeState::Refunded { at } => Some((at, "SCHEDULE_CHANGE_REFUNDED")),
            ChangeState::Lapsed { at } => Some((at, "SCHEDULE_CHANGE_LAPSED")),
        };
        all.extend(answered.map(|(at, what)| line(at, what, about())));
    }
    let erased = booking.erased_at.map(|at| line(at, "PERSONAL_DATA_ERASED", Value::Null));
    all.extend(erased);
    all
}

fn of_payment(payment: &Payment, is_erased: bool) -> Vec<Happened> {
    let about = || json!({ "payment_id": payment.id.to_string(), "amount": payment.amount.get() });
    let ended = match payment.state {
        PaymentState::Opening { .. } | PaymentState::Open { .. } => None,
        PaymentState::Succeeded { .. } => Some("PAYMENT_SUCCEEDED"),
        PaymentState::Failed { .. } => Some("PAYMENT_FAILED"),
        PaymentState::Canceled { .. } => Some("PAYMENT_CANCELED"),
    };
    let begun = line(payment.created_at, "PAYMENT_STARTED", about());
    let ended = ended.map(|what| line(payment.updated_at, what, about()));
    let reversed = payment.reversals.iter().map(|reversal| {
        let about = json!({
            "payment_id": payment.id.to_string(),
            "amount": reversal.amount.get(),
            "status": reversal.state.code(),
        });
        let reversed = line(reversal.since, "PAYMENT_REVERSED", about);
        let note = reversal.note.as_ref().filter(|_| !is_erased);
        let reason = note.map(|note| note.text.clone());
        Happened { said: Said { reason, ..reversed.said }, ..reversed }
    });
    [begun].into_iter().chain(ended).chain(reversed).collect()
}

fn of_cancellation(cancellation: &Cancellation) -> Vec<Happened> {
    let about = || {
        let journeys = cancellation.directions();
        json!({
            "cancellation_id": cancellation.id.to_string(),
            "journeys": journeys.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "refund": cancellation.refund().get(),
        })
    };
    match cancellation.state {
        CancellationState::Quoted | CancellationState::Superseded => {
            vec![line(cancellation.quoted_at, "CANCELLATION_QUOTED", about())]
        }
        CancellationState::Confirmed { at, .. } => {
            vec![line(at, "JOURNEYS_CANCELLED", about())]
        }
    }
}

fn of_exchange(exchange: &Exchange) -> Vec<Happened> {
    let about = || {
        let journeys = exchange.directions();
        json!({
            "change_id": exchange.id.to_string(),
            "journeys": journeys.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "difference": exchange.difference().get(),
        })
    };
    match exchange.state {
        ExchangeState::Quoted | ExchangeState::Superseded => {
            vec![line(exchange.quoted_at, "CHANGE_QUOTED", about())]
        }
        ExchangeState::Done { at, .. } => vec![line(at, "JOURNEYS_CHANGED", about())],
    }
}

fn of_refund(refund: &Refund) -> Vec<Happened> {
    let about = || about_refund(refund);
    let ended = match refund.state {
        RefundState::Pending { .. } => None,
        RefundState::Succeeded { at, .. } => Some((at, "REFUND_SUCCEEDED")),
        RefundState::Failed { at, .. } => Some((at, "REFUND_FAILED")),
    };
    let ended = ended.map(|(at, what)| line(at, what, about()));
    [line(refund.created_at, "REFUND_DECIDED", about())].into_iter().chain(ended).collect()
}

fn of_document(document: &Document) -> Option<Happened> {
    let about = || json!({ "document_id": document.id.to_string() });
    match document.state {
        DocumentState::Ready { at, .. } => Some(line(at, "DOCUMENT_READY", about())),
        DocumentState::Failed => Some(line(document.created_at, "DOCUMENT_FAILED", about())),
        DocumentState::Awaited
        | DocumentState::Pending
        | DocumentState::Erasing { .. }
        | DocumentState::Erased { .. } => None,
    }
}
