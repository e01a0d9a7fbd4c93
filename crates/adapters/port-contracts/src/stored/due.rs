//! Work that was still due.

use std::sync::Arc;

use airside_app::ports::bus::Message;
use airside_app::ports::payments::{EventSubject, GatewayEventId};
use airside_app::ports::{Changes, Store, Write};
use time::Duration;
use time::macros::{date, datetime};

use super::{NOW, booking};

pub async fn messages_that_were_not_sent_wait(store: Arc<dyn Store>) {
    let ticket = store.documents(booking(&*store, "RYUENL").await.id).await.unwrap().remove(0);
    let unsent = store.unsent(100).await.unwrap();
    let messages: Vec<_> = unsent.into_iter().map(|envelope| envelope.message().unwrap()).collect();
    let dates = |message: &Message| message.flights().iter().map(|it| it.1).collect::<Vec<_>>();
    assert_eq!(messages.len(), 5);
    assert_eq!(dates(&messages[0]), [date!(2027 - 03 - 11)]);
    assert_eq!(dates(&messages[1]), [date!(2027 - 03 - 17)]);
    assert_eq!(messages[2], Message::DocumentRequested(ticket.value.id));
    assert_eq!(messages[3], Message::GatewayEvent(GatewayEventId("evt_1".to_owned())));
    // The store was carried over since.
    assert_eq!(messages[4], Message::TimetableChanged);
}

pub async fn what_was_due_is_due(store: Arc<dyn Store>) {
    let held = booking(&*store, "MFQ3RY").await;
    assert_eq!(store.overdue_holds(NOW, 10).await.unwrap(), []);
    assert_eq!(store.overdue_holds(NOW + Duration::HOUR, 10).await.unwrap(), [held.id]);
    let page = store.payments(held.id).await.unwrap().remove(0).value;
    assert_eq!(store.live_payments(NOW, 10).await.unwrap(), [page.id]);

    let cancelled = booking(&*store, "9PTRV8").await;
    let refund = store.refunds(cancelled.id).await.unwrap().remove(0).value;
    assert_eq!(store.unfinished_refunds(NOW, 10).await.unwrap(), [refund.id]);

    let paid = booking(&*store, "RYUENL").await;
    let ticket = store.documents(paid.id).await.unwrap().remove(0).value;
    assert_eq!(store.pending_documents(NOW, 10).await.unwrap(), [ticket.id]);

    let [settled, unsettled] = ["evt_0", "evt_1"].map(|id| GatewayEventId(id.to_owned()));
    assert_eq!(store.unsettled_events(NOW, 10).await.unwrap(), std::slice::from_ref(&unsettled));
    let payment = store.payments(paid.id).await.unwrap().remove(0).value;
    let event = store.gateway_event(&unsettled).await.unwrap().unwrap();
    let EventSubject::Intent { payment: about, .. } = event.about else {
        unreachable!("the event is about a payment")
    };
    assert_eq!(about, Some(payment.id));
    assert!(store.gateway_event(&settled).await.unwrap().is_some());
}

/// That release kept no time at which a booking is over.
pub async fn a_booking_is_dated_by_saving_it(store: Arc<dyn Store>) {
    let undated = store.undated_bookings(None, 100).await.unwrap();
    assert!(!undated.is_empty());
    let first = store.undated_bookings(None, 1).await.unwrap();
    assert_eq!(store.undated_bookings(Some(first[0]), 100).await.unwrap(), undated[1..]);
    for id in &undated {
        let booking = store.booking(*id).await.unwrap().unwrap();
        store.commit(Changes::default().write(Write::save(&booking))).await.unwrap();
    }
    assert_eq!(store.undated_bookings(None, 100).await.unwrap(), []);
    let over = store.over_since(datetime!(2100-01-01 00:00 UTC), 100).await.unwrap();
    assert!(over.iter().any(|id| undated.contains(id)), "{over:?}");
}
