//! Answers that are remembered under idempotency keys, against what they told of.
//!
//! An answer is written in the commit of its effect: one without the other was written by nobody.

use airside_booking::RecordLocator;
use airside_primitives::{Amount, CancellationId, DepartureCancellationId, ExchangeId, PaymentId};

use super::finding::{Audit, AuditError, Finding};
use crate::ports::{Remembered, Store, StoreError};

/// The most that are read at a time: each is a whole booking in JSON.
const BATCH: u16 = 200;

/// What an answer told its client of, as far as it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Booking {
        reference: RecordLocator,
        total: Amount,
    },
    Payment {
        id: PaymentId,
        booking: RecordLocator,
        amount: Amount,
    },
    Cancellation {
        id: CancellationId,
        booking: RecordLocator,
        refund: Amount,
    },
    Exchange {
        id: ExchangeId,
        booking: RecordLocator,
        to_pay: Amount,
    },
    /// So many bookings had places on it by then; more may turn up.
    CancelledDeparture {
        id: DepartureCancellationId,
        total: u32,
    },
}

/// Whose call it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Who owns what it is about.
    Owner,
    /// Somebody who serves others.
    Operator,
}

/// Reads an answer; `None` when it tells of nothing that is kept. How answers look is no business
/// of ours.
pub type ReadAnswer<'a> = dyn Fn(&Remembered) -> Option<(Told, By)> + Sync + 'a;

/// Whether a record is as it was told of.
enum Kept {
    Alike,
    Otherwise,
    Nowhere,
}

/// Compares every answer that reported success.
pub(super) async fn compare(
    store: &dyn Store,
    read: &ReadAnswer<'_>,
    audit: &mut Audit,
) -> Result<(), AuditError> {
    let mut after = None;
    loop {
        let part = store.all_remembered(after.as_ref(), BATCH).await?;
        let Some(last) = part.last() else { return Ok(()) };
        after = Some(last.key.clone());
        for answer in part.iter().filter(|it| (200..300).contains(&it.status)) {
            audit.answers += 1;
            audit.findings.extend(difference(store, read, answer).await?);
        }
    }
}

async fn difference(
    store: &dyn Store,
    read: &ReadAnswer<'_>,
    answer: &Remembered,
) -> Result<Option<Finding>, StoreError> {
    let (operation, user) = (answer.key.operation.clone(), answer.key.user);
    let Some((told, by)) = read(answer) else {
        return Ok(Some(Finding::AnswerOfNothing { operation, user }));
    };
    Ok(match kept(store, answer, &told, by).await? {
        Kept::Alike => None,
        Kept::Otherwise => Some(Finding::AnswerDiffers { operation, user }),
        Kept::Nowhere => Some(Finding::AnswerOfNothing { operation, user }),
    })
}

async fn kept(
    store: &dyn Store,
    answer: &Remembered,
    told: &Told,
    by: By,
) -> Result<Kept, StoreError> {
    let reference = match told {
        Told::Booking { reference, .. } => *reference,
        Told::Payment { booking, .. }
        | Told::Cancellation { booking, .. }
        | Told::Exchange { booking, .. } => *booking,
        Told::CancelledDeparture { id, total } => {
            let kept = store.departure_cancellation(*id).await?;
            return Ok(match kept {
                None => Kept::Nowhere,
                Some(kept) if kept.value.total >= *total => Kept::Alike,
                Some(_) => Kept::Otherwise,
            });
        }
    };
    let Some(booking) = store.booking_by_reference(reference).await? else {
        return Ok(Kept::Nowhere);
    };
    let booking = booking.value;
    let is_as_told = match told {
        // One whose journeys were exchanged, or left by some, costs otherwise since.
        Told::Booking { total, .. } => {
            Some(!booking.is_as_sold() || booking.price().total == *total)
        }
        Told::Exchange { id, to_pay, .. } => store
            .exchange(*id)
            .await?
            .map(|it| it.value.booking == booking.id && it.value.to_pay() == *to_pay),
        Told::Payment { id, amount, .. } => store
            .payment(*id)
            .await?
            .map(|it| it.value.booking == booking.id && it.value.amount == *amount),
        Told::Cancellation { id, refund, .. } => store
            .cancellation(*id)
            .await?
            .map(|it| it.value.booking == booking.id && it.value.refund() == *refund),
        Told::CancelledDeparture { .. } => None,
    };
    let is_theirs = by == By::Operator || booking.owner == answer.key.user;
    Ok(match is_as_told {
        None => Kept::Nowhere,
        Some(true) if is_theirs => Kept::Alike,
        Some(_) => Kept::Otherwise,
    })
}
