//! The timetable, promo codes, and accounts with what they hold.

use std::sync::Arc;

use airside_app::account::Role;
use airside_app::ports::Store;
use airside_app::ports::changes::AnswerKey;
use airside_app::ports::store::Page;
use airside_fares::Reduction;
use airside_primitives::SessionId;
use time::Duration;
use uuid::uuid;

use super::{ASHA, NOW, RAVI, words};
use crate::samples::code;

/// Every row of the timetable: number, days of validity, times and aircraft.
const FLIGHTS: &[&str] = &[
    // Two rows of one flight, until they were joined.
    "6E2041 DEL-BOM 2026-10-25 2027-10-30 6:00:00.0 8:10:00.0 320",
    "6E2042 BOM-DEL 2026-10-25 2027-10-30 21:00:00.0 23:10:00.0 320",
    // In the place of one from 25 October.
    "6E5302 DEL-BLR 2026-10-26 2027-10-30 17:00:00.0 19:50:00.0 320",
    "AI101 DEL-BOM 2026-10-25 2027-10-30 8:30:00.0 10:40:00.0 320",
    // A season each.
    "AI161 DEL-LHR 2026-10-25 2027-03-27 2:15:00.0 6:30:00.0 788",
    "AI161 DEL-LHR 2027-03-28 2027-10-30 3:05:00.0 8:10:00.0 788",
    "AI503 BLR-DEL 2026-10-25 2027-10-30 20:00:00.0 22:50:00.0 320",
];

pub async fn the_timetable_is_there(store: Arc<dyn Store>) {
    let flights = store.flights().await.unwrap();
    let mut flights: Vec<_> = flights
        .iter()
        .map(|it| {
            format!(
                "{} {}-{} {} {} {} {} {}",
                it.number,
                it.origin,
                it.destination,
                it.valid_from,
                it.valid_until,
                it.departs,
                it.arrives,
                it.aircraft,
            )
        })
        .collect();
    flights.sort();
    assert_eq!(flights, FLIGHTS);

    let mut airports = store.airports().await.unwrap();
    airports.sort_by_key(|airport| airport.iata);
    assert_eq!(words(airports.iter().map(|it| it.iata)), "BLR BOM DEL LHR");
    assert_eq!(airports[3].zone.name(), "Europe/London");
    let mut airlines = store.airlines().await.unwrap();
    airlines.sort_by_key(|airline| airline.code);
    assert_eq!(words(airlines.iter().map(|it| &it.name)), "Indus Shuttle Meridian Air");
    let fares = store.fares().await.unwrap();
    assert_eq!((fares.len(), fares.iter().map(|it| it.base.get()).sum::<i64>()), (9, 10_970_050));
    assert_eq!(store.provenance().await.unwrap().as_deref(), Some("stored.csv"));
}

pub async fn promo_codes_and_their_uses_are_there(store: Arc<dyn Store>) {
    let (percent, fixed) = (code("WELCOME10"), code("FLAT500"));
    let terms = store.promo_code(&percent).await.unwrap().unwrap();
    assert!(matches!(terms.reduction, Reduction::Percent(percent) if percent.get() == 10));
    assert_eq!((terms.limit_total, terms.limit_per_user), (Some(100), Some(3)));
    let terms = store.promo_code(&fixed).await.unwrap().unwrap();
    assert!(matches!(terms.reduction, Reduction::Fixed(amount) if amount.get() == 50_000));

    for (name, user, total, by_user) in
        [(&percent, ASHA, 2, 2), (&percent, RAVI, 2, 0), (&fixed, ASHA, 1, 1)]
    {
        let uses = store.promo_uses(name, user).await.unwrap();
        assert_eq!((uses.total, uses.by_user), (total, by_user), "{name}");
    }
}

pub async fn accounts_and_what_they_hold_are_there(store: Arc<dyn Store>) {
    let asha = store.user_by_email("asha@EXAMPLE.com").await.unwrap().unwrap();
    assert_eq!((asha.id, &*asha.email, &*asha.given_name), (ASHA, "Asha@example.com", "Asha"));
    assert!(asha.password_hash.starts_with("$argon2id$"));
    assert_eq!(asha.role, Role::Customer);
    assert_eq!(store.user(RAVI).await.unwrap().unwrap().email, "ravi@example.com");
    let operator = store.user_by_email("operator@example.com").await.unwrap().unwrap();
    assert_eq!(operator.role, Role::Admin);

    // Another key of hers was revoked.
    let keys = store.api_keys(ASHA, Page { limit: 10, before: None }).await.unwrap();
    assert_eq!(words(keys.iter().map(|it| &it.hint)), "air_test_6RLi");
    let found = store.live_api_key(keys[0].hash).await.unwrap();
    assert_eq!(found.map(|(_, user)| user.id), Some(ASHA));

    let session = SessionId(uuid!("01a1f82f-1e80-7098-a553-5a611a283bbe"));
    let session = store.session(session).await.unwrap().unwrap();
    assert_eq!((session.user, session.revoked_at), (ASHA, None));
}

pub async fn an_answer_is_remembered(store: Arc<dyn Store>) {
    let key = AnswerKey {
        user: ASHA,
        operation: "POST /v1/bookings".to_owned(),
        key: "pending".to_owned(),
    };
    let answer = store.remembered(&key, NOW).await.unwrap().unwrap();
    assert_eq!((answer.status, &*answer.body), (201, r#"{"reference":"MFQ3RY"}"#));
    assert!(store.remembered(&key, NOW + Duration::days(2)).await.unwrap().is_none());
}
