//! Erases what is to be erased: accounts that are leaving, bookings whose time is over, files. Uses
//! the store and the blobs.
//!
//! Looks at what is true and needs no memory of its own: a node that dies leaves the rest to the
//! next round, on any node.

use airside_primitives::{BookingId, UserId};
use time::{Duration, OffsetDateTime};

use super::forget::{FileIs, Outcome, forget_file, forget_people};
use crate::chain;
use crate::context::App;
use crate::history::Subject;
use crate::ports::store::{BookingFilter, Leaving, Page};
use crate::ports::{Changes, CommitError, StoreError, Write};

/// The most accounts, bookings or documents that are read together.
const BATCH: u16 = 50;
/// The most logins and answers that are deleted together.
const ROWS: u16 = 100;
/// A commit that was under way when the account began to leave has ended by then.
const COMMITS_ARE_DONE: Duration = Duration::minutes(1);

/// One round. What fails keeps nothing else from being erased.
pub async fn sweep_personal_data(app: &App) -> Result<(), StoreError> {
    let swept = [
        sweep_leaving(app).await,
        sweep_over(app).await,
        sweep_files(app).await,
        date_bookings(app).await,
    ];
    swept.into_iter().collect()
}

/// Every account that is leaving, each as far as it goes now.
async fn sweep_leaving(app: &App) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let page = app.ports.store.leaving(after, BATCH).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.user);
        for leaving in page {
            if let Err(error) = erase(app, leaving).await {
                let error = chain(&error);
                tracing::warn!(user.id = %leaving.user, error, "an account could not be erased; it is tried on");
            }
        }
    }
}

async fn erase(app: &App, leaving: Leaving) -> Result<(), CommitError> {
    let Leaving { user, since } = leaving;
    while app.ports.store.forget_logins(user, ROWS).await? > 0 {}
    forget_webhooks(app, user).await?;
    let bookings = forget_bookings(app, user).await?;
    // Until then something new may turn up: a commit that was under way, a token that had not
    // lapsed.
    let tokens = Duration::seconds(app.settings.access_token_seconds);
    let is_quiet = since + tokens.max(COMMITS_ARE_DONE) <= app.now();
    match bookings {
        Outcome::Nameless if is_quiet => {
            let forgotten = Write::ForgetHistory(Subject::User(user));
            let changes = Changes::default().write(forgotten).write(Write::RemoveAccount(user));
            app.commit(changes).await?;
            tracing::info!(user.id = %user, "an account was erased");
            Ok(())
        }
        Outcome::Nameless | Outcome::Waits => Ok(()),
    }
}

/// Where a user was told what happened, and what happened to their bookings.
async fn forget_webhooks(app: &App, user: UserId) -> Result<(), CommitError> {
    let store = &app.ports.store;
    for endpoint in store.endpoints(user).await? {
        let id = endpoint.value.id;
        while store.forget_deliveries(id, ROWS).await? > 0 {}
        let remove = Write::RemoveEndpoint { id, owner: user };
        match app.commit(Changes::default().write(remove)).await {
            // Another node was first.
            Ok(()) | Err(CommitError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    while store.forget_events_of(user, ROWS).await? > 0 {}
    Ok(())
}

/// Every booking of a user; whether all of them are nameless now.
async fn forget_bookings(app: &App, owner: UserId) -> Result<Outcome, StoreError> {
    let filter = BookingFilter { owner, status: None, now: app.now() };
    let (mut before, mut outcome) = (None, Outcome::Nameless);
    loop {
        let page = Page { limit: BATCH, before };
        let bookings = app.ports.store.bookings(filter, page).await?;
        let Some(last) = bookings.last() else { return Ok(outcome) };
        before = Some(last.id);
        for booking in bookings.iter().filter(|it| it.erased_at.is_none()) {
            match forget_people(app, booking.id).await {
                Ok(Outcome::Nameless) => (),
                Ok(Outcome::Waits) => outcome = Outcome::Waits,
                Err(error) => {
                    let error = chain(&error);
                    tracing::warn!(booking.id = %booking.id, error, "a booking could not be erased; it is tried on");
                    outcome = Outcome::Waits;
                }
            }
        }
    }
}

/// Bookings that have been over for as long as the settings let them keep their people.
async fn sweep_over(app: &App) -> Result<(), StoreError> {
    let Some(before) = kept_since(app) else { return Ok(()) };
    loop {
        let page = app.ports.store.over_since(before, BATCH).await?;
        let mut erased = 0;
        for id in &page {
            match forget_people(app, *id).await {
                Ok(Outcome::Nameless) => erased += 1,
                Ok(Outcome::Waits) => (),
                Err(error) => {
                    let error = chain(&error);
                    tracing::warn!(booking.id = %id, error, "a booking could not be erased; it is tried on");
                }
            }
        }
        if erased == 0 {
            return Ok(());
        }
    }
}

/// What was over by then keeps nobody any more; `None` when the settings keep people for good.
fn kept_since(app: &App) -> Option<OffsetDateTime> {
    let kept = app.settings.people_kept?;
    app.now().checked_sub(kept)
}

/// Files of people who were erased.
async fn sweep_files(app: &App) -> Result<(), StoreError> {
    loop {
        let page = app.ports.store.erasing_documents(BATCH).await?;
        let mut gone = 0;
        for id in &page {
            match forget_file(app, *id).await {
                Ok(FileIs::Gone) => gone += 1,
                Ok(FileIs::PerhapsBeingMade) => (),
                Err(error) => {
                    let error = chain(&error);
                    tracing::warn!(document.id = %id, error, "a file could not be deleted; it is tried on");
                }
            }
        }
        if gone == 0 {
            return Ok(());
        }
    }
}

/// Writes down when each booking of an older release is over, by saving it as it is.
async fn date_bookings(app: &App) -> Result<(), StoreError> {
    let store = &app.ports.store;
    let mut after = None;
    loop {
        let page = store.undated_bookings(after, BATCH).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(*last);
        for id in page {
            if let Err(error) = date_booking(app, id).await {
                let error = chain(&error);
                tracing::warn!(booking.id = %id, error, "a booking could not be dated; it is tried on");
            }
        }
    }
}

async fn date_booking(app: &App, id: BookingId) -> Result<(), CommitError> {
    let Some(booking) = app.ports.store.booking(id).await? else { return Ok(()) };
    match app.commit(Changes::default().write(Write::save(&booking))).await {
        // Whoever saved it meanwhile has dated it.
        Ok(()) | Err(CommitError::Conflict) => Ok(()),
        Err(error) => Err(error),
    }
}
