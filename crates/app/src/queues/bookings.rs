//! Bookings whose flights changed, and documents that could not be made.

use airside_booking::{ChangeKind, ScheduleChange};
use time::{Duration, OffsetDateTime, UtcOffset};

use super::piece::{MOST, Piece, about, reference};
use crate::ports::{Store, StoreError};

/// Further ahead than any change waits for its answer.
const EVER: Duration = Duration::days(3 * 365);

/// Schedule changes that nobody has answered.
pub(super) async fn open_changes(
    store: &dyn Store,
    now: OffsetDateTime,
) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = Vec::new();
    for id in store.unanswered_changes(now + EVER, MOST).await? {
        let Some(booking) = store.booking(id).await? else { continue };
        let booking = booking.value;
        let open = booking.schedule_changes.iter().filter(|change| change.is_open(now));
        pieces.extend(open.map(|change| Piece {
            id: change.id.0,
            booking: Some(booking.reference),
            why: why(change),
            since: change.made_at,
            clear: about("POST", Some(booking.reference), "cancellations"),
        }));
    }
    Ok(pieces)
}

fn why(change: &ScheduleChange) -> String {
    let journey = change.direction.to_string().replace('_', " ").to_lowercase();
    let happened = match change.kind {
        ChangeKind::Retimed => "other times",
        ChangeKind::Equipment => "another aircraft",
        ChangeKind::Withdrawn => "a flight that is not in the timetable any more",
        ChangeKind::Cancelled => "a flight that was cancelled",
    };
    let by = change.answer_by.to_offset(UtcOffset::UTC);
    let by = format!("{} {:02}:{:02} UTC", by.date(), by.hour(), by.minute());
    match &change.after {
        Some(_) => format!(
            "the {journey} journey has {happened}: without an answer it is accepted on {by}"
        ),
        None => format!(
            "the {journey} journey has {happened}, and nothing to fly instead: without an answer it \
             is refunded on {by}"
        ),
    }
}

/// Documents that could not be made.
pub(super) async fn failed_documents(store: &dyn Store) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = Vec::new();
    for id in store.failed_documents(MOST).await? {
        let Some(document) = store.document(id).await? else { continue };
        let booking = reference(store, document.value.booking).await?;
        pieces.push(Piece {
            id: id.0,
            booking,
            why: "the file could not be made".to_owned(),
            since: document.value.created_at,
            clear: about("POST", booking, "documents/resend"),
        });
    }
    Ok(pieces)
}
