//! Events of the gateway: recorded at once, acted upon later. Uses the store and the gateway.

use thiserror::Error;

use crate::context::App;
use crate::payments::refund::advance_refund;
use crate::payments::reversals::follow_reversals;
use crate::payments::settle::{SettleError, settle_intent, settle_payment};
use crate::ports::payments::{EventSubject, GatewayEventId, InvalidSignature, PaymentsError};
use crate::ports::{Changes, CommitError, Message, Write};

/// Records an event that the gateway signed. One that is known is fine.
pub async fn record_event(app: &App, payload: &[u8], signature: &str) -> Result<(), RecordError> {
    let now = app.now();
    let event = app.ports.payments.verify(payload, signature, now)?;
    let id = event.id.clone();
    let changes = Changes::default()
        .write(Write::RecordGatewayEvent { event, at: now })
        .send(Message::GatewayEvent(id));
    match app.commit(changes).await {
        Ok(()) | Err(CommitError::Duplicate) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Looks at what an event was about, and acts on how it stands now.
pub async fn settle_event(app: &App, id: &GatewayEventId) -> Result<(), SettleError> {
    let store = &app.ports.store;
    let Some(event) = store.gateway_event(id).await? else { return Ok(()) };
    match act_on(app, event.about).await {
        Ok(()) => (),
        // Asking again would bring the same answer.
        Err(SettleError::Gateway(
            error @ (PaymentsError::NotFound
            | PaymentsError::Refused(_)
            | PaymentsError::UnknownPaymentMethod),
        )) => tracing::error!(event = id.0, %error, "an event cannot be acted upon"),
        Err(error) => return Err(error),
    }
    let settled = Write::SettleGatewayEvent { id: id.clone(), at: app.now() };
    Ok(app.commit(Changes::default().write(settled)).await?)
}

async fn act_on(app: &App, subject: EventSubject) -> Result<(), SettleError> {
    let store = &app.ports.store;
    match subject {
        EventSubject::Intent { id, payment } => {
            let payment = match payment {
                Some(payment) => Some(payment),
                None => store.payment_by_intent(&id).await?.map(|it| it.value.id),
            };
            if let Some(payment) = payment {
                settle_intent(app, payment, id).await?;
            }
        }
        EventSubject::Checkout { id, payment } => {
            let payment = match payment {
                Some(payment) => Some(payment),
                None => store.payment_by_checkout(&id).await?.map(|it| it.value.id),
            };
            if let Some(payment) = payment {
                settle_payment(app, payment).await?;
            }
        }
        EventSubject::Refund { id, refund } => {
            let refund = match refund {
                Some(refund) => Some(refund),
                None => store.refund_by_gateway_id(&id).await?.map(|it| it.value.id),
            };
            if let Some(refund) = refund {
                advance_refund(app, refund).await?;
            }
        }
        EventSubject::Reversal { intent } => follow_reversals(app, &intent).await?,
        EventSubject::Other => (),
    }
    Ok(())
}

/// Why an event was not recorded.
#[derive(Debug, Error)]
pub enum RecordError {
    #[error(transparent)]
    Signature(#[from] InvalidSignature),
    #[error(transparent)]
    Commit(#[from] CommitError),
}
