//! Promises about payments and refunds.

use std::sync::Arc;

use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::{CommitError, Store, Write};
use airside_booking::payment::{Handle, Method, Progress};
use airside_booking::{
    CheckoutId, GatewayRefundId, IntentId, Payment, PaymentState, Refund, RefundCause, RefundState,
};
use airside_primitives::PaymentId;
use time::Duration;

use super::{commit, put};
use crate::samples::{NOW, booking, booking_id, cancellation, document, id, payment, refund};

pub async fn a_payment_in_any_state_comes_back_as_committed(store: Arc<dyn Store>) {
    let open = |handle, progress| PaymentState::Open {
        handle,
        progress,
        url: Some("https://pay.example.com/c/1".to_owned()),
    };
    let states = [
        PaymentState::Opening { intent: None },
        open(Handle::Checkout { id: checkout(), intent: None }, Progress::RequiresAction),
        open(Handle::Checkout { id: checkout(), intent: Some(intent()) }, Progress::Declined),
        open(Handle::Intent(intent()), Progress::Processing),
        PaymentState::Succeeded { intent: Some(intent()) },
        PaymentState::Failed { intent: None },
        PaymentState::Canceled { intent: Some(intent()) },
    ];
    let methods = [Method::Checkout, Method::Card("pm_1".to_owned()), Method::Free];
    put(&*store, [Write::add(&booking(1))]).await;
    put(&*store, [Write::add(&payment(1, booking_id(1)))]).await;

    for (version, state) in (1..).zip(states) {
        let method = methods[usize::try_from(version).unwrap() % methods.len()].clone();
        let updated_at = NOW + Duration::seconds(version);
        let value = Payment { method, updated_at, state, ..payment(1, booking_id(1)) };
        let saved = Versioned { value: value.clone(), version: Version(version) };
        put(&*store, [Write::save(&saved)]).await;

        let expected = Versioned { value, version: Version(version + 1) };
        let found = store.payment(PaymentId(id(1))).await.unwrap();
        assert_eq!(found.as_ref(), Some(&expected));
        assert_eq!(store.payments(booking_id(1)).await.unwrap(), [expected]);
    }
    assert_eq!(store.payment(PaymentId(id(2))).await.unwrap(), None);
    assert_eq!(store.payments(booking_id(2)).await.unwrap(), []);
}

pub async fn a_payment_is_found_by_every_id_the_gateway_gave_it(store: Arc<dyn Store>) {
    let read = async |store: &dyn Store| store.payment(PaymentId(id(1))).await.unwrap().unwrap();
    put(&*store, [Write::add(&booking(1))]).await;
    put(&*store, [Write::add(&payment(1, booking_id(1)))]).await;
    assert_eq!(store.payment_by_checkout(&checkout()).await.unwrap(), None);
    assert_eq!(store.payment_by_intent(&intent()).await.unwrap(), None);

    let handle = Handle::Checkout { id: checkout(), intent: None };
    let open = PaymentState::Open { handle, progress: Progress::RequiresAction, url: None };
    for state in [open, PaymentState::Succeeded { intent: Some(intent()) }] {
        let Versioned { value, version } = read(&*store).await;
        let value = Payment { state, ..value };
        put(&*store, [Write::save(&Versioned { value, version })]).await;
    }

    let found = Some(read(&*store).await);
    assert_eq!(store.payment_by_checkout(&checkout()).await.unwrap(), found);
    assert_eq!(store.payment_by_intent(&intent()).await.unwrap(), found);
}

pub async fn a_booking_has_one_live_payment(store: Arc<dyn Store>) {
    put(&*store, [Write::add(&booking(1)), Write::add(&booking(2))]).await;
    put(&*store, [Write::add(&payment(1, booking_id(1)))]).await;

    let refused = commit(&*store, Write::add(&payment(2, booking_id(1)))).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    put(&*store, [Write::add(&payment(3, booking_id(2)))]).await;

    let state = PaymentState::Canceled { intent: None };
    let value = Payment { state, ..payment(1, booking_id(1)) };
    let over = Versioned { value, version: Version(1) };
    put(&*store, [Write::save(&over), Write::add(&payment(2, booking_id(1)))]).await;
    assert_eq!(store.payments(booking_id(1)).await.unwrap().len(), 2);
}

pub async fn a_refund_in_any_state_comes_back_as_committed(store: Arc<dyn Store>) {
    let gateway = || Some(GatewayRefundId("re_1".to_owned()));
    let states = [
        RefundState::Pending { gateway: gateway(), attempts: 0 },
        RefundState::Failed { gateway: gateway(), attempts: 1, at: NOW },
        RefundState::Succeeded { gateway: gateway(), attempts: 0, at: NOW },
    ];
    let causes = [RefundCause::TooLate, RefundCause::PaidTwice];
    let added = refund(1, booking_id(1));
    put(&*store, [Write::add(&booking(1)), Write::add(&added)]).await;
    assert_eq!(store.refund(added.id).await.unwrap().unwrap().value, added);
    assert_eq!(store.refund_by_gateway_id(&gateway().unwrap()).await.unwrap(), None);

    for (version, state) in (1..).zip(states) {
        let cause = causes[usize::try_from(version).unwrap() % causes.len()];
        let value = Refund { cause, intent: Some(intent()), state, ..added.clone() };
        let saved = Versioned { value: value.clone(), version: Version(version) };
        put(&*store, [Write::save(&saved)]).await;

        let expected = Versioned { value, version: Version(version + 1) };
        let found = store.refund_by_gateway_id(&gateway().unwrap()).await.unwrap();
        assert_eq!(found.as_ref(), Some(&expected));
        assert_eq!(store.refunds(booking_id(1)).await.unwrap(), [expected]);
    }
}

pub async fn saving_at_a_stale_version_is_a_conflict_for_every_record(store: Arc<dyn Store>) {
    let of = booking_id(1);
    put(
        &*store,
        [
            Write::add(&booking(1)),
            Write::add(&payment(1, of)),
            Write::add(&refund(1, of)),
            Write::add(&cancellation(1, of)),
            Write::add(&document(1, of)),
        ],
    )
    .await;

    let version = Version(2);
    let stale = [
        Write::save(&Versioned { value: payment(1, of), version }),
        Write::save(&Versioned { value: refund(1, of), version }),
        Write::save(&Versioned { value: cancellation(1, of), version }),
        Write::save(&Versioned { value: document(1, of), version }),
    ];
    for write in stale {
        let refused = commit(&*store, write).await;
        assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    }
}

fn intent() -> IntentId {
    IntentId("pi_1".to_owned())
}

fn checkout() -> CheckoutId {
    CheckoutId("cs_1".to_owned())
}
