//! Questions about what was decided of departures, and about what is sent to others.

use airside_app::mail::Recipient;
use airside_app::ports::store::{
    Departures as _, EventFilter, EventsOf, Mails as _, Page, Webhooks as _,
};
use airside_app::ports::{Changes, Store as _, Write};
use airside_app::webhooks::{DeliveryState, EventKind};
use airside_port_contracts::samples::{self, DAY, NOW, booking_id, event, flight_id, id, user_id};
use airside_primitives::{DepartureCancellationId, EndpointId, HappeningId, MailId};
use airside_store_postgres::PostgresStore;
use time::Duration;

pub(super) async fn ask_what_was_decided(store: &PostgresStore) {
    store.unpaid_on(&[(flight_id(1), DAY)]).await.unwrap();
    store.amendments().await.unwrap();
    store.amendment(flight_id(1), DAY).await.unwrap();
    store.departure_cancellation(DepartureCancellationId(id(1))).await.unwrap();
    store.cancellation_of(flight_id(1), DAY).await.unwrap();
    store.running_cancellations().await.unwrap();
}

pub(super) async fn ask_what_is_sent(store: &PostgresStore) {
    store.mail(MailId(id(1))).await.unwrap();
    store.mails_to(Recipient::Contact(booking_id(1))).await.unwrap();
    store.due_mails(NOW, 9).await.unwrap();
    store.failed_mails(None, 9).await.unwrap();
    store.failed_mails(Some(MailId(id(1))), 9).await.unwrap();
    store.forget_mails(NOW, NOW).await.unwrap();

    let happened = event(1, EventKind::ALL[0], Some(user_id(1)));
    let asking = Write::add(&samples::endpoint(1, user_id(1), &EventKind::ALL));
    store.commit(Changes::default().write(asking).tell([happened])).await.unwrap();
    let (endpoint, page) = (EndpointId(id(1)), Page { limit: 9, before: None });
    store.event(HappeningId(id(1))).await.unwrap();
    for of in [EventsOf::User(user_id(1)), EventsOf::Everybody] {
        for kind in [None, Some(EventKind::ALL[0])] {
            store.events(EventFilter { of, kind }, page).await.unwrap();
        }
    }
    store.endpoint(endpoint).await.unwrap();
    store.endpoints(user_id(1)).await.unwrap();
    store.endpoints_sealed_otherwise("key", None, 9).await.unwrap();
    store.endpoints_sealed_otherwise("key", Some(endpoint), 9).await.unwrap();
    store.health(endpoint).await.unwrap();
    store.failing_endpoints(None, 9).await.unwrap();
    store.failing_endpoints(Some((NOW, endpoint)), 9).await.unwrap();
    for state in [None, Some(DeliveryState::Pending)] {
        store.deliveries(endpoint, state, page).await.unwrap();
    }
    store.spread_events(NOW, 9).await.unwrap();
    store.due_endpoints(NOW).await.unwrap();
    store.claim_deliveries(endpoint, NOW, NOW, 9).await.unwrap();
    store.forget_deliveries(endpoint, 9).await.unwrap();
    store.forget_events(NOW + Duration::DAY, 9).await.unwrap();
    store.forget_events_of(user_id(1), 9).await.unwrap();
}
