//! What happens is told to those who asked, however long they were away, and to nobody else.

use std::sync::Arc;

use airside_app::account::{Role, Scopes, User};
use airside_app::accounts::{Caller, Credential};
use airside_app::personal_data::sweep::sweep_personal_data;
use airside_app::ports::store::{EventFilter, EventsOf, Page};
use airside_app::ports::{Changes, Write};
use airside_app::webhooks::deliver::{deliver_due, sweep_webhooks};
use airside_app::webhooks::{
    DeliveryState, DisabledBecause, Endpoint, EndpointChange, EndpointError, EndpointState,
    EventKind, NewEndpoint, add_endpoint, change_endpoint, list_deliveries, list_events,
    own_endpoint, ping_endpoint, redeliver, remove_endpoint, rotate_secret,
};
use airside_app::work::world::start_world;
use airside_app::world::WorldLoader;
use airside_app::{App, Ports};
use airside_port_contracts::fakes::{Received, Receivers};
use airside_port_contracts::samples::{self, OWNER, id, user, user_id};
use airside_primitives::{Currency, SessionId, UserId};
use serde_json::Value;
use time::Duration;

use crate::site::Site;

const SHOP: &str = "https://shop.example/webhooks";
const DESK: &str = "https://desk.example/webhooks";

/// A site whose customer and whose agent have accounts, and a node that delivers.
struct Shop {
    site: Site,
    app: App,
    receivers: Arc<Receivers>,
}

impl Shop {
    async fn open() -> Self {
        let site = Site::open().await;
        let receivers = Arc::new(Receivers::default());
        let ports = Ports { deliverer: receivers.clone(), ..site.app.ports.clone() };
        let loader = WorldLoader::everything(Currency::INR);
        let app = App::new(ports, samples::settings(), samples::secrets(), loader);
        start_world(&app).await.unwrap();
        let agent = User { role: Role::Agent, ..user(2) };
        let users = [User { id: OWNER, ..user(1) }, agent].map(Write::AddUser);
        app.commit(Changes::default().write_all(users)).await.unwrap();
        Self { site, app, receivers }
    }

    async fn listen(&self, by: &Caller, url: &str, kinds: &[EventKind]) -> Endpoint {
        let new = NewEndpoint { url: url.to_owned(), kinds: kinds.to_vec(), description: None };
        add_endpoint(&self.app, by, new).await.unwrap()
    }

    /// Delivers what is due after so long.
    async fn after(&self, time: Duration) {
        self.site.clock.advance(time);
        deliver_due(&self.app, Duration::ZERO).await.unwrap();
    }

    /// The types of what came there, in the order of their names.
    fn types(&self, url: &str) -> Vec<String> {
        let kind = |it: &Received| {
            let told: Value = serde_json::from_str(&it.body).unwrap();
            told["type"].as_str().unwrap().to_owned()
        };
        let mut types: Vec<_> = self.receivers.received(url).iter().map(kind).collect();
        types.sort_unstable();
        types
    }
}

fn caller(user: UserId, role: Role) -> Caller {
    let credential = Credential::Session(SessionId(id(1)));
    Caller { user, role, scopes: Scopes::of(role), credential }
}

fn customer() -> Caller {
    caller(OWNER, Role::Customer)
}

fn agent() -> Caller {
    caller(user_id(2), Role::Agent)
}

fn every_kind() -> Vec<EventKind> {
    EventKind::ALL.into_iter().filter(|kind| kind.is_asked_for()).collect()
}

const PAGE: Page<airside_primitives::HappeningId> = Page { limit: 200, before: None };

#[tokio::test]
async fn a_trip_is_told_from_its_hold_to_its_refund_and_names_nobody() {
    let shop = Shop::open().await;
    let endpoint = shop.listen(&customer(), SHOP, &every_kind()).await;
    shop.listen(&agent(), DESK, &[EventKind::BookingConfirmed]).await;
    let booking = shop.site.book_and_pay().await;
    shop.site.work().await;
    let quote = shop.site.quote(&booking).await;
    shop.site.confirm(quote.id, "confirm").await.unwrap();
    shop.site.work().await;
    shop.after(Duration::ZERO).await;

    let expected = [
        "booking.cancelled",
        "booking.confirmed",
        "booking.created",
        "document.ready",
        "document.ready",
        "refund.succeeded",
    ];
    assert_eq!(shop.types(SHOP), expected);
    assert_eq!(shop.types(DESK), ["booking.confirmed"], "an operator hears of all bookings");
    for Received { id, body, signatures, .. } in shop.receivers.received(SHOP) {
        assert_eq!(signatures, [endpoint.secret.sign(&id, Receivers::TIMESTAMP, &body)]);
        let told: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(told["id"], id);
        assert_eq!(told["data"]["booking_ref"], booking.reference.to_string());
        let person = booking.passengers.first().unwrap().person.as_ref().unwrap();
        assert!(!body.contains(person.name.family()), "{body}");
    }
    // What has arrived does not come again.
    shop.after(Duration::days(4)).await;
    assert_eq!(shop.types(SHOP), expected);
}

#[tokio::test]
async fn a_receiver_that_was_away_for_an_hour_gets_everything() {
    let shop = Shop::open().await;
    let endpoint = shop.listen(&customer(), SHOP, &every_kind()).await;
    shop.receivers.vanish(SHOP);
    let first = shop.site.book_and_pay().await;
    shop.site.work().await;
    for wait in [Duration::ZERO, Duration::seconds(5), Duration::minutes(5)] {
        shop.after(wait).await;
    }
    shop.receivers.answer(SHOP, 503);
    shop.after(Duration::minutes(30)).await;
    assert!(shop.app.ports.store.failing_endpoints(None, 9).await.unwrap().len() == 1);

    shop.receivers.answer(SHOP, 204);
    shop.after(Duration::minutes(30)).await;
    assert_eq!(
        shop.receivers.received(SHOP).len(),
        3,
        "it answered 503, and its time is not there"
    );
    shop.after(Duration::minutes(90)).await;
    let page = list_deliveries(&shop.app, OWNER, endpoint.id, None, PAGE).await.unwrap();
    let events = list_events(&shop.app, &customer(), None, PAGE).await.unwrap();
    assert_eq!(page.len(), events.len());
    for delivery in page {
        assert_eq!((delivery.state, delivery.attempts.len()), (DeliveryState::Succeeded, 5));
    }
    let came: Vec<_> = shop.receivers.received(SHOP).split_off(3);
    for event in events {
        assert!(came.iter().any(|it| it.id == event.id.to_string()), "{event:?}");
    }
    assert_eq!(first.owner, OWNER);
    let health = own_endpoint(&shop.app, OWNER, endpoint.id).await.unwrap().health;
    assert_eq!((health.failing_since, health.failed_events), (None, 0));
}

#[tokio::test]
async fn one_that_is_gone_is_disabled_at_once_and_one_that_fails_for_days_then() {
    for (status, because) in [(410, DisabledBecause::Gone), (500, DisabledBecause::Failing)] {
        let shop = Shop::open().await;
        let endpoint = shop.listen(&customer(), SHOP, &every_kind()).await;
        shop.receivers.answer(SHOP, status);
        shop.site.book_and_pay().await;
        shop.site.work().await;
        shop.after(Duration::ZERO).await;
        let state =
            async || own_endpoint(&shop.app, OWNER, endpoint.id).await.unwrap().endpoint.state;
        if because == DisabledBecause::Failing {
            assert_eq!(state().await, EndpointState::Enabled);
            // Retries end before the fifth day: something else has to happen.
            shop.after(Duration::seconds(5)).await;
            for minutes in [5, 30, 120, 300, 600, 840, 1_200, 1_440, 2_880] {
                shop.after(Duration::minutes(minutes)).await;
            }
            assert_eq!(state().await, EndpointState::Enabled);
            ping_endpoint(&shop.app, OWNER, endpoint.id).await.unwrap();
            shop.after(Duration::SECOND).await;
        }
        let EndpointState::Disabled { because: why, .. } = state().await else {
            panic!("{status} left it enabled")
        };
        assert_eq!(why, because);
        shop.site.work().await;
        assert_eq!(shop.site.letters.sent().len(), 2, "its user is told, beside the tickets");

        // Nothing comes until it is enabled again.
        shop.receivers.answer(SHOP, 200);
        let before = shop.receivers.received(SHOP).len();
        shop.after(Duration::days(1)).await;
        assert_eq!(shop.receivers.received(SHOP).len(), before);
        let refused = ping_endpoint(&shop.app, OWNER, endpoint.id).await;
        assert!(matches!(refused, Err(EndpointError::Disabled)));
        let enable = EndpointChange { is_enabled: Some(true), ..EndpointChange::default() };
        change_endpoint(&shop.app, OWNER, endpoint.id, &enable).await.unwrap();
        ping_endpoint(&shop.app, OWNER, endpoint.id).await.unwrap();
        shop.after(Duration::ZERO).await;
        assert!(shop.types(SHOP).contains(&"ping".to_owned()));
    }
}

#[tokio::test]
async fn the_old_secret_signs_too_for_a_day() {
    let shop = Shop::open().await;
    let old = shop.listen(&customer(), SHOP, &every_kind()).await;
    let new = rotate_secret(&shop.app, OWNER, old.id).await.unwrap();
    for (wait, secrets) in [(Duration::hours(23), 2), (Duration::hours(2), 1)] {
        shop.site.clock.advance(wait);
        ping_endpoint(&shop.app, OWNER, old.id).await.unwrap();
        shop.after(Duration::ZERO).await;
        let Received { id, body, signatures, .. } = shop.receivers.received(SHOP).pop().unwrap();
        let signed = [new.secret, old.secret].map(|it| it.sign(&id, Receivers::TIMESTAMP, &body));
        assert_eq!(signatures, signed[..secrets]);
    }
}

#[tokio::test]
async fn an_event_is_sent_once_more_to_whoever_asks_and_may_see_it() {
    let shop = Shop::open().await;
    let endpoint = shop.listen(&customer(), SHOP, &[EventKind::BookingCreated]).await;
    shop.site.book_and_pay().await;
    shop.after(Duration::ZERO).await;
    assert_eq!(shop.types(SHOP), ["booking.created"]);
    let created = Some(EventKind::BookingCreated);
    let [event] = &list_events(&shop.app, &customer(), created, PAGE).await.unwrap()[..] else {
        panic!("one booking was created")
    };
    assert_eq!(redeliver(&shop.app, &customer(), event.id).await.unwrap(), [endpoint.id]);
    shop.after(Duration::ZERO).await;
    let [first, again] = &shop.receivers.received(SHOP)[..] else { panic!("it came twice") };
    assert_eq!(first, again, "the same to the last byte");

    let stranger = caller(user_id(3), Role::Customer);
    assert!(redeliver(&shop.app, &stranger, event.id).await.is_err());
    assert!(list_events(&shop.app, &stranger, None, PAGE).await.unwrap().is_empty());
    assert!(own_endpoint(&shop.app, stranger.user, endpoint.id).await.is_err());
    assert!(remove_endpoint(&shop.app, stranger.user, endpoint.id).await.is_err());
    remove_endpoint(&shop.app, OWNER, endpoint.id).await.unwrap();
    assert!(redeliver(&shop.app, &customer(), event.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_account_has_so_many_endpoints_and_only_safe_ones() {
    let shop = Shop::open().await;
    let new = |url: String| NewEndpoint { url, kinds: every_kind(), description: None };
    for number in 0..10 {
        let url = format!("https://shop-{number}.example");
        add_endpoint(&shop.app, &customer(), new(url)).await.unwrap();
    }
    let more = add_endpoint(&shop.app, &customer(), new(SHOP.to_owned())).await;
    assert!(matches!(more, Err(EndpointError::TooMany { most: 10 })));
    let unsafe_url = add_endpoint(&shop.app, &agent(), new("http://10.0.0.1".to_owned())).await;
    assert!(matches!(unsafe_url, Err(EndpointError::UnsafeUrl(_))));
}

#[tokio::test]
async fn whoever_leaves_is_told_nothing_and_forgotten_and_old_events_go() {
    let shop = Shop::open().await;
    let endpoint = shop.listen(&customer(), SHOP, &every_kind()).await;
    shop.site.book_and_pay().await;
    shop.after(Duration::ZERO).await;
    let leave = Write::LeaveAccount { user: OWNER, at: shop.app.now() };
    shop.app.commit(Changes::default().write(leave)).await.unwrap();
    sweep_personal_data(&shop.app).await.unwrap();
    let store = &shop.app.ports.store;
    assert!(store.endpoint(endpoint.id).await.unwrap().is_none());
    assert!(store.deliveries(endpoint.id, None, PAGE).await.unwrap().is_empty());
    let own = EventFilter { of: EventsOf::User(OWNER), kind: None };
    assert!(store.events(own, PAGE).await.unwrap().is_empty());

    let desk = shop.listen(&agent(), DESK, &every_kind()).await;
    ping_endpoint(&shop.app, desk.owner, desk.id).await.unwrap();
    shop.after(Duration::ZERO).await;
    let all = EventFilter { of: EventsOf::Everybody, kind: None };
    assert!(!store.events(all, PAGE).await.unwrap().is_empty());
    shop.site.clock.advance(Duration::days(31));
    sweep_webhooks(&shop.app).await.unwrap();
    assert!(store.events(all, PAGE).await.unwrap().is_empty());
}
