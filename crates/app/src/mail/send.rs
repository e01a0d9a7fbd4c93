//! Sends a mail that waits: it is written, handed over, and noted as sent. Uses the store, the blobs
//! and the mailer.
//!
//! Safe to run twice: each attempt is noted before it is made, by one node. A node that dies in the
//! middle has it sent again two minutes later, as the same letter.

use airside_primitives::MailId;

use super::error::SendError;
use super::letters::{Content, content};
use super::message::{Mail, MailState};
use crate::context::App;
use crate::ports::mailer::MailerError;
use crate::ports::{Changes, CommitError, Version, Versioned, Write};

/// Sends a mail, if it is due. What goes wrong at the mail server is kept with the mail, which is
/// tried again later.
pub async fn send_mail(app: &App, id: MailId) -> Result<(), SendError> {
    let Some(mail) = app.ports.store.mail(id).await? else {
        // Its cause had one already.
        return Ok(());
    };
    let now = app.now();
    if !mail.value.is_due(now) {
        return Ok(());
    }
    if mail.value.is_stale(&app.settings.accounts, now) {
        return end(app, mail, |mail| mail.dropped(now)).await.map(drop);
    }
    let letter = match content(app, &mail.value).await? {
        Content::Letter(letter) => letter,
        Content::NotYet => return put_off(app, mail).await,
        Content::Nobody => return end(app, mail, |mail| mail.dropped(now)).await.map(drop),
    };
    let Some(tried) = save(app, mail, |mail| mail.tried(now)).await? else { return Ok(()) };
    let handed_over = app.ports.mailer.send(&letter).await;
    let now = app.now();
    let ended = end(app, tried, |mail| match handed_over {
        Ok(()) => mail.sent(now),
        Err(MailerError::Off) => mail.dropped(now),
        Err(error @ MailerError::Away(_)) => {
            let chain = crate::chain(&error);
            tracing::warn!(mail.id = %id, error = %chain, "a mail could not be sent; it is tried again");
            mail.failed(chain, now)
        }
        Err(error @ MailerError::Refused(_)) => mail.given_up(error.to_string(), now),
    });
    if let Some(ended) = ended.await?
        && matches!(ended.value.state, MailState::Failed { .. })
    {
        tracing::error!(mail.id = %id, "a mail was given up; an operator has to look");
    }
    Ok(())
}

/// A message comes when the documents are there: only a sweeper, which looks when the mail is due,
/// needs to be told when to look again.
async fn put_off(app: &App, mail: Versioned<Mail>) -> Result<(), SendError> {
    let now = app.now();
    match mail.value.state {
        MailState::Waiting { next_at } if next_at <= now => {
            save(app, mail, |mail| mail.put_off(now)).await.map(drop)
        }
        MailState::Waiting { .. }
        | MailState::Sent { .. }
        | MailState::Failed { .. }
        | MailState::Dropped { .. } => Ok(()),
    }
}

/// Saves what came of it, and counts that.
async fn end(
    app: &App,
    mail: Versioned<Mail>,
    becomes: impl FnOnce(Mail) -> Mail,
) -> Result<Option<Versioned<Mail>>, SendError> {
    let ended = save(app, mail, becomes).await?;
    if let Some(ended) = &ended {
        app.figures.mailed(&ended.value);
    }
    Ok(ended)
}

/// Saves what became of it; `None` when another node was first.
async fn save(
    app: &App,
    mail: Versioned<Mail>,
    becomes: impl FnOnce(Mail) -> Mail,
) -> Result<Option<Versioned<Mail>>, SendError> {
    let Versioned { value, version } = mail;
    let saved = Versioned { value: becomes(value), version };
    match app.commit(Changes::default().write(Write::save(&saved))).await {
        Ok(()) => Ok(Some(Versioned { version: Version(version.0 + 1), ..saved })),
        Err(CommitError::Conflict) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
