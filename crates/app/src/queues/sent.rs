//! Webhooks that do not arrive, and mails that were given up.

use time::OffsetDateTime;

use super::piece::{Clear, MOST, Piece, about, reference};
use crate::mail::{MailState, Recipient};
use crate::ports::{Store, StoreError};

/// Endpoints that do not answer as they should.
pub(super) async fn failing_webhooks(store: &dyn Store) -> Result<Vec<Piece>, StoreError> {
    let failing = store.failing_endpoints(None, MOST).await?;
    let mut pieces = Vec::with_capacity(failing.len());
    for it in failing {
        let id = it.endpoint.id;
        let is = if it.endpoint.is_enabled() { "nothing arrives" } else { "it is disabled" };
        let why = format!(
            "{is} at an endpoint of the account {}, whose holder has to see to it; {} events failed \
             since the last success",
            it.endpoint.owner, it.failed_events,
        );
        let clear = Clear::Call("POST", format!("/v1/webhook-endpoints/{id}/ping"));
        pieces.push(Piece { id: id.0, booking: None, why, since: it.since, clear });
    }
    Ok(pieces)
}

/// Mails that were tried as often as they are.
pub(super) async fn failed_mails(store: &dyn Store) -> Result<Vec<Piece>, StoreError> {
    let mut pieces = Vec::new();
    for id in store.failed_mails(None, MOST).await? {
        let Some(mail) = store.mail(id).await? else { continue };
        let mail = mail.value;
        let booking = match mail.to {
            Recipient::Contact(booking) => reference(store, booking).await?,
            Recipient::User(_) => None,
        };
        let clear = match mail.to {
            Recipient::Contact(_) => about("POST", booking, "documents/resend"),
            Recipient::User(id) => Clear::Call("PATCH", format!("/v1/admin/users/{id}")),
        };
        let trouble = mail.trouble.as_deref().unwrap_or("the mail server does not take it");
        let why = format!("{} was not sent: {trouble}", mail.kind.code());
        let since: OffsetDateTime = match mail.state {
            MailState::Failed { at } => at,
            MailState::Waiting { .. } | MailState::Sent { .. } | MailState::Dropped { .. } => {
                mail.created_at
            }
        };
        pieces.push(Piece { id: id.0, booking, why, since, clear });
    }
    Ok(pieces)
}
