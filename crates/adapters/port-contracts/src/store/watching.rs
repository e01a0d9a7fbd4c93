//! Promises about what somebody sees who watches over a store.

use std::collections::BTreeMap;
use std::sync::Arc;

use airside_app::ports::bus::Message;
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::ports::store::{Backlog, Waiting};
use airside_app::ports::{Changes, Store, Write};
use airside_booking::{Document, DocumentState};
use time::{Duration, OffsetDateTime};

use super::put;
use crate::samples::{NOW, booking, booking_id, confirmed, document, expired, payment, refund};

/// What waits, and since when.
type Seen = BTreeMap<Waiting, (i64, Option<OffsetDateTime>)>;

pub async fn nothing_waits_in_a_new_store(store: Arc<dyn Store>) {
    let seen = seen(&*store, NOW).await;
    assert_eq!(seen.len(), Waiting::ALL.len());
    assert!(seen.values().all(|it| *it == (0, None)), "{seen:?}");
}

pub async fn what_waits_is_counted_with_the_age_of_the_oldest(store: Arc<dyn Store>) {
    let due_by = booking(1).payment_due_by().unwrap();
    put(&*store, [1, 2].map(|number| Write::add(&booking(number)))).await;
    put(&*store, [Write::add(&expired(3)), Write::add(&confirmed(4, []))]).await;
    put(&*store, [1, 2].map(|number| Write::add(&payment(number, booking_id(number))))).await;
    put(&*store, [Write::add(&refund(1, booking_id(4)))]).await;
    let failed = Document { state: DocumentState::Failed, ..document(2, booking_id(4)) };
    put(&*store, [Write::add(&document(1, booking_id(4))), Write::add(&failed)]).await;
    let about = EventSubject::Other;
    let event = GatewayEvent { id: GatewayEventId("evt".into()), kind: "test".into(), about };
    put(&*store, [Write::RecordGatewayEvent { event, at: NOW + Duration::HOUR }]).await;
    store.commit(Changes::default().send(Message::TimetableChanged)).await.unwrap();

    let at_first = seen(&*store, NOW).await;
    for (what, wanted) in [
        (Waiting::Payments, (2, Some(NOW))),
        (Waiting::Refunds, (1, Some(NOW))),
        (Waiting::Documents, (1, None)),
        (Waiting::FailedDocuments, (1, Some(NOW))),
        (Waiting::Holds, (2, None)),
        (Waiting::OverdueHolds, (0, None)),
        // It has not come yet.
        (Waiting::GatewayEvents, (0, None)),
    ] {
        assert_eq!(at_first[&what], wanted, "{what:?}");
    }

    let later = seen(&*store, due_by + Duration::DAY).await;
    assert_eq!(later[&Waiting::GatewayEvents], (1, Some(NOW + Duration::HOUR)));
    assert_eq!(later[&Waiting::Holds], (0, None));
    assert_eq!(later[&Waiting::OverdueHolds], (2, Some(due_by)));
    // By the store's own clock, whatever that says.
    let now = store.time().await.unwrap();
    let (messages, since) = seen(&*store, now).await[&Waiting::Outbox];
    assert_eq!(messages, 1);
    assert!(since.is_some_and(|since| since <= now));
}

pub async fn there_are_no_more_connections_than_there_may_be(store: Arc<dyn Store>) {
    let asked = (0..32).map(|_| store.ping());
    futures::future::try_join_all(asked).await.unwrap();
    let connections = store.connections();
    assert!(connections.in_use + connections.idle <= connections.most, "{connections:?}");
    assert!(connections.most > 0);
}

async fn seen(store: &dyn Store, now: OffsetDateTime) -> Seen {
    let backlogs = store.backlogs(now).await.unwrap();
    backlogs.into_iter().map(|Backlog { what, count, since }| (what, (count, since))).collect()
}
