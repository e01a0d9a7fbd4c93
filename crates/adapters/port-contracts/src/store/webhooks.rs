//! What happened, who is told of it, and how far it has come.

use std::sync::Arc;

use airside_app::account::Role;
use airside_app::ports::changes::Versioned;
use airside_app::ports::store::{EventFilter, EventsOf, Page};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_app::webhooks::{
    ClaimedDelivery, DeliveryState, DisabledBecause, Endpoint, Event, EventKind, HearsOf, Then,
    Tries,
};
use airside_primitives::{EndpointId, HappeningId};
use time::{Duration, OffsetDateTime};

use super::put;
use crate::samples::{NOW, attempt, endpoint, endpoint_secret, event, id, user, user_id};

const CREATED: EventKind = EventKind::BookingCreated;
const CONFIRMED: EventKind = EventKind::BookingConfirmed;
const CANCELLED: EventKind = EventKind::FlightCancelled;
/// What a claim lasts in these tests.
const CLAIM: Duration = Duration::minutes(1);

fn endpoint_id(number: u8) -> EndpointId {
    EndpointId(id(number.into()))
}

fn happening(number: u128) -> HappeningId {
    HappeningId(id(number))
}

/// Two customers and an operator, each with an endpoint of the same number.
async fn settle(store: &dyn Store, kinds: &[EventKind]) {
    let operator = airside_app::account::User { role: Role::Agent, ..user(3) };
    let of_all = Endpoint { hears_of: HearsOf::AllBookings, ..endpoint(3, user_id(3), kinds) };
    let accounts = [user(1), user(2), operator].map(Write::AddUser);
    let endpoints = [endpoint(1, user_id(1), kinds), endpoint(2, user_id(2), kinds), of_all];
    put(store, accounts).await;
    put(store, endpoints.iter().map(Write::add)).await;
}

async fn tell(store: &dyn Store, events: impl IntoIterator<Item = Event>) {
    store.commit(Changes::default().tell(events)).await.unwrap();
}

async fn claim(store: &dyn Store, number: u8, now: OffsetDateTime) -> Vec<ClaimedDelivery> {
    store.claim_deliveries(endpoint_id(number), now, now + CLAIM, 10).await.unwrap()
}

/// The events that are handed out for an endpoint.
async fn heard(store: &dyn Store, number: u8) -> Vec<HappeningId> {
    let mut heard: Vec<_> =
        claim(store, number, NOW).await.into_iter().map(|it| it.event.id).collect();
    heard.sort_unstable();
    heard
}

async fn record(
    store: &dyn Store,
    number: u8,
    tried: &[(&ClaimedDelivery, Option<u16>)],
    at: OffsetDateTime,
) {
    let tried = tried.iter().map(|(of, status)| of.tried(attempt(of, at, *status), at)).collect();
    put(store, [Write::RecordTries(Tries { endpoint: endpoint_id(number), tried })]).await;
}

pub async fn an_endpoint_comes_back_as_it_was_saved(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED]).await;
    let found = store.endpoint(endpoint_id(1)).await.unwrap().unwrap();
    assert_eq!(found.value, endpoint(1, user_id(1), &[CREATED]));
    assert!(store.endpoint(endpoint_id(9)).await.unwrap().is_none());

    let changed = Endpoint { kinds: vec![CREATED, CANCELLED], ..found.value.clone() };
    let changed = changed.with_secret(endpoint_secret(9), NOW);
    let changed = changed.disabled(DisabledBecause::Gone, NOW);
    let save = Write::save(&Versioned { value: changed.clone(), version: found.version });
    put(&*store, [save]).await;
    let own = store.endpoints(user_id(1)).await.unwrap();
    assert_eq!(own.iter().map(|it| &it.value).collect::<Vec<_>>(), [&changed]);
    // Somebody else read it before.
    let late = Write::save(&found);
    assert!(matches!(super::commit(&*store, late).await, Err(CommitError::Conflict)));

    let remove = |owner| Write::RemoveEndpoint { id: endpoint_id(1), owner: user_id(owner) };
    assert!(matches!(super::commit(&*store, remove(2)).await, Err(CommitError::Conflict)));
    put(&*store, [remove(1)]).await;
    assert!(store.endpoint(endpoint_id(1)).await.unwrap().is_none());
}

pub async fn events_are_listed_newest_first_for_those_they_are_about(store: Arc<dyn Store>) {
    let events = [
        event(1, CREATED, Some(user_id(1))),
        event(2, CREATED, Some(user_id(2))),
        event(3, CANCELLED, None),
        event(4, CONFIRMED, Some(user_id(1))),
    ];
    tell(&*store, events.clone()).await;
    assert_eq!(store.event(happening(3)).await.unwrap(), Some(events[2].clone()));
    assert_eq!(store.event(happening(9)).await.unwrap(), None);

    let list = async |of, kind, limit, before| {
        let page = Page { limit, before };
        let found = store.events(EventFilter { of, kind }, page).await.unwrap();
        found.into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    let all = EventsOf::Everybody;
    let own = EventsOf::User(user_id(1));
    let ids = |numbers: &[u128]| numbers.iter().copied().map(happening).collect::<Vec<_>>();
    assert_eq!(list(all, None, 9, None).await, ids(&[4, 3, 2, 1]));
    assert_eq!(list(own, None, 9, None).await, ids(&[4, 3, 1]));
    assert_eq!(list(own, None, 2, None).await, ids(&[4, 3]));
    assert_eq!(list(own, None, 2, Some(happening(3))).await, ids(&[1]));
    assert_eq!(list(own, Some(CREATED), 9, None).await, ids(&[1]));
    assert_eq!(list(all, Some(CREATED), 9, None).await, ids(&[2, 1]));
}

pub async fn what_happens_goes_to_those_who_asked_and_may_hear_of_it(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED, CANCELLED]).await;
    tell(&*store, [event(1, CREATED, Some(user_id(1))), event(2, CONFIRMED, Some(user_id(1)))])
        .await;
    tell(&*store, [event(3, CANCELLED, None), event(4, CREATED, Some(user_id(3)))]).await;
    assert_eq!(store.spread_events(NOW, 3).await.unwrap(), 3);
    assert_eq!(store.spread_events(NOW, 3).await.unwrap(), 1);
    assert_eq!(store.spread_events(NOW, 3).await.unwrap(), 0);

    let due = store.due_endpoints(NOW).await.unwrap();
    assert_eq!(due, [1, 2, 3].map(endpoint_id));
    assert!(store.due_endpoints(NOW - Duration::SECOND).await.unwrap().is_empty());
    assert_eq!(heard(&*store, 1).await, [1, 3].map(happening));
    assert_eq!(heard(&*store, 2).await, [happening(3)]);
    assert_eq!(heard(&*store, 3).await, [1, 3, 4].map(happening));
}

pub async fn who_is_disabled_or_no_operator_any_more_is_told_nothing(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED]).await;
    let found = store.endpoint(endpoint_id(1)).await.unwrap().unwrap();
    let off = Versioned { value: found.value.disabled(DisabledBecause::Asked, NOW), ..found };
    tell(&*store, [event(1, CREATED, Some(user_id(1)))]).await;
    store.spread_events(NOW, 9).await.unwrap();
    put(&*store, [Write::save(&off)]).await;
    tell(&*store, [event(2, CREATED, Some(user_id(1)))]).await;
    store.spread_events(NOW, 9).await.unwrap();
    assert_eq!(store.due_endpoints(NOW).await.unwrap(), [endpoint_id(3)]);
    assert!(heard(&*store, 1).await.is_empty());

    // Enabled again, it gets what was on its way, and not what happened meanwhile.
    let found = store.endpoint(endpoint_id(1)).await.unwrap().unwrap();
    let on = airside_app::webhooks::EndpointState::Enabled;
    let on = Versioned { value: Endpoint { state: on, ..found.value }, ..found };
    put(&*store, [Write::save(&on)]).await;
    assert_eq!(heard(&*store, 1).await, [happening(1)]);

    let customer = endpoint(4, user_id(2), &[CREATED]);
    let customer = Endpoint { hears_of: HearsOf::AllBookings, ..customer };
    put(&*store, [Write::add(&customer)]).await;
    tell(&*store, [event(5, CREATED, Some(user_id(1)))]).await;
    store.spread_events(NOW, 9).await.unwrap();
    assert!(heard(&*store, 4).await.is_empty());
    assert_eq!(heard(&*store, 3).await, [1, 2, 5].map(happening));
}

pub async fn a_delivery_is_claimed_once_until_the_claim_ends(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED]).await;
    tell(&*store, [1, 2, 3].map(|it| event(it, CREATED, Some(user_id(1))))).await;
    store.spread_events(NOW, 9).await.unwrap();
    let some = store.claim_deliveries(endpoint_id(1), NOW, NOW + CLAIM, 2).await.unwrap();
    assert_eq!(some.len(), 2);
    assert_eq!(
        some.iter().find(|it| it.event.id == happening(1)).unwrap().event,
        event(1, CREATED, Some(user_id(1)))
    );
    assert_eq!(claim(&*store, 1, NOW).await.len(), 1);
    assert!(claim(&*store, 1, NOW).await.is_empty());
    // Nobody wrote down what became of them.
    assert_eq!(claim(&*store, 1, NOW + CLAIM).await.len(), 3);

    let claims = (0..8).map(|_| claim(&*store, 3, NOW));
    let handed_out: usize = futures::future::join_all(claims).await.iter().map(Vec::len).sum();
    assert_eq!(handed_out, 3);
}

pub async fn tries_are_written_down_and_tell_how_it_goes(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED]).await;
    tell(&*store, [1, 2].map(|it| event(it, CREATED, Some(user_id(1))))).await;
    store.spread_events(NOW, 9).await.unwrap();
    let claimed = claim(&*store, 1, NOW).await;
    let (one, other) = (&claimed[0], &claimed[1]);
    let at = NOW + Duration::SECOND;
    record(&*store, 1, &[(one, Some(500)), (other, None)], at).await;

    let health = store.health(endpoint_id(1)).await.unwrap();
    assert_eq!((health.failing_since, health.failed_events), (Some(at), 2));
    let failing = store.failing_endpoints(None, 9).await.unwrap();
    assert_eq!(failing.len(), 1);
    assert_eq!((failing[0].endpoint.id, failing[0].since), (endpoint_id(1), at));
    assert!(store.failing_endpoints(Some((at, endpoint_id(1))), 9).await.unwrap().is_empty());

    // The same failure once more counts for no other event.
    let again = claim(&*store, 1, at + Duration::seconds(5)).await;
    assert_eq!(again.iter().map(|it| (it.tries, it.attempts)).collect::<Vec<_>>(), [(1, 1); 2]);
    let later = at + Duration::seconds(6);
    record(&*store, 1, &[(&again[0], Some(503))], later).await;
    assert_eq!(store.health(endpoint_id(1)).await.unwrap().failed_events, 2);
    record(&*store, 1, &[(&again[1], Some(204))], later).await;
    let health = store.health(endpoint_id(1)).await.unwrap();
    assert_eq!((health.failing_since, health.failed_events), (None, 0));
    assert_eq!(health.succeeded_at, Some(later));

    let page = Page { limit: 9, before: None };
    let all = store.deliveries(endpoint_id(1), None, page).await.unwrap();
    assert_eq!(all.iter().map(|it| it.event).collect::<Vec<_>>(), [2, 1].map(happening));
    let of = |id| all.iter().find(|it| it.event == id).unwrap();
    let pending = of(again[0].event.id);
    assert_eq!((pending.state, pending.kind), (DeliveryState::Pending, CREATED));
    assert_eq!(pending.next_at, Some(later + Duration::minutes(5)));
    assert_eq!(pending.attempts.len(), 2);
    let arrived = of(again[1].event.id);
    assert_eq!((arrived.state, arrived.next_at), (DeliveryState::Succeeded, None));
    assert_eq!(arrived.attempts[1], attempt(&again[1], later, Some(204)));
    let succeeded = Some(DeliveryState::Succeeded);
    assert_eq!(
        store.deliveries(endpoint_id(1), succeeded, page).await.unwrap(),
        std::slice::from_ref(arrived)
    );
    let page = Page { limit: 1, before: Some(happening(2)) };
    assert_eq!(
        store.deliveries(endpoint_id(1), None, page).await.unwrap(),
        [of(happening(1)).clone()]
    );
}

pub async fn an_event_is_delivered_once_more_from_the_beginning(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED]).await;
    tell(&*store, [event(1, CREATED, Some(user_id(1)))]).await;
    let deliver =
        |number, at| Write::Deliver { event: happening(1), endpoint: endpoint_id(number), at };
    // Also to an endpoint that would not hear of it: whoever writes this decides.
    put(&*store, [deliver(1, NOW)]).await;
    let [first] = &claim(&*store, 1, NOW).await[..] else { unreachable!("one is due") };
    record(&*store, 1, &[(first, Some(500))], NOW).await;
    put(&*store, [deliver(1, NOW)]).await;
    let [again] = &claim(&*store, 1, NOW).await[..] else { unreachable!("one is due again") };
    assert_eq!((again.tries, again.attempts), (0, 1));
    assert_eq!(
        again.tried(attempt(again, NOW, Some(500)), NOW).then,
        Then::Again(NOW + Duration::seconds(5))
    );
    // It was told apart, and is not told twice.
    store.spread_events(NOW, 9).await.unwrap();
    assert!(claim(&*store, 1, NOW).await.is_empty());
    assert!(matches!(super::commit(&*store, deliver(9, NOW)).await, Err(CommitError::Conflict)));
}

pub async fn events_are_forgotten_with_their_deliveries(store: Arc<dyn Store>) {
    settle(&*store, &[CREATED]).await;
    let old =
        |number| Event { at: NOW - Duration::DAY, ..event(number, CREATED, Some(user_id(1))) };
    tell(
        &*store,
        [old(1), old(2), event(3, CREATED, Some(user_id(2))), event(4, CREATED, Some(user_id(1)))],
    )
    .await;
    store.spread_events(NOW, 9).await.unwrap();
    let claimed = claim(&*store, 1, NOW).await;
    record(&*store, 1, &claimed.iter().map(|it| (it, Some(200))).collect::<Vec<_>>(), NOW).await;

    assert_eq!(store.forget_events(NOW, 1).await.unwrap(), 1);
    assert_eq!(store.forget_events(NOW, 9).await.unwrap(), 1);
    assert_eq!(store.forget_events(NOW, 9).await.unwrap(), 0);
    let page = Page { limit: 9, before: None };
    let left = store.deliveries(endpoint_id(1), None, page).await.unwrap();
    assert_eq!(left.iter().map(|it| it.event).collect::<Vec<_>>(), [happening(4)]);

    assert_eq!(store.forget_events_of(user_id(1), 9).await.unwrap(), 1);
    assert_eq!(store.forget_events_of(user_id(1), 9).await.unwrap(), 0);
    assert_eq!(store.event(happening(4)).await.unwrap(), None);
    assert!(store.event(happening(3)).await.unwrap().is_some());
    assert_eq!(store.forget_deliveries(endpoint_id(2), 9).await.unwrap(), 1);
    assert_eq!(store.forget_deliveries(endpoint_id(2), 9).await.unwrap(), 0);
    assert!(claim(&*store, 2, NOW).await.is_empty());
}
