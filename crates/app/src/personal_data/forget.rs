//! Takes the people out of one booking, and deletes the files that name them. Uses the store and the
//! blobs.
//!
//! The books stay whole: what was sold, paid and returned is not touched. Safe to run twice.

use airside_booking::{Document, DocumentState};
use airside_primitives::{BookingId, DocumentId};
use thiserror::Error;
use time::Duration;

use super::export::{subjects, values};
use crate::context::App;
use crate::decision::{Decision, SeatsAre, carry_out};
use crate::history::Subject;
use crate::ports::{BlobsError, Changes, CommitError, StoreError, Versioned, Write};
use crate::world::LoadError;

/// A worker that was making a document when its people were erased has put its file down by then.
const WORKERS_ARE_DONE: Duration = Duration::minutes(2);

/// What became of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nobody is in it any more.
    Nameless,
    /// A journey lies ahead, or money is on its way: it has to wait.
    Waits,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileIs {
    Gone,
    /// Deleted, and to be deleted once more: a worker may be putting it down just now.
    PerhapsBeingMade,
}

/// Erases the people of a booking, unless somebody may still pay or fly, or has money to get.
pub(super) async fn forget_people(app: &App, id: BookingId) -> Result<Outcome, ForgetError> {
    let decided = carry_out(app, SeatsAre::Picked, |_| decide(app, id)).await;
    let (outcome, documents): (_, Vec<Document>) = decided?;
    for document in documents {
        // The sweeper does so again, for what fails here.
        delete_file(app, &document).await?;
    }
    Ok(outcome)
}

async fn decide(
    app: &App,
    id: BookingId,
) -> Result<Decision<(Outcome, Vec<Document>)>, ForgetError> {
    let store = &app.ports.store;
    let now = app.now();
    let Some(Versioned { value: booking, version }) = store.booking(id).await? else {
        return Ok(Decision::nothing((Outcome::Nameless, Vec::new())));
    };
    if booking.erased_at.is_some() {
        return Ok(Decision::nothing((Outcome::Nameless, Vec::new())));
    }
    let payments = store.payments(id).await?;
    let refunds = values(store.refunds(id).await?);
    let has_money_under_way = payments.iter().any(|it| it.value.is_live())
        || refunds.iter().any(|refund| !refund.is_finished());
    let Ok(nameless) = booking.erase(now) else {
        return Ok(Decision::nothing((Outcome::Waits, Vec::new())));
    };
    if has_money_under_way {
        return Ok(Decision::nothing((Outcome::Waits, Vec::new())));
    }

    let documents = store.documents(id).await?.into_iter();
    let documents = documents.map(|it| Versioned { value: it.value.erase(now), ..it });
    let documents: Vec<_> =
        documents.filter(|it| matches!(it.value.state, DocumentState::Erasing { .. })).collect();
    let erased = payments.iter().map(|it| Versioned { value: it.value.clone().erase(), ..*it });
    let about = subjects(&values(payments.clone()), &refunds);
    let changes = Changes::default()
        .write(Write::save(&Versioned { value: nameless, version }))
        .write_all(erased.map(|payment| Write::save(&payment)))
        .write_all(documents.iter().map(Write::save))
        .write(Write::ForgetHistory(Subject::Booking(id)))
        .write(Write::ForgetGatewayEvents { about });
    Ok(Decision { changes, outcome: (Outcome::Nameless, values(documents)) })
}

/// Deletes the file of a document whose people were erased, and once nobody can be making it any
/// more, notes that it is gone.
pub(super) async fn forget_file(app: &App, id: DocumentId) -> Result<FileIs, ForgetError> {
    let Some(Versioned { value: document, version }) = app.ports.store.document(id).await? else {
        return Ok(FileIs::Gone);
    };
    let DocumentState::Erasing { at } = document.state else { return Ok(FileIs::Gone) };
    let is_final = at + WORKERS_ARE_DONE <= app.now();
    delete_file(app, &document).await?;
    if !is_final {
        return Ok(FileIs::PerhapsBeingMade);
    }
    let save = Write::save(&Versioned { value: document.erased(), version });
    match app.commit(Changes::default().write(save)).await {
        // Another node was first.
        Ok(()) | Err(CommitError::Conflict) => Ok(FileIs::Gone),
        Err(error) => Err(error.into()),
    }
}

async fn delete_file(app: &App, document: &Document) -> Result<(), BlobsError> {
    app.ports.blobs.delete(&document.blob_key()).await
}

/// Why it is not forgotten yet. Try again.
#[derive(Debug, Error)]
pub(super) enum ForgetError {
    #[error(transparent)]
    Blobs(#[from] BlobsError),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    World(#[from] LoadError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
