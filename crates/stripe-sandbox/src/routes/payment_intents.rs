//! `/v1/payment_intents`: charging a card that the client has already collected.

use crate::call::{Answer, Call};
use crate::form::Form;
use crate::ledger::named;
use crate::listing;
use crate::objects::event::Kind;
use crate::objects::payment_intent::{PaymentIntent, Status};
use crate::objects::{card, money};
use crate::refusal::Refusal;
use crate::scenarios::Scenario;
use crate::store::Transaction;
use crate::test_cards::{self, Behaviour};

const KNOWN: &[&str] = &[
    "amount",
    "currency",
    "confirm",
    "description",
    "metadata[*]",
    "payment_method",
    "payment_method_types[]",
    "allowed_payment_method_types[]",
    "payment_method_options[card][request_three_d_secure]",
    "receipt_email",
    "return_url",
];
const THREE_D_SECURE: &str = "payment_method_options[card][request_three_d_secure]";

pub(super) fn create(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let form = &call.form;
    form.only(KNOWN)?;
    form.takes_cards()?;
    let payment_method = payment_method(form)?;
    let (amount, currency) = (form.amount("amount")?, form.currency("currency")?);
    money::check(amount, &currency, "amount")?;
    money::enough(amount, &currency, "Amount must be", "amount")?;
    let id = transaction.new_id("pi_");
    let mut intent = PaymentIntent {
        client_secret: transaction.new_secret(&format!("{id}_secret_")),
        id,
        amount,
        currency,
        created: transaction.timestamp(),
        description: form.owned("description"),
        metadata: form.metadata("metadata")?,
        receipt_email: form.owned("receipt_email"),
        return_url: form.url("return_url")?,
        asks_for_3ds: matches!(form.text(THREE_D_SECURE), Some("any" | "challenge")),
        status: match payment_method {
            Some(_) => Status::RequiresConfirmation,
            None => Status::RequiresPaymentMethod,
        },
        payment_method,
        last_error: None,
        latest_charge: None,
        canceled_at: None,
        cancellation_reason: None,
        session: None,
        has_page: false,
        arrives_at: None,
    };
    transaction.record(&intent, Kind::PaymentIntentCreated)?;

    if form.flag("confirm")? {
        attempt(transaction, &mut intent)
    } else {
        Ok(Answer::ok(intent.show(transaction.links())))
    }
}

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&["client_secret"])?;
    let intent = intent(transaction, &call.id)?;
    Ok(Answer::ok(intent.show(transaction.links())))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let show = |transaction: &Transaction, intent: &PaymentIntent| intent.show(transaction.links());
    listing::list(transaction, &call.form, "/v1/payment_intents", show)
}

pub(super) fn confirm(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let form = &call.form;
    form.only(&["payment_method", "return_url", THREE_D_SECURE])?;
    let mut intent = intent(transaction, &call.id)?;
    if !intent.status.is_open() || intent.session.is_some() {
        return Err(unexpected_state(transaction, &intent, "confirm"));
    }
    if let Some(payment_method) = payment_method(form)? {
        intent.payment_method = Some(payment_method);
    }
    if let Some(return_url) = form.url("return_url")? {
        intent.return_url = Some(return_url);
    }
    intent.asks_for_3ds |= matches!(form.text(THREE_D_SECURE), Some("any" | "challenge"));
    attempt(transaction, &mut intent)
}

pub(super) fn cancel(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&["cancellation_reason"])?;
    let mut intent = intent(transaction, &call.id)?;
    if !intent.status.is_open() {
        return Err(unexpected_state(transaction, &intent, "cancel"));
    }
    if intent.session.is_some() {
        return Err(Refusal::invalid(
            "You cannot cancel this PaymentIntent because it was created by Checkout. Expire the \
             Checkout Session instead.",
        ));
    }
    transaction.cancel(&mut intent, call.form.text("cancellation_reason"))?;
    Ok(Answer::ok(intent.show(transaction.links())))
}

/// Charges the card, with the outcome of that test card.
fn attempt(transaction: &mut Transaction, intent: &mut PaymentIntent) -> Result<Answer, Refusal> {
    let card =
        intent.payment_method.clone().and_then(|name| Some((test_cards::find(&name)?, name)));
    let Some((card, name)) = card else {
        let message =
            "You cannot confirm this PaymentIntent because it's missing a payment method.";
        return Err(Refusal::invalid(message).with_code("payment_intent_unexpected_state"));
    };

    let behaviour = match intent.scenario() {
        Some(Scenario::Declined) => Behaviour::Declines(test_cards::DECLINED),
        Some(
            Scenario::LatePayment
            | Scenario::RefundFails
            | Scenario::DuplicateEvents
            | Scenario::Slow,
        )
        | None => card.behaviour,
    };
    let wants_payer = match behaviour {
        Behaviour::Authenticates => true,
        Behaviour::AuthenticatesWhenAsked => intent.asks_for_3ds,
        Behaviour::Declines(decline) => {
            let shown = transaction.decline(intent, &name, decline)?;
            let tried = card::payment_method(&name, intent.created);
            let refusal = Refusal::card(decline.code, decline.bank_code, decline.message)
                .with_attempt(intent.latest_charge.as_deref(), tried)
                .with_intent(shown);
            return Ok(Answer::refused(&refusal));
        }
        Behaviour::Approves
        | Behaviour::RefundFails
        | Behaviour::RefundPends
        | Behaviour::Disputes
        | Behaviour::Inquires => false,
    };
    if wants_payer {
        intent.send_to_page(&name);
        transaction.record(intent, Kind::PaymentIntentRequiresAction)?;
    } else {
        transaction.pay(intent, &name)?;
    }
    Ok(Answer::ok(intent.show(transaction.links())))
}

fn intent(transaction: &mut Transaction, id: &str) -> Result<PaymentIntent, Refusal> {
    let intent: PaymentIntent = named(transaction, id)?;
    match &intent.session {
        // The session may have run out since, and its payment with it.
        Some(session) => {
            transaction.session(session)?;
            named(transaction, id)
        }
        None => Ok(intent),
    }
}

/// The payment method of the request, if it names one that exists.
fn payment_method(form: &Form) -> Result<Option<String>, Refusal> {
    let Some(name) = form.text("payment_method") else { return Ok(None) };
    match test_cards::find(name) {
        Some(_) => Ok(Some(name.to_owned())),
        None => Err(Refusal::no_such("PaymentMethod", name, "payment_method")),
    }
}

fn unexpected_state(transaction: &Transaction, intent: &PaymentIntent, verb: &str) -> Refusal {
    Refusal::invalid(format!(
        "You cannot {verb} this PaymentIntent because it has a status of {}.",
        intent.status.name()
    ))
    .with_code("payment_intent_unexpected_state")
    .with_intent(intent.show(transaction.links()))
}
