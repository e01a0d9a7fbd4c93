//! Promises about messages, events and the lists that sweepers work through.

use std::sync::Arc;

use airside_app::account::RefreshToken;
use airside_app::ports::bus::{Envelope, Message, Topic};
use airside_app::ports::changes::{AnswerKey, Remembered, Version, Versioned};
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::ports::store::{Claim, FIRST_PAUSE, LONGEST_PAUSE, Work};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_booking::{Document, DocumentState, IntentId, Payment, PaymentState, RefundState};
use airside_primitives::{DocumentId, RefundId};
use futures::future::join_all;
use time::Duration;
use time::macros::datetime;

use super::{commit, put};
use crate::samples::{
    DAY, NOW, booking, booking_id, confirmed, document, expired, flight_id, id, payment,
    refresh_token, refund, session, user, user_id,
};

pub async fn messages_wait_in_order_until_they_are_sent(store: Arc<dyn Store>) {
    let messages = [
        Message::InventoryChanged(vec![(flight_id(1), DAY)]),
        Message::DocumentRequested(DocumentId(id(1))),
        Message::RefundRequested(RefundId(id(1))),
        Message::GatewayEvent(event(1).id),
    ];
    for message in &messages {
        store.commit(Changes::default().send(message.clone())).await.unwrap();
    }

    let waiting = store.unsent(3).await.unwrap();
    assert_eq!(told(&waiting), messages[..3]);
    let topics: Vec<_> = waiting.iter().map(|envelope| envelope.topic).collect();
    assert_eq!(topics, [Topic::Broadcast, Topic::Documents, Topic::Settlement]);
    let ids: Vec<_> = waiting.iter().map(|envelope| envelope.id).collect();
    store.take_off(&ids).await.unwrap();
    store.take_off(&ids).await.unwrap();

    let waiting = store.unsent(3).await.unwrap();
    assert_eq!(told(&waiting), messages[3..]);
    assert!(!ids.contains(&waiting[0].id));
}

pub async fn messages_that_wait_are_named_by_their_age_and_not_handed_out(store: Arc<dyn Store>) {
    let message = |number| Message::DocumentRequested(DocumentId(id(number)));
    for number in 1..=3 {
        store.commit(Changes::default().send(message(number))).await.unwrap();
    }
    // By the store's own clock, whatever that says.
    let now = store.time().await.unwrap();

    let waiting = store.unsent_since(now, 10).await.unwrap();
    assert_eq!(store.unsent_since(now, 2).await.unwrap(), waiting[..2]);
    assert_eq!(store.unsent_since(now - Duration::HOUR, 10).await.unwrap(), []);
    let handed_out = store.unsent(10).await.unwrap();
    assert_eq!(handed_out.iter().map(|it| it.id).collect::<Vec<_>>(), waiting);

    // Who has it does not matter, until it is sent.
    assert_eq!(store.unsent_since(now, 10).await.unwrap(), waiting);
    store.take_off(&waiting[..1]).await.unwrap();
    assert_eq!(store.unsent_since(now, 10).await.unwrap(), waiting[1..]);
}

fn told(waiting: &[Envelope]) -> Vec<Message> {
    waiting.iter().map(|envelope| envelope.message().unwrap()).collect()
}

pub async fn an_event_is_recorded_once(store: Arc<dyn Store>) {
    let record = |at| Write::RecordGatewayEvent { event: event(1), at };
    put(&*store, [record(NOW)]).await;
    let refused = commit(&*store, record(NOW + Duration::HOUR)).await;
    assert!(matches!(refused, Err(CommitError::Duplicate)), "{refused:?}");

    assert_eq!(store.gateway_event(&event(1).id).await.unwrap(), Some(event(1)));
    assert_eq!(store.gateway_event(&event(2).id).await.unwrap(), None);
    assert_eq!(store.unsettled_events(NOW, 10).await.unwrap(), [event(1).id]);
}

pub async fn a_settled_event_waits_no_more(store: Arc<dyn Store>) {
    let record = |number, at| Write::RecordGatewayEvent { event: event(number), at };
    put(&*store, [record(2, NOW), record(1, NOW + Duration::SECOND)]).await;
    let later = NOW + Duration::SECOND;

    assert_eq!(store.unsettled_events(NOW, 10).await.unwrap(), [event(2).id]);
    assert_eq!(store.unsettled_events(later, 10).await.unwrap(), [event(2).id, event(1).id]);
    assert_eq!(store.unsettled_events(later, 1).await.unwrap(), [event(2).id]);

    let settle = || Write::SettleGatewayEvent { id: event(2).id, at: NOW };
    put(&*store, [settle()]).await;
    put(&*store, [settle()]).await;
    assert_eq!(store.unsettled_events(later, 10).await.unwrap(), [event(1).id]);
    assert_eq!(store.gateway_event(&event(2).id).await.unwrap(), Some(event(2)));
}

pub async fn overdue_holds_are_listed_until_they_are_settled(store: Arc<dyn Store>) {
    let due_by = booking(1).payment_due_by().unwrap();
    put(&*store, [1, 2, 3].map(|number| Write::add(&booking(number)))).await;
    put(&*store, [Write::add(&expired(4)), Write::add(&confirmed(5, []))]).await;

    assert_eq!(store.overdue_holds(due_by - Duration::MICROSECOND, 10).await.unwrap(), []);
    let overdue = store.overdue_holds(due_by, 10).await.unwrap();
    assert_eq!(overdue, [1, 2, 3].map(booking_id));
    assert_eq!(store.overdue_holds(due_by, 2).await.unwrap().len(), 2);

    let version = Version(1);
    let settled = [expired(1), confirmed(2, [])];
    put(&*store, settled.map(|value| Write::save(&Versioned { value, version }))).await;
    assert_eq!(store.overdue_holds(due_by, 10).await.unwrap(), [booking_id(3)]);
}

pub async fn live_payments_are_listed_by_their_last_change(store: Arc<dyn Store>) {
    let [one, two, three] = [1, 2, 3].map(|number| payment(number, booking_id(number)));
    put(&*store, [1, 2, 3].map(|number| Write::add(&booking(number)))).await;
    put(&*store, [&one, &two, &three].map(Write::add)).await;
    assert_eq!(store.live_payments(NOW, 10).await.unwrap(), [one.id, two.id, three.id]);
    assert_eq!(store.live_payments(NOW - Duration::MICROSECOND, 10).await.unwrap(), []);

    let later = NOW + Duration::MINUTE;
    let version = Version(1);
    let changed = Payment { updated_at: later, ..one.clone() };
    let paid = Payment { state: PaymentState::Succeeded { intent: None }, ..two };
    let saved = [changed, paid];
    put(&*store, saved.map(|value| Write::save(&Versioned { value, version }))).await;
    assert_eq!(store.live_payments(NOW, 10).await.unwrap(), [three.id]);
    assert_eq!(store.live_payments(later, 10).await.unwrap(), [three.id, one.id]);
}

pub async fn what_waits_for_the_gateway_is_claimed_later_each_time(store: Arc<dyn Store>) {
    put(&*store, [1, 2].map(|number| Write::add(&booking(number)))).await;
    put(&*store, [Write::add(&expired(3))]).await;
    let [one, two, unwanted] = [1, 2, 3].map(|number| payment(number, booking_id(number)));
    put(&*store, [&one, &two, &unwanted].map(Write::add)).await;
    let refund = refund(1, booking_id(1));
    put(&*store, [Write::add(&refund)]).await;
    put(&*store, [Write::RecordGatewayEvent { event: event(1), at: NOW }]).await;
    let claim = async |work, at| store.claim(work, NOW, at, 10).await.unwrap();

    assert_eq!(claim(Work::Events, NOW).await, [Claim::Event(event(1).id)]);
    assert_eq!(claim(Work::Refunds, NOW).await, [Claim::Refund(refund.id)]);
    assert_eq!(claim(Work::Closings, NOW).await, [Claim::Payment(unwanted.id)]);
    for payment in [&one, &two] {
        // One at a time, and whoever asks next gets the other.
        let claimed = store.claim(Work::Payments, NOW, NOW, 1).await.unwrap();
        assert_eq!(claimed, [Claim::Payment(payment.id)]);
    }
    let early = NOW - Duration::MICROSECOND;
    assert_eq!(store.claim(Work::Payments, early, NOW + Duration::DAY, 10).await.unwrap(), []);

    let (mut at, mut pause) = (NOW, FIRST_PAUSE);
    for _ in 0..8 {
        assert_eq!(claim(Work::Events, at + pause - Duration::MICROSECOND).await, []);
        at += pause;
        assert_eq!(claim(Work::Events, at).await, [Claim::Event(event(1).id)]);
        assert_eq!(claim(Work::Events, at).await, []);
        pause = Duration::min(pause * 2, LONGEST_PAUSE);
    }
    assert_eq!(pause, LONGEST_PAUSE);

    // Forgotten looks are made anew.
    store.forget(at, at + LONGEST_PAUSE + Duration::MICROSECOND).await.unwrap();
    assert_eq!(claim(Work::Events, at).await, [Claim::Event(event(1).id)]);
}

pub async fn several_nodes_claim_each_piece_once(store: Arc<dyn Store>) {
    put(&*store, (1..=40).map(|number| Write::add(&booking(number)))).await;
    let payments: Vec<_> = (1..=40).map(|number| payment(number, booking_id(number))).collect();
    put(&*store, payments.iter().map(Write::add)).await;

    let claims = (0..8).map(|_| store.claim(Work::Payments, NOW, NOW, 40));
    let mut claimed: Vec<_> = join_all(claims)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .map(|claim| format!("{claim:?}"))
        .collect();
    claimed.sort_unstable();
    let each = payments.iter().map(|payment| format!("{:?}", Claim::Payment(payment.id)));
    assert_eq!(claimed, each.collect::<Vec<_>>());
}

pub async fn refunds_are_unfinished_until_they_succeed(store: Arc<dyn Store>) {
    let [one, two] = [1, 2].map(|number| refund(number, booking_id(1)));
    put(&*store, [Write::add(&booking(1))]).await;
    put(&*store, [&one, &two].map(Write::add)).await;
    assert_eq!(store.unfinished_refunds(NOW, 10).await.unwrap(), [one.id, two.id]);
    assert_eq!(store.unfinished_refunds(NOW - Duration::MICROSECOND, 10).await.unwrap(), []);

    let version = Version(1);
    let done = one.moved(RefundState::Succeeded { gateway: None, attempts: 0, at: NOW });
    let failed = two.clone().moved(RefundState::Failed { gateway: None, attempts: 1, at: NOW });
    let saved = [done, failed];
    put(&*store, saved.map(|value| Write::save(&Versioned { value, version }))).await;
    assert_eq!(store.unfinished_refunds(NOW, 10).await.unwrap(), [two.id]);
}

pub async fn documents_are_pending_until_they_are_made(store: Arc<dyn Store>) {
    let awaited = Document { state: DocumentState::Awaited, ..document(1, booking_id(1)) };
    let asked_for = document(2, booking_id(1));
    put(&*store, [Write::add(&booking(1))]).await;
    put(&*store, [&awaited, &asked_for].map(Write::add)).await;
    assert_eq!(store.pending_documents(NOW, 10).await.unwrap(), [asked_for.id]);
    assert_eq!(store.pending_documents(NOW - Duration::MICROSECOND, 10).await.unwrap(), []);

    let version = Version(1);
    let saved = [awaited.clone().requested(), asked_for.ready([7; 32], NOW)];
    put(&*store, saved.map(|value| Write::save(&Versioned { value, version }))).await;
    assert_eq!(store.pending_documents(NOW, 10).await.unwrap(), [awaited.id]);
}

pub async fn what_is_over_is_forgotten_and_nothing_else(store: Arc<dyn Store>) {
    let answer = |key: &str, expires_at| {
        Write::Remember(Remembered {
            key: answer_key(key),
            fingerprint: [0; 32],
            status: 201,
            body: String::new(),
            answered_at: NOW,
            expires_at,
        })
    };
    let record = |number| Write::RecordGatewayEvent { event: event(number), at: NOW };
    let settle = |number, at| Write::SettleGatewayEvent { id: event(number).id, at };
    let before = NOW + Duration::DAY;
    put(
        &*store,
        [answer("old", before - Duration::SECOND), answer("new", before + Duration::SECOND)],
    )
    .await;
    put(&*store, [record(1), record(2), record(3)]).await;
    put(&*store, [settle(1, NOW), settle(2, before)]).await;
    store.commit(Changes::default().send(Message::TimetableChanged)).await.unwrap();

    store.forget(before, before).await.unwrap();

    assert_eq!(store.remembered(&answer_key("old"), NOW).await.unwrap(), None);
    assert!(store.remembered(&answer_key("new"), NOW).await.unwrap().is_some());
    assert_eq!(store.gateway_event(&event(1).id).await.unwrap(), None);
    assert_eq!(store.gateway_event(&event(2).id).await.unwrap(), Some(event(2)));
    assert_eq!(store.gateway_event(&event(3).id).await.unwrap(), Some(event(3)));

    // A message that was not sent is never over, whatever the time.
    store.forget(datetime!(9999-01-01 00:00 UTC), datetime!(9999-01-01 00:00 UTC)).await.unwrap();
    assert_eq!(store.unsent(10).await.unwrap().len(), 1);
    assert_eq!(store.gateway_event(&event(3).id).await.unwrap(), Some(event(3)));
}

pub async fn a_login_is_forgotten_with_its_last_token(store: Arc<dyn Store>) {
    let [over, live] = [1, 2].map(|number| session(number, user_id(1)));
    let late = |token: RefreshToken| {
        let expires_at = token.expires_at + Duration::DAY;
        RefreshToken { expires_at, ..token }
    };
    let tokens = [
        refresh_token(1, over.id),
        refresh_token(2, over.id),
        refresh_token(3, live.id),
        late(refresh_token(4, live.id)),
    ];
    put(&*store, [Write::AddUser(user(1)), Write::AddSession(over), Write::AddSession(live)]).await;
    put(&*store, tokens.map(Write::AddRefreshToken)).await;

    let expired = tokens[0].expires_at;
    store.forget(expired, expired).await.unwrap();
    assert_eq!(store.refresh_token(tokens[0].hash).await.unwrap(), Some(tokens[0]));

    let later = expired + Duration::MICROSECOND;
    store.forget(later, later).await.unwrap();
    for forgotten in &tokens[..3] {
        assert_eq!(store.refresh_token(forgotten.hash).await.unwrap(), None);
    }
    assert_eq!(store.session(over.id).await.unwrap(), None);
    assert_eq!(store.refresh_token(tokens[3].hash).await.unwrap(), Some(tokens[3]));
    assert_eq!(store.session(live.id).await.unwrap(), Some(live));
}

fn event(number: u8) -> GatewayEvent {
    GatewayEvent {
        id: GatewayEventId(format!("evt_{number}")),
        kind: "payment_intent.succeeded".to_owned(),
        about: EventSubject::Intent { id: IntentId(format!("pi_{number}")), payment: None },
    }
}

fn answer_key(key: &str) -> AnswerKey {
    AnswerKey { user: user_id(1), operation: "POST /v1/bookings".to_owned(), key: key.to_owned() }
}

pub async fn time_is_moved_on_by_each_commit_that_says_so(store: Arc<dyn Store>) {
    assert_eq!(store.moved_ahead().await.unwrap(), Duration::ZERO);
    put(&*store, [Write::MoveTime(Duration::DAY)]).await;
    put(&*store, [Write::MoveTime(Duration::HOUR), Write::MoveTime(Duration::SECOND)]).await;
    let moved = Duration::DAY + Duration::HOUR + Duration::SECOND;
    assert_eq!(store.moved_ahead().await.unwrap(), moved);
}
