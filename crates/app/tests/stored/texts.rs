//! Messages and gateway events of every release.

use airside_app::ports::bus::Message;
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::wire::{decode, decode_event, encode, encode_event};
use airside_booking::{CheckoutId, GatewayRefundId, IntentId};
use airside_primitives::{
    DepartureCancellationId, DocumentId, FlightId, MailId, PaymentId, RefundId,
};
use time::macros::date;
use uuid::uuid;

use crate::every::all_of;
use crate::releases::{self, NEWEST, releases_with};

const REFUND: RefundId = RefundId(uuid!("01a1c4c8-412e-7086-9a61-1a283bbe481e"));
const PAYMENT: PaymentId = PaymentId(uuid!("01a0f67b-22db-7011-9472-99ddfba210f7"));
const DOCUMENT: DocumentId = DocumentId(uuid!("01a0f67b-22db-7013-9084-947299ddfba2"));
const MAIL: MailId = MailId(uuid!("01a0f67b-22db-7013-9084-947299ddfba3"));

const DEPARTURE: DepartureCancellationId =
    DepartureCancellationId(uuid!("01a0f67b-22db-7013-9084-947299ddfba4"));

const MESSAGES: &str = "messages.jsonl";
const EVENTS: &str = "gateway-events.jsonl";

/// A release, and what its texts mean.
type Release<T> = (&'static str, fn() -> Vec<T>);

/// What the messages of each release mean.
const MESSAGES_OF: [Release<Message>; 2] = [("0.1.0", messages_of_0_1_0), (NEWEST, messages)];

/// What the events of each release mean.
const EVENTS_OF: [Release<GatewayEvent>; 2] = [("0.1.0", events_of_0_1_0), (NEWEST, events)];

fn messages_of_0_1_0() -> Vec<Message> {
    let flight = |id, date| (FlightId(id), date);
    vec![
        Message::InventoryChanged(vec![
            flight(uuid!("4d9739d8-5aab-526b-be34-33b4fa27c9b0"), date!(2026 - 10 - 20)),
            flight(uuid!("88f521b2-af34-51ae-9e5b-b0d88714cd9e"), date!(2027 - 03 - 21)),
        ]),
        Message::TimetableChanged,
        Message::DocumentRequested(DOCUMENT),
        Message::RefundRequested(REFUND),
        Message::GatewayEvent(GatewayEventId("evt_1QRs7tUvWx".to_owned())),
    ]
}

/// One of each kind, as this code sends them.
fn messages() -> Vec<Message> {
    let flight = FlightId(uuid!("6720c735-0b6b-5cd7-b913-ac51204ef3cd"));
    vec![
        Message::InventoryChanged(vec![
            (flight, date!(2027 - 03 - 10)),
            (flight, date!(0001 - 01 - 01)),
        ]),
        Message::InventoryChanged(Vec::new()),
        Message::TimetableChanged,
        Message::DocumentRequested(DOCUMENT),
        Message::RefundRequested(REFUND),
        Message::GatewayEvent(GatewayEventId("evt_\"2\" é".to_owned())),
        Message::EventsHappened,
        Message::MailRequested(MAIL),
        Message::TimeMoved,
        Message::DepartureCancelled(DEPARTURE),
    ]
}

fn event(id: &str, kind: &str, about: EventSubject) -> GatewayEvent {
    GatewayEvent { id: GatewayEventId(id.to_owned()), kind: kind.to_owned(), about }
}

fn intent() -> IntentId {
    IntentId("pi_3QRs7tUvWx".to_owned())
}

fn checkout() -> CheckoutId {
    CheckoutId("cs_test_a1B2".to_owned())
}

fn refund() -> GatewayRefundId {
    GatewayRefundId("re_3QRs7tUvWx".to_owned())
}

fn events_of_0_1_0() -> Vec<GatewayEvent> {
    vec![
        event(
            "evt_0QRs7tUvWx",
            "payment_intent.succeeded",
            EventSubject::Intent { id: intent(), payment: Some(PAYMENT) },
        ),
        event(
            "evt_1QRs7tUvWx",
            "payment_intent.processing",
            EventSubject::Intent { id: intent(), payment: None },
        ),
        event(
            "evt_2QRs7tUvWx",
            "checkout.session.completed",
            EventSubject::Checkout { id: checkout(), payment: Some(PAYMENT) },
        ),
        event(
            "evt_3QRs7tUvWx",
            "charge.refund.updated",
            EventSubject::Refund { id: refund(), refund: Some(REFUND) },
        ),
        event("evt_4QRs7tUvWx", "customer.created", EventSubject::Other),
    ]
}

/// One of each kind, with our ids and without, as this code keeps them.
fn events() -> Vec<GatewayEvent> {
    let mut events = events_of_0_1_0();
    events.extend([
        event(
            "evt_5",
            "checkout.session.expired",
            EventSubject::Checkout { id: checkout(), payment: None },
        ),
        event("evt_6", "refund.failed", EventSubject::Refund { id: refund(), refund: None }),
        event("evt_7", "charge.dispute.created", EventSubject::Reversal { intent: intent() }),
    ]);
    events
}

pub(crate) fn write() {
    releases::write(MESSAGES, lines(&messages(), |it| encode(it).unwrap()));
    releases::write(EVENTS, lines(&events(), |it| encode_event(it).unwrap()));
}

fn lines<T>(values: &[T], encode: impl Fn(&T) -> String) -> String {
    values.iter().map(|value| encode(value) + "\n").collect()
}

#[test]
fn every_message_of_every_release_is_read() {
    assert_eq!(releases_with(MESSAGES), MESSAGES_OF.map(|(release, _)| release));
    for (release, expected) in MESSAGES_OF {
        let text = releases::text(release, MESSAGES);
        let read: Vec<_> = text.lines().map(|line| decode(line).unwrap()).collect();
        assert_eq!(read, expected(), "{release}");
    }
}

#[test]
fn every_gateway_event_of_every_release_is_read() {
    assert_eq!(releases_with(EVENTS), EVENTS_OF.map(|(release, _)| release));
    for (release, expected) in EVENTS_OF {
        let text = releases::text(release, EVENTS);
        let read: Vec<_> = text.lines().map(|line| decode_event(line).unwrap()).collect();
        assert_eq!(read, expected(), "{release}");
    }
}

#[test]
fn messages_and_events_are_written_as_the_newest_release_did() {
    let messages = lines(&messages(), |it| encode(it).unwrap());
    assert_eq!(messages, releases::text(NEWEST, MESSAGES), "see README.md");
    let events = lines(&events(), |it| encode_event(it).unwrap());
    assert_eq!(events, releases::text(NEWEST, EVENTS), "see README.md");
}

#[test]
fn the_texts_are_of_every_kind() {
    all_of!(messages().iter() => {
        Message::InventoryChanged(_),
        Message::TimetableChanged,
        Message::DocumentRequested(_),
        Message::RefundRequested(_),
        Message::GatewayEvent(_),
        Message::EventsHappened,
        Message::MailRequested(_),
        Message::DepartureCancelled(_),
        Message::TimeMoved,
    });
    all_of!(events().iter().map(|event| &event.about) => {
        EventSubject::Intent { payment: None, .. },
        EventSubject::Intent { payment: Some(_), .. },
        EventSubject::Checkout { payment: None, .. },
        EventSubject::Checkout { payment: Some(_), .. },
        EventSubject::Refund { refund: None, .. },
        EventSubject::Refund { refund: Some(_), .. },
        EventSubject::Reversal { .. },
        EventSubject::Other,
    });
}
