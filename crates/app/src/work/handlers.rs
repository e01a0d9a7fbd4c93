//! The handlers of messages. Safe to call twice, in any order.

use std::sync::Arc;

use async_trait::async_trait;

use crate::context::App;
use crate::departures::settle::settle_cancellation;
use crate::documents::make::{MakeError, make_document};
use crate::mail::send::send_mail;
use crate::payments::events::settle_event;
use crate::payments::refund::advance_refund;
use crate::ports::bus::{Handler, Outcome};
use crate::ports::{Envelope, Message};
use crate::work::time::keep_time;
use crate::work::world::{load_world, start_world};
use crate::world::{LoadError, Scope};

/// Acts on messages for one API node: stock and timetable.
pub struct NodeHandler {
    pub app: Arc<App>,
}

/// Acts on messages about money.
pub struct SettlementHandler {
    pub app: Arc<App>,
}

/// Sends mails.
pub struct MailHandler {
    pub app: Arc<App>,
}

/// Wakes those who deliver webhooks.
pub struct EventHandler {
    pub app: Arc<App>,
}

/// Acts on messages about documents.
pub struct DocumentHandler {
    pub app: Arc<App>,
}

#[async_trait]
impl Handler for NodeHandler {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let Some(message) = read(&envelope) else { return Outcome::GiveUp };
        let done = match message {
            Message::InventoryChanged(_) if self.app.loader.scope == Scope::Names => Ok(()),
            Message::InventoryChanged(flights) => {
                let refreshed = self.app.stock.refresh(&*self.app.ports.store, &flights).await;
                refreshed.map_err(LoadError::from)
            }
            Message::TimetableChanged => load_world(&self.app).await,
            Message::TimeMoved => keep_time(&self.app).await.map_err(LoadError::from),
            Message::DocumentRequested(_)
            | Message::RefundRequested(_)
            | Message::GatewayEvent(_)
            | Message::EventsHappened
            | Message::MailRequested(_)
            | Message::DepartureCancelled(_) => Ok(()),
        };
        outcome("the view of the world could not be refreshed", done)
    }

    async fn missed(&self) -> Outcome {
        let done = start_world(&self.app).await;
        outcome("the world could not be loaded again", done)
    }
}

#[async_trait]
impl Handler for SettlementHandler {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let Some(message) = read(&envelope) else { return Outcome::GiveUp };
        let done = match message {
            Message::GatewayEvent(id) => settle_event(&self.app, &id).await,
            Message::RefundRequested(id) => advance_refund(&self.app, id).await,
            Message::DepartureCancelled(id) => {
                let settled = settle_cancellation(&self.app, id).await;
                return outcome("bookings of a cancelled departure could not be settled", settled);
            }
            Message::InventoryChanged(_)
            | Message::TimetableChanged
            | Message::TimeMoved
            | Message::DocumentRequested(_)
            | Message::EventsHappened
            | Message::MailRequested(_) => Ok(()),
        };
        outcome("a payment or refund could not be settled", done)
    }
}

#[async_trait]
impl Handler for DocumentHandler {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let Some(message) = read(&envelope) else { return Outcome::GiveUp };
        match message {
            Message::DocumentRequested(id) => match make_document(&self.app, id).await {
                Err(MakeError::Unknown) => {
                    tracing::error!(document.id = %id, "a document was asked for that does not exist");
                    Outcome::GiveUp
                }
                done => outcome("a document could not be made", done),
            },
            Message::InventoryChanged(_)
            | Message::TimetableChanged
            | Message::TimeMoved
            | Message::RefundRequested(_)
            | Message::GatewayEvent(_)
            | Message::EventsHappened
            | Message::MailRequested(_)
            | Message::DepartureCancelled(_) => Outcome::Done,
        }
    }
}

#[async_trait]
impl Handler for EventHandler {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let Some(message) = read(&envelope) else { return Outcome::GiveUp };
        match message {
            Message::EventsHappened => self.app.events.notify_one(),
            Message::InventoryChanged(_)
            | Message::TimetableChanged
            | Message::TimeMoved
            | Message::DocumentRequested(_)
            | Message::RefundRequested(_)
            | Message::GatewayEvent(_)
            | Message::MailRequested(_)
            | Message::DepartureCancelled(_) => (),
        }
        // What there is to deliver is read from the store, now or a moment later.
        Outcome::Done
    }
}

#[async_trait]
impl Handler for MailHandler {
    async fn handle(&self, envelope: Envelope) -> Outcome {
        let Some(message) = read(&envelope) else { return Outcome::GiveUp };
        match message {
            Message::MailRequested(id) => {
                outcome("a mail could not be sent", send_mail(&self.app, id).await)
            }
            Message::InventoryChanged(_)
            | Message::TimetableChanged
            | Message::TimeMoved
            | Message::DocumentRequested(_)
            | Message::RefundRequested(_)
            | Message::GatewayEvent(_)
            | Message::EventsHappened
            | Message::DepartureCancelled(_) => Outcome::Done,
        }
    }
}

/// The message; `None` when it cannot be read, which no repetition would change.
fn read(envelope: &Envelope) -> Option<Message> {
    let unreadable = |error| {
        let error = crate::chain(&error);
        tracing::error!(message.id = %envelope.id, %error, "a message cannot be read");
    };
    envelope.message().map_err(unreadable).ok()
}

/// An error is logged once, here, with its causes, and tried again.
fn outcome<E: std::error::Error>(what: &str, done: Result<(), E>) -> Outcome {
    match done {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::warn!(error = %crate::chain(&error), "{what}; it will be tried again");
            Outcome::Retry
        }
    }
}
