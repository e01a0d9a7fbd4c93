//! Notes about a booking, by those who serve it. Uses the store.

use airside_booking::RecordLocator;
use thiserror::Error;

use crate::accounts::Caller;
use crate::bookings::read::{ReadError, any_booking};
use crate::context::App;
use crate::history::{Deed, HistoryEntry, Subject};
use crate::ports::{Changes, CommitError, StoreError, Write};

/// Adds a note to the history of a booking: what it says is its reason.
pub async fn add_note(
    app: &App,
    caller: &Caller,
    reference: RecordLocator,
    text: String,
) -> Result<HistoryEntry, NoteError> {
    let booking = any_booking(app, reference).await?.value;
    let subject = Subject::Booking(booking.id);
    let entry = HistoryEntry::new(app, caller, subject, Deed::NoteAdded).because(text);
    app.commit(Changes::default().write(Write::AddHistory(entry.clone()))).await?;
    Ok(entry)
}

/// Why there is no note.
#[derive(Debug, Error)]
pub enum NoteError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
