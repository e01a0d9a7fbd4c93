//! In every currency, what the payer sees, what the gateway is told and what a booking says
//! are one amount, by the rules that Stripe publishes (<https://docs.stripe.com/currencies>).

use airside_app::ports::Payments as _;
use airside_app::ports::payments::{
    ChargeOrder, CheckoutOrder, IntentId, IntentStatus, PaymentsError, RefundOrder,
};
use airside_port_contracts::payments::{PaymentsSubject as _, prepare_and_charge};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use uuid::Uuid;

use crate::subject::{Subject, subject};

/// Thousandths of a major unit: every amount of every currency is a whole number of them.
type Thousandths = i64;

#[tokio::test]
async fn the_page_the_gateway_and_the_booking_say_one_amount_in_every_currency() {
    let subject = subject().await;
    for (number, currency) in (1..).zip(currencies()) {
        let amount = price(currency);
        let page = subject.payments.open_checkout(order(number, amount, currency)).await.unwrap();
        let url = page.url.unwrap();

        let shown = shown_on(&subject.page(&url).await);
        assert_eq!(shown.0, currency.code());
        assert_eq!(read(&shown.1), of_booking(amount, currency), "{currency}");

        subject.approve(&url).await;
        let intent = subject.payments.checkout(&page.id).await.unwrap().intent.unwrap();
        assert_eq!(told(&subject, &intent).await, of_booking(amount, currency), "{currency}");
        let paid = subject.payments.intent(&intent).await.unwrap();
        assert_eq!((paid.status, paid.received), (IntentStatus::Succeeded, amount), "{currency}");
    }
}

#[tokio::test]
async fn a_card_is_charged_and_paid_back_one_amount_in_every_currency() {
    let subject = subject().await;
    for (number, currency) in (1..).zip(currencies()) {
        let amount = price(currency);
        let charged =
            prepare_and_charge(&subject.payments, card(number, amount, currency)).await.unwrap();
        assert_eq!((charged.amount, charged.received), (amount, amount), "{currency}");
        assert_eq!(told(&subject, &charged.id).await, of_booking(amount, currency), "{currency}");

        let part = Amount::minor(currency.chargeable_step() * 7);
        let refund = RefundOrder {
            refund: RefundId(Uuid::from_u128(number)),
            attempt: 0,
            intent: charged.id,
            amount: part,
            currency,
        };
        let made = subject.payments.refund(refund).await.unwrap();
        let kept = subject.kept(&format!("refunds/{}", made.id.0)).await;
        assert_eq!(meant(&kept), of_booking(part, currency), "{currency}");
    }
}

#[tokio::test]
async fn what_cannot_be_charged_is_refused_before_the_gateway_is_asked() {
    let subject = subject().await;
    let dinar: Currency = "KWD".parse().unwrap();
    let refused =
        prepare_and_charge(&subject.payments, card(1, Amount::minor(15_809), dinar)).await;
    let Err(PaymentsError::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(
        refusal.message,
        "KWD 15.809 cannot be charged: amounts in KWD must be multiples of KWD 0.010"
    );
}

#[tokio::test]
async fn a_currency_that_stripe_does_not_take_is_refused_with_its_reason() {
    let subject = subject().await;
    for (number, code) in (1..).zip(NOT_OF_STRIPE.split(' ')) {
        let currency: Currency = code.parse().unwrap();
        let order = order(number, price(currency), currency);
        let refused = subject.payments.open_checkout(order).await;
        let Err(PaymentsError::Refused(refusal)) = refused else { panic!("{code}") };
        assert!(refusal.message.starts_with("Invalid currency"), "{}", refusal.message);
    }
}

/// What we sell in and Stripe does not take.
const NOT_OF_STRIPE: &str = "BTN CUP IQD IRR LYD MRU SDG SSP STN SYP TMT VES";

fn currencies() -> impl Iterator<Item = Currency> {
    Currency::all().filter(|it| !NOT_OF_STRIPE.split(' ').any(|code| code == it.code()))
}

/// An odd price, as far as the currency has one that can be charged.
fn price(currency: Currency) -> Amount {
    Amount::minor(currency.chargeable_step() * 1_234_567)
}

fn order(number: u128, amount: Amount, currency: Currency) -> CheckoutOrder {
    CheckoutOrder {
        payment: PaymentId(Uuid::from_u128(number)),
        booking_ref: "K7Q2MZ".to_owned(),
        description: "K7Q2MZ: DEL-BOM".to_owned(),
        amount,
        currency,
        return_url: "http://127.0.0.1/payments/return?token=abc".to_owned(),
        scenario: None,
    }
}

fn card(number: u128, amount: Amount, currency: Currency) -> ChargeOrder {
    let CheckoutOrder { payment, booking_ref, description, return_url, .. } =
        order(number, amount, currency);
    let payment_method = "pm_card_visa".to_owned();
    ChargeOrder {
        payment,
        booking_ref,
        description,
        amount,
        currency,
        payment_method,
        return_url,
        scenario: None,
    }
}

/// Currency and figure, as in `<p class="amount">INR 4,589.00</p>`.
fn shown_on(page: &str) -> (String, String) {
    let (_, from) = page.split_once("<p class=\"amount\">").unwrap();
    let (shown, _) = from.split_once("</p>").unwrap();
    let (code, figure) = shown.split_once(' ').unwrap();
    (code.to_owned(), figure.to_owned())
}

/// What a booking says, by ISO 4217.
fn of_booking(amount: Amount, currency: Currency) -> Thousandths {
    let shown = currency.show(amount);
    read(shown.split_once(' ').unwrap().1)
}

fn read(figure: &str) -> Thousandths {
    let figure = figure.replace(',', "");
    let (whole, fraction) = figure.split_once('.').unwrap_or((&figure, ""));
    format!("{whole}{fraction:0<3}").parse().unwrap()
}

async fn told(subject: &Subject, intent: &IntentId) -> Thousandths {
    meant(&subject.kept(&format!("payment_intents/{}", intent.0)).await)
}

/// What Stripe takes an object's amount for, by its published lists.
fn meant(kept: &serde_json::Value) -> Thousandths {
    const ZERO_DECIMAL: &str = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";
    const SPECIAL: &str = "isk ugx";
    const THREE_DECIMAL: &str = "bhd jod kwd omr tnd";

    let (units, currency) = (kept["amount"].as_i64().unwrap(), kept["currency"].as_str().unwrap());
    let is_one_of = |list: &str| list.split(' ').any(|it| it == currency);
    if is_one_of(ZERO_DECIMAL) {
        units * 1_000
    } else if is_one_of(THREE_DECIMAL) {
        assert_eq!(units % 10, 0, "{currency}: the last digit is 0");
        units
    } else {
        assert!(!is_one_of(SPECIAL) || units % 100 == 0, "{currency}: the last digits are 00");
        units * 10
    }
}
