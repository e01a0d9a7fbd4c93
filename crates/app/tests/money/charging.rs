//! A booking is charged for once, whatever is lost on the way.

use std::sync::Arc;

use airside_app::idempotency::{Answer, Given};
use airside_app::payments::start::StartError;
use airside_app::ports::payments::IntentStatus;
use airside_app::ports::{Changes, Write};
use airside_booking::{Booking, PaymentState, RefundCause, RefundState};
use airside_fares::{Percent, PromoCode, Reduction};
use airside_port_contracts::samples::code;
use airside_primitives::{Amount, Currency};
use futures::future::join;
use prometheus::TextEncoder;

use crate::site::{self, Site};
use airside_port_contracts::fakes::{CARD, Connection, DECLINED_CARD, Gate, OTHER_CARD, SLOW_CARD};

fn first(body: &str) -> Given {
    Given::First(Answer { status: 201, body: body.to_owned() })
}

fn again(body: &str) -> Given {
    Given::Again(Answer { status: 201, body: body.to_owned() })
}

#[tokio::test]
async fn a_charge_whose_answer_was_lost_is_answered_under_its_key_and_made_once() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    site.gateway.set_connection(Connection::LosesAnswers);
    let lost = site.pay(&booking, Some(CARD), "pay").await;
    assert!(matches!(lost, Err(StartError::Gateway(_))));

    site.gateway.set_connection(Connection::Up);
    let payment = site.payment(&booking).await;
    site.hear(&site.gateway.event_of_payment(payment.id)).await;
    assert_eq!(site.status(&booking).await, "CONFIRMED");

    assert_eq!(site.pay(&booking, Some(CARD), "pay").await.unwrap(), first("SUCCEEDED"));
    assert_eq!(site.pay(&booking, Some(CARD), "pay").await.unwrap(), again("SUCCEEDED"));
    assert_eq!(site.gateway.payments_made(), 1);
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_lost_charge_is_found_by_its_key_without_an_event() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    site.gateway.set_connection(Connection::LosesAnswers);
    site.pay(&booking, Some(CARD), "pay").await.unwrap_err();
    site.gateway.set_connection(Connection::Up);

    assert_eq!(site.pay(&booking, Some(CARD), "pay").await.unwrap(), first("SUCCEEDED"));
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.payments_made(), 1);
}

/// What the request is answered whose gateway sends its event first.
async fn paid_while_an_event_tells_of_it(
    site: &Site,
    booking: &Booking,
    card: &'static str,
) -> Result<Given, StartError> {
    let gate = Arc::new(Gate::default());
    site.gateway.stop_at(&gate);
    let event = async {
        gate.reached().await;
        let payment = site.payment(booking).await;
        site.hear(&site.gateway.event_of_payment(payment.id)).await;
        gate.open();
    };
    let (given, ()) = join(site.pay(booking, Some(card), "pay"), event).await;
    given
}

#[tokio::test]
async fn an_event_may_be_quicker_than_the_answer() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    let given = paid_while_an_event_tells_of_it(&site, &booking, CARD).await;

    assert_eq!(given.unwrap(), first("SUCCEEDED"));
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_decline_that_an_event_told_first_is_answered_and_not_tried_again() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    let given = paid_while_an_event_tells_of_it(&site, &booking, DECLINED_CARD).await;

    assert_eq!(given.unwrap(), first("FAILED"));
    let payments = site.app.ports.store.payments(booking.id).await.unwrap();
    assert_eq!(payments.len(), 1);
    assert_eq!(site.pay(&booking, Some(CARD), "again").await.unwrap(), first("SUCCEEDED"));
    let told = TextEncoder::new().encode_to_string(&site.app.figures.registry.gather()).unwrap();
    for line in ["{outcome=\"failed\"} 1", "{outcome=\"succeeded\"} 1", "{outcome=\"canceled\"} 0"]
    {
        assert!(told.contains(&format!("airside_payments_total{line}\n")), "{line}: {told}");
    }
}

#[tokio::test]
async fn another_card_after_a_lost_charge_pays_nothing_more() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    site.gateway.set_connection(Connection::LosesAnswers);
    site.pay(&booking, Some(CARD), "pay").await.unwrap_err();
    site.gateway.set_connection(Connection::Up);

    for other in [Some(OTHER_CARD), None] {
        let refused = site.pay(&booking, other, "pay otherwise").await;
        assert!(matches!(refused, Err(StartError::NotPayable)), "{refused:?}");
    }
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.payments_made(), 1);
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_charge_that_never_arrived_is_given_up_before_another_card_pays() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    site.gateway.set_connection(Connection::Down);
    site.pay(&booking, Some(CARD), "pay").await.unwrap_err();
    site.gateway.set_connection(Connection::Up);
    let given = site.pay(&booking, Some(OTHER_CARD), "pay otherwise").await.unwrap();

    assert_eq!(given, first("SUCCEEDED"));
    let payments = site.payments(&booking).await;
    assert!(matches!(payments[0].state, PaymentState::Canceled { intent: None }));
    assert_eq!(site.gateway.status(payments[0].id), None);
    assert_eq!(site.gateway.payments_made(), 1);
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_charge_that_the_bank_is_busy_with_lets_no_other_begin() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    assert_eq!(site.pay(&booking, Some(SLOW_CARD), "pay").await.unwrap(), first("PROCESSING"));
    site.pay(&booking, Some(OTHER_CARD), "pay otherwise").await.unwrap_err();
    let payment = site.payment(&booking).await;
    site.gateway.receive(payment.id);
    site.hear(&site.gateway.event_of_payment(payment.id)).await;

    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn two_requests_at_once_charge_once() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    let (one, other) =
        join(site.pay(&booking, Some(CARD), "pay"), site.pay(&booking, Some(CARD), "pay as well"))
            .await;

    assert!(one.is_ok() || other.is_ok(), "{one:?}, {other:?}");
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.payments_made(), 1);
    assert_eq!(site.stock().await, (1, 1));
}

#[tokio::test]
async fn money_that_the_gateway_took_a_second_time_goes_back() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    let payment = site.payment(&booking).await;

    let event = site.gateway.take_again(payment.id);
    for _ in 0..2 {
        site.hear(&event).await;
    }

    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.payments(&booking).await.len(), 2);
    let refunds = site.refunds(&booking).await;
    assert_eq!(refunds.len(), 1);
    assert_eq!((refunds[0].cause, refunds[0].amount), (RefundCause::PaidTwice, payment.amount));
    assert_eq!(site.receipt(&refunds[0]).await, "READY");
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_declined_card_leaves_the_hold_to_another() {
    let site = Site::open().await;
    let booking = site.book("book").await;

    assert_eq!(site.pay(&booking, Some(DECLINED_CARD), "pay").await.unwrap(), first("FAILED"));
    assert_eq!(site.status(&booking).await, "PENDING_PAYMENT");
    assert_eq!(site.pay(&booking, Some(CARD), "pay again").await.unwrap(), first("SUCCEEDED"));
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn what_is_paid_twice_goes_back_once() {
    let site = Site::open().await;
    let booking = site.book("book").await;
    site.pay(&booking, None, "open a page").await.unwrap();
    let page = site.payment(&booking).await;
    site.gateway.try_on_page(page.id, IntentStatus::Failed);
    site.pay(&booking, Some(CARD), "pay").await.unwrap();
    site.work().await;

    site.gateway.receive(page.id);
    for _ in 0..2 {
        site.hear(&site.gateway.event_of_payment(page.id)).await;
    }

    let refunds = site.refunds(&booking).await;
    assert_eq!(refunds.len(), 1);
    assert_eq!((refunds[0].payment, refunds[0].cause), (page.id, RefundCause::PaidTwice));
    assert!(matches!(refunds[0].state, RefundState::Succeeded { .. }));
    assert_eq!(site.receipt(&refunds[0]).await, "READY");
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.gateway.payments_made(), 2);
    assert_eq!(site.gateway.kept(), booking.price().total);
}

#[tokio::test]
async fn a_total_of_nothing_is_paid_without_the_gateway() {
    let demo = site::demo(Currency::INR);
    let (before, rest) = demo.split_once("# India.").unwrap();
    let (_taxes, after) = rest.split_once("# ---- Airlines").unwrap();
    let site = Site::with(format!("{before}#{after}")).await;
    let free = Reduction::Percent(Percent::new(100).unwrap());
    let promo = Write::SavePromoCode(PromoCode::unlimited(code("ONTHEHOUSE"), free));
    site.app.commit(Changes::default().write(promo)).await.unwrap();

    let given = site.place(site.offer(), Some("ONTHEHOUSE"), "book").await.unwrap();
    let booking = site.booking_of(&given).await;
    assert_eq!(booking.price().total, Amount::ZERO);

    assert_eq!(site.pay(&booking, None, "pay").await.unwrap(), first("SUCCEEDED"));
    assert_eq!(site.pay(&booking, None, "pay").await.unwrap(), again("SUCCEEDED"));
    assert_eq!(site.status(&booking).await, "CONFIRMED");
    assert_eq!(site.stock().await, (1, 1));
    assert_eq!(site.gateway.calls(), 0);
}
