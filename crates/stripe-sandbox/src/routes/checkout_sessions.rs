//! `/v1/checkout/sessions`: hosted pages, one payment each.

use crate::call::{Answer, Call};
use crate::form::Form;
use crate::ledger::named;
use crate::objects::checkout_session::{CheckoutSession, Line, Status};
use crate::objects::money;
use crate::refusal::Refusal;
use crate::store::Transaction;

const KNOWN: &[&str] = &[
    "mode",
    "ui_mode",
    "line_items[][quantity]",
    "line_items[][price_data][currency]",
    "line_items[][price_data][unit_amount]",
    "line_items[][price_data][product_data][name]",
    "line_items[][price_data][product_data][description]",
    "success_url",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "expires_at",
    "locale",
    "metadata[*]",
    "payment_intent_data[description]",
    "payment_intent_data[metadata][*]",
    "payment_method_types[]",
    "allowed_payment_method_types[]",
    "payment_method_options[card][request_three_d_secure]",
    "submit_type",
];

pub(super) fn create(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let form = &call.form;
    form.only(KNOWN)?;
    if form.required("mode")? != "payment" {
        return Err(Refusal::invalid("The sandbox knows only the mode 'payment'.").about("mode"));
    }
    form.required("success_url")?;
    form.takes_cards()?;

    let created = transaction.timestamp();
    let currency = currency(form)?;
    let lines = lines(form, &currency)?;
    let session = CheckoutSession {
        created,
        expires_at: expiry(form, created)?,
        status: Status::Open,
        lines,
        currency,
        success_url: form.url("success_url")?.unwrap_or_default(),
        cancel_url: form.url("cancel_url")?,
        client_reference_id: form.owned("client_reference_id"),
        customer_email: form.owned("customer_email"),
        metadata: form.metadata("metadata")?,
        intent_description: form.owned("payment_intent_data[description]"),
        intent_metadata: form.metadata("payment_intent_data[metadata]")?,
        payment_intent: None,
        awaits_money: false,
        id: transaction.new_id("cs_test_"),
    };
    let must = "The Checkout Session's total amount due must add up to";
    money::enough(session.amount_total(), &session.currency, must, "line_items")?;
    transaction.save(&session)?;
    Ok(Answer::ok(session.show(transaction.links())))
}

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let session = session(transaction, &call.id)?;
    Ok(Answer::ok(session.show(transaction.links())))
}

pub(super) fn expire(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    // Not looked at through `session`: if it is overdue, this call is what expires it.
    let mut session: CheckoutSession = named(transaction, &call.id)?;
    match session.status {
        Status::Open => {
            transaction.expire(&mut session)?;
            Ok(Answer::ok(session.show(transaction.links())))
        }
        status @ (Status::Complete | Status::Expired) => Err(Refusal::invalid(format!(
            "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout \
             Session has a status of {}.",
            status.name()
        ))),
    }
}

fn session(transaction: &mut Transaction, id: &str) -> Result<CheckoutSession, Refusal> {
    transaction.session(id)?.ok_or_else(|| Refusal::not_found("checkout.session", id))
}

/// Stripe's bounds: half an hour to a day from now, a day if nothing is said.
fn expiry(form: &Form, now: i64) -> Result<i64, Refusal> {
    const SHORTEST: i64 = 30 * 60;
    const LONGEST: i64 = 24 * 3600;
    let Some(expires_at) = form.integer("expires_at")? else { return Ok(now + LONGEST) };
    if (now + SHORTEST..=now + LONGEST).contains(&expires_at) {
        return Ok(expires_at);
    }
    let message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from \
                   Checkout Session creation.";
    Err(Refusal::invalid(message).about("expires_at"))
}

fn currency(form: &Form) -> Result<String, Refusal> {
    let mut lines = form.members("line_items").into_iter();
    let Some(first) = lines.next() else {
        return form.required("line_items").map(str::to_owned);
    };
    let name = |line: &str| format!("{line}[price_data][currency]");
    let currency = form.currency(&name(&first))?;
    for line in lines {
        if form.currency(&name(&line))? != currency {
            let message = "All line items must have the same currency.";
            return Err(Refusal::invalid(message).about(&name(&line)));
        }
    }
    Ok(currency)
}

fn lines(form: &Form, currency: &str) -> Result<Vec<Line>, Refusal> {
    let line = |line: String| {
        let product = format!("{line}[price_data][product_data]");
        let price = format!("{line}[price_data][unit_amount]");
        let unit_amount = form.amount(&price)?;
        money::check(unit_amount, currency, &price)?;
        Ok(Line {
            name: form.required(&format!("{product}[name]"))?.to_owned(),
            description: form.owned(&format!("{product}[description]")),
            unit_amount,
            quantity: form.positive(&format!("{line}[quantity]"))?.unwrap_or(1),
        })
    };
    form.members("line_items").into_iter().map(line).collect()
}
