//! What waits for somebody: answers that may be asked for again, events, messages, what is due.

use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::ports::{Store, Write};
use airside_app::wire::{encode, encode_event};
use airside_booking::IntentId;
use airside_port_contracts::samples;
use time::Duration;

use super::world::NOW;

/// An answer, and events of the gateway: one that was settled, and one that was not.
pub(super) fn writes() -> Vec<Write> {
    let event = |number| GatewayEvent {
        id: GatewayEventId(format!("evt_{number}")),
        kind: "payment_intent.succeeded".to_owned(),
        about: EventSubject::Intent { id: IntentId(format!("pi_{number}")), payment: None },
    };
    vec![
        Write::Remember(Remembered {
            key: answer_key(),
            fingerprint: [255; 32],
            status: 201,
            body: "{\"given_name\":\"Zoë\"}".to_owned(),
            answered_at: NOW,
            expires_at: NOW + Duration::DAY,
        }),
        Write::RecordGatewayEvent { event: event(1), at: NOW },
        Write::RecordGatewayEvent { event: event(2), at: NOW },
        Write::SettleGatewayEvent { id: event(1).id, at: NOW },
    ]
}

fn answer_key() -> AnswerKey {
    AnswerKey {
        user: samples::user_id(1),
        operation: "POST /v1/bookings".to_owned(),
        key: "key".to_owned(),
    }
}

/// All of it, and everything else that waits, told in lines.
pub(super) async fn told(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    let answer = store.remembered(&answer_key(), NOW).await.unwrap().unwrap();
    lines.push(format!(
        "answer {:?} {} {} {} {}",
        answer.fingerprint, answer.status, answer.body, answer.answered_at, answer.expires_at
    ));
    assert!(store.remembered(&answer_key(), NOW + Duration::DAY).await.unwrap().is_none());
    for number in [1, 2] {
        let id = GatewayEventId(format!("evt_{number}"));
        let event = store.gateway_event(&id).await.unwrap().unwrap();
        lines.push(format!("event {}", encode_event(&event).unwrap()));
    }
    let unsettled = store.unsettled_events(NOW, 10).await.unwrap();
    lines.extend(unsettled.into_iter().map(|id| format!("unsettled {}", id.0)));
    for it in store.unsent(100).await.unwrap() {
        lines.push(format!("message {}", encode(&it.message().unwrap()).unwrap()));
    }
    let later = NOW + Duration::days(365);
    let lists = [
        ("overdue holds", listed(&store.overdue_holds(later, 100).await.unwrap())),
        ("unanswered changes", listed(&store.unanswered_changes(later, 100).await.unwrap())),
        ("live payments", listed(&store.live_payments(later, 100).await.unwrap())),
        ("unfinished refunds", listed(&store.unfinished_refunds(later, 100).await.unwrap())),
        ("pending documents", listed(&store.pending_documents(later, 100).await.unwrap())),
    ];
    lines.extend(lists.map(|(what, ids)| format!("{what} {ids}")));
    lines
}

fn listed<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
