//! Messages and gateway events of an older release.

use airside_app::ports::bus::Message;
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::wire::{decode, decode_event};
use airside_booking::{CheckoutId, GatewayRefundId, IntentId};
use airside_primitives::{DocumentId, FlightId, PaymentId, RefundId};
use time::macros::date;
use uuid::uuid;

const REFUND: RefundId = RefundId(uuid!("01a1c4c8-412e-7086-9a61-1a283bbe481e"));
const PAYMENT: PaymentId = PaymentId(uuid!("01a0f67b-22db-7011-9472-99ddfba210f7"));

#[test]
fn every_message_of_release_0_1_0_is_read() {
    let messages: Vec<_> =
        include_str!("0.1.0/messages.jsonl").lines().map(|line| decode(line).unwrap()).collect();
    let flight = |id, date| (FlightId(id), date);
    let expected = [
        Message::InventoryChanged(vec![
            flight(uuid!("4d9739d8-5aab-526b-be34-33b4fa27c9b0"), date!(2026 - 10 - 20)),
            flight(uuid!("88f521b2-af34-51ae-9e5b-b0d88714cd9e"), date!(2027 - 03 - 21)),
        ]),
        Message::TimetableChanged,
        Message::DocumentRequested(DocumentId(uuid!("01a0f67b-22db-7013-9084-947299ddfba2"))),
        Message::RefundRequested(REFUND),
        Message::GatewayEvent(GatewayEventId("evt_1QRs7tUvWx".to_owned())),
    ];
    assert_eq!(messages, expected);
}

#[test]
fn every_gateway_event_of_release_0_1_0_is_read() {
    let events: Vec<_> = include_str!("0.1.0/gateway-events.jsonl")
        .lines()
        .map(|line| decode_event(line).unwrap())
        .collect();
    let event = |id: &str, kind: &str, about| GatewayEvent {
        id: GatewayEventId(id.to_owned()),
        kind: kind.to_owned(),
        about,
    };
    let intent = || IntentId("pi_3QRs7tUvWx".to_owned());
    let checkout = CheckoutId("cs_test_a1B2".to_owned());
    let refund = GatewayRefundId("re_3QRs7tUvWx".to_owned());
    let expected = [
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
            EventSubject::Checkout { id: checkout, payment: Some(PAYMENT) },
        ),
        event(
            "evt_3QRs7tUvWx",
            "charge.refund.updated",
            EventSubject::Refund { id: refund, refund: Some(REFUND) },
        ),
        event("evt_4QRs7tUvWx", "customer.created", EventSubject::Other),
    ];
    assert_eq!(events, expected);
}
