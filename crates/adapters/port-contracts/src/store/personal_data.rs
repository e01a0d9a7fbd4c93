//! Promises about what is kept of people: that all of it is told, and that it goes.

use std::slice;
use std::sync::Arc;

use airside_app::account::User;
use airside_app::ports::changes::Version;
use airside_app::ports::payments::{EventSubject, GatewayEvent, GatewayEventId};
use airside_app::ports::store::{AfterAnswer, Leaving, Page};
use airside_app::ports::{CommitError, Store, Versioned, Write};
use airside_booking::{
    Booking, Document, DocumentState, GatewayRefundId, IntentId, Payment, PaymentState, Refund,
    RefundState,
};
use airside_primitives::{PaymentId, RefundId};
use time::Duration;

use super::{answer, commit, put};
use crate::samples::{
    NOW, api_key, booking, booking_id, code, confirmed, document, expired, hash, id, payment,
    promo_code, refresh_token, refund, session, user, user_id,
};

pub async fn every_key_and_login_of_a_user_is_told(store: Arc<dyn Store>) {
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    put(&*store, (1..=3).map(|it| Write::AddApiKey(api_key(it, user_id(1))))).await;
    put(
        &*store,
        [Write::RevokeApiKey { id: api_key(2, user_id(1)).id, user: user_id(1), at: NOW }],
    )
    .await;
    put(&*store, [Write::AddApiKey(api_key(4, user_id(2)))]).await;
    let first = store.every_api_key(user_id(1), Page { limit: 2, before: None }).await.unwrap();
    let before = first.last().map(|key| key.id);
    let rest = store.every_api_key(user_id(1), Page { limit: 2, before }).await.unwrap();
    let told: Vec<_> =
        first.iter().chain(&rest).map(|it| (it.id, it.revoked_at.is_some())).collect();
    let expected = [(3, false), (2, true), (1, false)];
    assert_eq!(told, expected.map(|(it, gone)| (api_key(it, user_id(1)).id, gone)));

    put(&*store, (1..=3).map(|it| Write::AddSession(session(it, user_id(1))))).await;
    put(&*store, [Write::AddSession(session(4, user_id(2)))]).await;
    let token = refresh_token(1, session(2, user_id(1)).id);
    put(&*store, [Write::AddRefreshToken(token)]).await;
    let first = store.sessions(user_id(1), Page { limit: 2, before: None }).await.unwrap();
    assert_eq!(first, [session(3, user_id(1)), session(2, user_id(1))]);
    let before = Some(first[1].id);
    let rest = store.sessions(user_id(1), Page { limit: 2, before }).await.unwrap();
    assert_eq!(rest, [session(1, user_id(1))]);
    assert_eq!(store.refresh_tokens(first[1].id).await.unwrap(), [token]);
    assert_eq!(store.refresh_tokens(first[0].id).await.unwrap(), []);
}

pub async fn every_answer_to_a_user_is_told(store: Arc<dyn Store>) {
    let answers = [("GET", "b"), ("POST", "a"), ("POST", "b"), ("PUT", "a")];
    for (operation, key) in answers {
        put(&*store, [Write::Remember(answer(1, operation, key))]).await;
    }
    put(&*store, [Write::Remember(answer(2, "POST", "a"))]).await;

    let (mut told, mut after) = (Vec::new(), None);
    loop {
        let page = store.answers(user_id(1), after, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        let (operation, key) = (last.key.operation.clone(), last.key.key.clone());
        after = Some(AfterAnswer { operation, key });
        told.extend(page);
    }
    assert_eq!(told, answers.map(|(operation, key)| answer(1, operation, key)));
}

pub async fn a_leaving_account_opens_nothing_and_frees_its_address(store: Arc<dyn Store>) {
    let login = session(1, user_id(1));
    put(&*store, [Write::AddUser(user(1)), Write::AddApiKey(api_key(1, user_id(1)))]).await;
    put(&*store, [Write::AddSession(login), Write::AddUser(user(2))]).await;
    put(&*store, [Write::AddApiKey(api_key(2, user_id(2)))]).await;
    assert_eq!(store.leaving(None, 9).await.unwrap(), []);
    put(&*store, [Write::Stays(user_id(1)), Write::Stays(user_id(3))]).await;

    let leave = |at| Write::LeaveAccount { user: user_id(1), at };
    put(&*store, [leave(NOW)]).await;
    put(&*store, [leave(NOW + Duration::HOUR)]).await;

    let leaving = Leaving { user: user_id(1), since: NOW };
    assert_eq!(store.leaving(None, 9).await.unwrap(), [leaving], "the first time stands");
    assert_eq!(store.leaving(Some(user_id(1)), 9).await.unwrap(), []);
    assert_eq!(store.user(user_id(1)).await.unwrap(), None);
    assert_eq!(store.user_by_email(&user(1).email).await.unwrap(), None);
    assert_eq!(store.user_by_email(&user_id(1).to_string()).await.unwrap(), None);
    assert_eq!(store.user_by_email("").await.unwrap(), None);
    assert_eq!(store.live_api_key(hash(1)).await.unwrap(), None);
    let refused = commit(&*store, Write::Stays(user_id(1))).await;
    assert!(matches!(refused, Err(CommitError::Leaving)), "{refused:?}");
    assert!(store.live_api_key(hash(2)).await.unwrap().is_some());
    let unknown = commit(&*store, Write::LeaveAccount { user: user_id(9), at: NOW }).await;
    assert!(matches!(unknown, Err(CommitError::Conflict)), "{unknown:?}");

    let again = User { email: user(1).email, ..user(3) };
    put(&*store, [Write::AddUser(again.clone())]).await;
    assert_eq!(store.user_by_email(&user(1).email).await.unwrap(), Some(again));
}

pub async fn an_account_is_removed_with_its_last_login(store: Arc<dyn Store>) {
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    for number in 1..=3 {
        let login = session(number.into(), user_id(1));
        put(&*store, [Write::AddApiKey(api_key(number, user_id(1))), Write::AddSession(login)])
            .await;
        put(&*store, [Write::AddRefreshToken(refresh_token(number, login.id))]).await;
        put(&*store, [Write::Remember(answer(1, "POST", &number.to_string()))]).await;
    }
    let other = session(9, user_id(2));
    put(&*store, [Write::AddApiKey(api_key(9, user_id(2))), Write::AddSession(other)]).await;
    put(&*store, [Write::AddRefreshToken(refresh_token(9, other.id))]).await;
    put(&*store, [Write::Remember(answer(2, "POST", "1"))]).await;

    put(&*store, [Write::RemoveAccount(user_id(1))]).await;
    assert!(store.user(user_id(1)).await.unwrap().is_some(), "it is not leaving");
    put(&*store, [Write::LeaveAccount { user: user_id(1), at: NOW }]).await;
    put(&*store, [Write::RemoveAccount(user_id(1))]).await;
    assert_eq!(store.leaving(None, 9).await.unwrap().len(), 1, "it has keys");

    let mut rounds = 0;
    while store.forget_logins(user_id(1), 2).await.unwrap() > 0 {
        rounds += 1;
    }
    assert_eq!(rounds, 2);
    put(&*store, [Write::RemoveAccount(user_id(1))]).await;
    assert_eq!(store.leaving(None, 9).await.unwrap(), []);
    let all = Page { limit: 9, before: None };
    assert_eq!(store.every_api_key(user_id(1), all).await.unwrap(), []);
    assert_eq!(store.answers(user_id(1), None, 9).await.unwrap(), []);
    assert_eq!(store.refresh_token(hash(1)).await.unwrap(), None);

    assert!(store.live_api_key(hash(9)).await.unwrap().is_some());
    assert!(store.refresh_token(hash(9)).await.unwrap().is_some());
    assert_eq!(store.answers(user_id(2), None, 9).await.unwrap().len(), 1);
    assert_eq!(store.user(user_id(2)).await.unwrap(), Some(user(2)));
}

pub async fn events_are_found_and_forgotten_by_what_they_are_about(store: Arc<dyn Store>) {
    let intent = |payment| EventSubject::Intent { id: IntentId("pi_1".to_owned()), payment };
    let gateway = GatewayRefundId("re_1".to_owned());
    let about = [
        intent(Some(PaymentId(id(1)))),
        intent(None),
        EventSubject::Refund { id: gateway, refund: Some(RefundId(id(2))) },
        EventSubject::Other,
    ];
    let events: Vec<_> = (1..).zip(about).map(|(number, about)| event(number, about)).collect();
    for event in &events {
        put(&*store, [Write::RecordGatewayEvent { event: event.clone(), at: NOW }]).await;
    }
    let keys = [id(1).to_string(), id(2).to_string(), "pi_1".to_owned()];
    let found = async || -> Vec<_> {
        let found = store.events_about(&keys).await.unwrap().into_iter();
        found.map(|(event, at)| (event.id, at)).collect()
    };
    let told: Vec<_> = events[..3].iter().map(|event| (event.id.clone(), NOW)).collect();
    assert_eq!(found().await, told);
    assert_eq!(store.events_about(&[]).await.unwrap(), []);

    for number in [0, 2] {
        put(&*store, [Write::SettleGatewayEvent { id: events[number].id.clone(), at: NOW }]).await;
    }
    put(&*store, [Write::ForgetGatewayEvents { about: keys[..1].to_vec() }]).await;
    assert_eq!(found().await, told[1..]);
    put(&*store, [Write::ForgetGatewayEvents { about: keys.to_vec() }]).await;
    assert_eq!(found().await, told[1..2], "nobody has acted on it");
}

pub async fn a_booking_waits_for_erasure_until_it_is_over(store: Arc<dyn Store>) {
    let flown = confirmed(1, []);
    let (unpaid, never) = (booking(3), expired(5));
    for it in [&flown, &unpaid, &never] {
        put(&*store, [Write::add(it)]).await;
    }
    let all = Page { limit: 9, before: None };
    let ahead = async |now| -> Vec<_> {
        let ahead = store.bookings_ahead(user_id(1), now, all).await.unwrap();
        ahead.into_iter().map(|booking| booking.id).collect()
    };
    assert_eq!(ahead(NOW).await, [unpaid.id, flown.id]);
    let rest = Page { limit: 9, before: Some(unpaid.id) };
    assert_eq!(store.bookings_ahead(user_id(1), NOW, rest).await.unwrap(), slice::from_ref(&flown));
    assert_eq!(store.bookings_ahead(user_id(2), NOW, all).await.unwrap(), []);
    let landed = flown.over_at();
    assert_eq!(ahead(landed - Duration::SECOND).await, [unpaid.id, flown.id]);

    let over = async |before| store.over_since(before, 9).await.unwrap();
    assert_eq!(over(never.over_at() - Duration::SECOND).await, []);
    assert_eq!(over(never.over_at()).await, [never.id]);
    assert!(over(landed).await.contains(&flown.id));
    assert_eq!(store.undated_bookings(None, 9).await.unwrap(), []);

    let nameless = flown.clone().erase(landed).unwrap();
    let erased = Versioned { value: nameless.clone(), version: Version(1) };
    put(&*store, [Write::save(&erased)]).await;
    assert!(!over(landed).await.contains(&flown.id));
    assert!(!ahead(NOW).await.contains(&flown.id));
    assert_eq!(store.undated_bookings(None, 9).await.unwrap(), []);
    let found = store.booking(flown.id).await.unwrap().unwrap().value;
    assert_eq!(found, nameless);
    assert_eq!(found.price(), flown.price());
    assert_eq!(store.promo_use(flown.id).await.unwrap(), None);
}

pub async fn a_booking_waits_for_erasure_while_money_is_under_way(store: Arc<dyn Store>) {
    let sold: Booking = confirmed(1, []);
    let at = sold.over_at();
    put(&*store, [Write::add(&sold)]).await;
    assert_eq!(store.over_since(at, 9).await.unwrap(), [sold.id]);
    assert_eq!(store.money_under_way(user_id(1)).await.unwrap(), None);

    put(&*store, [Write::add(&payment(1, sold.id))]).await;
    assert_eq!(store.over_since(at, 9).await.unwrap(), []);
    assert_eq!(store.money_under_way(user_id(1)).await.unwrap(), Some(sold.id));
    assert_eq!(store.money_under_way(user_id(2)).await.unwrap(), None);
    let state = PaymentState::Succeeded { intent: Some(IntentId("pi_1".to_owned())) };
    let paid = Payment { state, ..payment(1, sold.id) };
    put(&*store, [Write::save(&Versioned { value: paid, version: Version(1) })]).await;
    assert_eq!(store.money_under_way(user_id(1)).await.unwrap(), None);

    let due = refund(1, sold.id);
    put(&*store, [Write::add(&due)]).await;
    assert_eq!(store.over_since(at, 9).await.unwrap(), []);
    assert_eq!(store.money_under_way(user_id(1)).await.unwrap(), Some(sold.id));
    let state = RefundState::Succeeded { gateway: None, attempts: 1, at: NOW };
    let returned = Versioned { value: Refund { state, ..due }, version: Version(1) };
    put(&*store, [Write::save(&returned)]).await;
    assert_eq!(store.over_since(at, 9).await.unwrap(), [sold.id]);
    assert_eq!(store.money_under_way(user_id(1)).await.unwrap(), None);
}

pub async fn the_promo_code_of_a_booking_is_told(store: Arc<dyn Store>) {
    put(&*store, [Write::SavePromoCode(promo_code("WELCOME10"))]).await;
    let of = booking_id(1);
    put(&*store, [Write::UsePromo { code: code("WELCOME10"), user: user_id(1), booking: of }])
        .await;
    assert_eq!(store.promo_use(of).await.unwrap(), Some(code("WELCOME10")));
    assert_eq!(store.promo_use(booking_id(2)).await.unwrap(), None);
}

pub async fn a_file_waits_to_be_deleted_until_it_is_gone(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1))]).await;
    let (one, other) = (document(1, booking_id(1)), document(2, booking_id(1)));
    put(&*store, [Write::add(&one), Write::add(&other)]).await;
    assert_eq!(store.erasing_documents(9).await.unwrap(), []);

    let erasing = Versioned { value: one.erase(NOW), version: Version(1) };
    put(&*store, [Write::save(&erasing)]).await;
    assert_eq!(store.erasing_documents(9).await.unwrap(), [erasing.value.id]);
    assert_eq!(store.pending_documents(NOW, 9).await.unwrap(), [other.id]);

    let gone = Versioned { value: erasing.value.erased(), version: Version(2) };
    put(&*store, [Write::save(&gone)]).await;
    assert_eq!(store.erasing_documents(9).await.unwrap(), []);
    let found: Document = store.document(gone.value.id).await.unwrap().unwrap().value;
    assert_eq!(found.state, DocumentState::Erased { at: NOW });
}

fn event(number: u32, about: EventSubject) -> GatewayEvent {
    let id = GatewayEventId(format!("evt_{number}"));
    GatewayEvent { id, kind: "payment_intent.succeeded".to_owned(), about }
}
