//! Sends mails whose message was lost or whose pause is over, and forgets old ones. Uses the store.

use futures::{StreamExt as _, stream};
use time::Duration;

use super::send::send_mail;
use crate::context::App;
use crate::ports::StoreError;

/// The most mails in one round.
const BATCH: u16 = 256;
/// How many are under way at a time.
const AT_ONCE: usize = 4;
/// How long a mail that was sent or dropped is kept.
const SENT_KEPT: Duration = Duration::days(30);
/// How long one that was given up waits for an operator.
const FAILED_KEPT: Duration = Duration::days(90);

/// One round.
pub async fn sweep_mails(app: &App) -> Result<(), StoreError> {
    let now = app.now();
    let store = &app.ports.store;
    let due = store.due_mails(now, BATCH).await?;
    stream::iter(due)
        .for_each_concurrent(AT_ONCE, |id| async move {
            if let Err(error) = send_mail(app, id).await {
                let error = crate::chain(&error);
                tracing::warn!(mail.id = %id, error, "a mail could not be looked at; it stays due");
            }
        })
        .await;
    store.forget_mails(now - SENT_KEPT, now - FAILED_KEPT).await
}
