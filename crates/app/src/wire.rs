//! Messages and gateway events as text: what outboxes keep and brokers carry.
//!
//! Text written by an older release may still be waiting when a newer one starts, so
//! names here stay as they are.

use airside_booking::{CheckoutId, GatewayRefundId, IntentId};
use airside_primitives::{
    DepartureCancellationId, DocumentId, EventId, FlightId, MailId, PaymentId, RefundId,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::Date;
use uuid::Uuid;

use crate::ports::bus::{Envelope, Message, Topic};
use crate::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};

/// The text of a message.
pub fn encode(message: &Message) -> Result<String, WireError> {
    Ok(serde_json::to_string(&MessageText::from(message))?)
}

/// The message of a text that [`encode`] wrote.
pub fn decode(text: &str) -> Result<Message, WireError> {
    serde_json::from_str::<MessageText>(text)?.try_into()
}

impl Envelope {
    /// The message, for its handler.
    pub fn message(&self) -> Result<Message, WireError> {
        decode(&self.body)
    }

    /// What an outbox kept. Release 0.1.0 kept no topic: it is that of the message.
    ///
    /// A message that names no topic goes to [`Topic::Settlement`], whose reader gives it up where
    /// operators look for such messages.
    pub fn kept(id: EventId, topic: Option<&str>, body: String, trace: Option<String>) -> Self {
        let written = topic.and_then(Topic::with_code);
        let told = || decode(&body).ok().map(|message| message.topic());
        let topic = written.or_else(told).unwrap_or(Topic::Settlement);
        Self { id, topic, body, trace }
    }
}

/// The text of a gateway event.
pub fn encode_event(event: &GatewayEvent) -> Result<String, WireError> {
    Ok(serde_json::to_string(&EventText::from(event))?)
}

/// The gateway event of a text that [`encode_event`] wrote.
pub fn decode_event(text: &str) -> Result<GatewayEvent, WireError> {
    Ok(serde_json::from_str::<EventText>(text)?.into())
}

/// Text that is no message or event.
#[derive(Debug, Error)]
pub enum WireError {
    #[error("a message is not well formed")]
    Malformed(#[from] serde_json::Error),
    #[error("a message names a day that no calendar has")]
    UnknownDay,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MessageText {
    /// Flights, and Julian day numbers.
    InventoryChanged(Vec<(Uuid, i32)>),
    TimetableChanged,
    TimeMoved,
    DocumentRequested(Uuid),
    RefundRequested(Uuid),
    GatewayEvent(String),
    EventsHappened,
    MailRequested(Uuid),
    DepartureCancelled(Uuid),
}

#[derive(Serialize, Deserialize)]
struct EventText {
    id: String,
    kind: String,
    about: SubjectText,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SubjectText {
    Intent { id: String, payment: Option<Uuid> },
    Checkout { id: String, payment: Option<Uuid> },
    Refund { id: String, refund: Option<Uuid> },
    Reversal { intent: String },
    Other,
}

impl From<&Message> for MessageText {
    fn from(message: &Message) -> Self {
        match message {
            Message::InventoryChanged(flights) => {
                let day = |(flight, date): &(FlightId, Date)| (flight.0, date.to_julian_day());
                Self::InventoryChanged(flights.iter().map(day).collect())
            }
            Message::TimetableChanged => Self::TimetableChanged,
            Message::TimeMoved => Self::TimeMoved,
            Message::DocumentRequested(id) => Self::DocumentRequested(id.0),
            Message::RefundRequested(id) => Self::RefundRequested(id.0),
            Message::GatewayEvent(id) => Self::GatewayEvent(id.0.clone()),
            Message::EventsHappened => Self::EventsHappened,
            Message::MailRequested(id) => Self::MailRequested(id.0),
            Message::DepartureCancelled(id) => Self::DepartureCancelled(id.0),
        }
    }
}

impl TryFrom<MessageText> for Message {
    type Error = WireError;

    fn try_from(text: MessageText) -> Result<Self, WireError> {
        Ok(match text {
            MessageText::InventoryChanged(flights) => {
                let day = |(flight, day)| {
                    let date = Date::from_julian_day(day).map_err(|_| WireError::UnknownDay)?;
                    Ok((FlightId(flight), date))
                };
                let flights: Result<_, WireError> = flights.into_iter().map(day).collect();
                Self::InventoryChanged(flights?)
            }
            MessageText::TimeMoved => Self::TimeMoved,
            MessageText::TimetableChanged => Self::TimetableChanged,
            MessageText::DocumentRequested(id) => Self::DocumentRequested(DocumentId(id)),
            MessageText::RefundRequested(id) => Self::RefundRequested(RefundId(id)),
            MessageText::GatewayEvent(id) => Self::GatewayEvent(GatewayEventId(id)),
            MessageText::EventsHappened => Self::EventsHappened,
            MessageText::MailRequested(id) => Self::MailRequested(MailId(id)),
            MessageText::DepartureCancelled(id) => {
                Self::DepartureCancelled(DepartureCancellationId(id))
            }
        })
    }
}

impl From<&GatewayEvent> for EventText {
    fn from(event: &GatewayEvent) -> Self {
        let about = match &event.about {
            EventSubject::Intent { id, payment } => {
                SubjectText::Intent { id: id.0.clone(), payment: payment.map(|id| id.0) }
            }
            EventSubject::Checkout { id, payment } => {
                SubjectText::Checkout { id: id.0.clone(), payment: payment.map(|id| id.0) }
            }
            EventSubject::Refund { id, refund } => {
                SubjectText::Refund { id: id.0.clone(), refund: refund.map(|id| id.0) }
            }
            EventSubject::Reversal { intent } => SubjectText::Reversal { intent: intent.0.clone() },
            EventSubject::Other => SubjectText::Other,
        };
        Self { id: event.id.0.clone(), kind: event.kind.clone(), about }
    }
}

impl From<EventText> for GatewayEvent {
    fn from(text: EventText) -> Self {
        let about = match text.about {
            SubjectText::Intent { id, payment } => {
                EventSubject::Intent { id: IntentId(id), payment: payment.map(PaymentId) }
            }
            SubjectText::Checkout { id, payment } => {
                EventSubject::Checkout { id: CheckoutId(id), payment: payment.map(PaymentId) }
            }
            SubjectText::Refund { id, refund } => {
                EventSubject::Refund { id: GatewayRefundId(id), refund: refund.map(RefundId) }
            }
            SubjectText::Reversal { intent } => EventSubject::Reversal { intent: IntentId(intent) },
            SubjectText::Other => EventSubject::Other,
        };
        Self { id: GatewayEventId(text.id), kind: text.kind, about }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const SOME: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_message_reads_back_as_itself() {
        let messages = [
            Message::InventoryChanged(vec![(FlightId(SOME), date!(2026 - 12 - 01))]),
            Message::TimetableChanged,
            Message::DocumentRequested(DocumentId(SOME)),
            Message::RefundRequested(RefundId(SOME)),
            Message::GatewayEvent(GatewayEventId("evt_1".to_owned())),
            Message::EventsHappened,
            Message::MailRequested(MailId(SOME)),
        ];
        for message in messages {
            assert_eq!(decode(&encode(&message).unwrap()).unwrap(), message);
        }
    }

    #[test]
    fn an_event_reads_back_as_itself() {
        let subjects = [
            EventSubject::Intent {
                id: IntentId("pi_1".to_owned()),
                payment: Some(PaymentId(SOME)),
            },
            EventSubject::Checkout { id: CheckoutId("cs_1".to_owned()), payment: None },
            EventSubject::Refund {
                id: GatewayRefundId("re_1".to_owned()),
                refund: Some(RefundId(SOME)),
            },
            EventSubject::Reversal { intent: IntentId("pi_1".to_owned()) },
            EventSubject::Other,
        ];
        for about in subjects {
            let id = GatewayEventId("evt_1".to_owned());
            let event = GatewayEvent { id, kind: "charge.refunded".to_owned(), about };
            assert_eq!(decode_event(&encode_event(&event).unwrap()).unwrap(), event);
        }
    }

    #[test]
    fn what_an_outbox_kept_goes_where_it_says_and_else_where_its_message_belongs() {
        let id = EventId(SOME);
        let document = encode(&Message::DocumentRequested(DocumentId(SOME))).unwrap();
        for (topic, body, goes_to) in [
            (Some("broadcast"), "of a later release", Topic::Broadcast),
            (None, &*document, Topic::Documents),
            (Some("of a later release"), &*document, Topic::Documents),
            (None, "of a later release", Topic::Settlement),
        ] {
            let envelope = Envelope::kept(id, topic, body.to_owned(), None);
            assert_eq!(
                envelope,
                Envelope { id, topic: goes_to, body: body.to_owned(), trace: None }
            );
        }
        for topic in Topic::ALL {
            assert_eq!(Topic::with_code(topic.code()), Some(topic));
        }
    }

    #[test]
    fn other_text_is_no_message() {
        assert!(decode("").is_err());
        assert!(decode(r#"{"lunch_served": 1}"#).is_err());
        let no_day = format!(r#"{{"inventory_changed": [["{SOME}", {}]]}}"#, i32::MAX);
        assert!(matches!(decode(&no_day), Err(WireError::UnknownDay)));
    }
}
