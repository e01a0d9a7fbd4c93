//! Promises about promo codes and their uses.

use std::sync::Arc;

use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_fares::{Percent, PromoCode, PromoUses, Reduction};
use airside_primitives::Amount;
use futures::future::join_all;
use time::Duration;

use super::{commit, put};
use crate::samples::{NOW, booking_id, code, promo_code, route, user_id};

pub async fn a_promo_code_comes_back_as_saved(store: Arc<dyn Store>) {
    let first = promo_code("FLAT500");
    put(&*store, [Write::SavePromoCode(first.clone())]).await;
    assert_eq!(store.promo_code(&first.name).await.unwrap(), Some(first.clone()));

    let second = PromoCode {
        reduction: Reduction::Percent(Percent::new(10).unwrap()),
        valid_from: Some(NOW),
        valid_until: Some(NOW + Duration::WEEK),
        minimum_spend: Some(Amount::minor(100_000)),
        limit_total: Some(100),
        limit_per_user: Some(1),
        airlines: vec![code("AI")],
        routes: vec![route()],
        ..first
    };
    put(&*store, [Write::SavePromoCode(second.clone())]).await;
    assert_eq!(store.promo_code(&second.name).await.unwrap(), Some(second));
    assert_eq!(store.promo_code(&code("OTHER")).await.unwrap(), None);
}

pub async fn uses_are_counted_and_returned(store: Arc<dyn Store>) {
    put(&*store, [Write::SavePromoCode(promo_code("FLAT500"))]).await;
    put(&*store, [used(1, 1), used(1, 2), used(2, 3)]).await;
    let uses = async |user| store.promo_uses(&code("FLAT500"), user_id(user)).await.unwrap();
    assert_eq!(uses(1).await, PromoUses { total: 3, by_user: 2 });

    let back = || Write::ReturnPromo { booking: booking_id(1) };
    put(&*store, [back()]).await;
    put(&*store, [back()]).await;
    assert_eq!(uses(1).await, PromoUses { total: 2, by_user: 1 });
    assert_eq!(uses(2).await, PromoUses { total: 2, by_user: 1 });
}

pub async fn limits_hold_when_many_book_at_once(store: Arc<dyn Store>) {
    let limited =
        PromoCode { limit_total: Some(5), limit_per_user: Some(2), ..promo_code("FLAT500") };
    put(&*store, [Write::SavePromoCode(limited)]).await;

    // Four users, five attempts each: two each at most, and five in all.
    let attempts = (0..20).map(|n| store.commit(Changes::default().write(used(n % 4, n))));
    let outcomes = join_all(attempts).await;

    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 5);
    let refused = |it: &Result<(), _>| matches!(it, Ok(()) | Err(CommitError::PromoUsedUp));
    assert!(outcomes.iter().all(refused), "{outcomes:?}");
    for user in 0..4 {
        let uses = store.promo_uses(&code("FLAT500"), user_id(user)).await.unwrap();
        assert_eq!(uses.total, 5);
        assert!(uses.by_user <= 2, "{uses:?}");
    }
}

pub async fn an_unknown_code_cannot_be_used(store: Arc<dyn Store>) {
    let refused = commit(&*store, used(1, 1)).await;
    assert!(matches!(refused, Err(CommitError::PromoUsedUp)), "{refused:?}");
}

fn used(user: u128, booking: u128) -> Write {
    let (user, booking) = (user_id(user), booking_id(booking));
    Write::UsePromo { code: code("FLAT500"), user, booking }
}

pub async fn promo_codes_are_listed_by_name_with_their_uses(store: Arc<dyn Store>) {
    let codes = ["FLAT500", "WELCOME10", "AUTUMN"].map(promo_code);
    put(&*store, codes.iter().cloned().map(Write::SavePromoCode)).await;
    put(&*store, [used(1, 1), used(1, 2), used(2, 3)]).await;
    put(&*store, [Write::ReturnPromo { booking: booking_id(3) }]).await;

    let first = store.promo_codes(None, 2).await.unwrap();
    let [flat, welcome, autumn] = codes;
    assert_eq!(first, [(autumn, 0), (flat.clone(), 2)]);
    assert_eq!(store.promo_codes(Some(&flat.name), 2).await.unwrap(), [(welcome, 0)]);
}
