//! `/v1/refunds`: giving back all or part of what was charged, and never more.

use crate::call::{Answer, Call};
use crate::form::Form;
use crate::ledger::named;
use crate::listing;
use crate::objects::charge::Charge;
use crate::objects::event::Kind;
use crate::objects::money;
use crate::objects::payment_intent::PaymentIntent;
use crate::objects::refund::{Later, Refund, Status};
use crate::refusal::Refusal;
use crate::scenarios::Scenario;
use crate::store::Transaction;
use crate::test_cards::{self, Behaviour};

pub(super) fn create(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let form = &call.form;
    form.only(&["payment_intent", "charge", "amount", "reason", "metadata[*]"])?;
    let mut charge = charge(transaction, form)?;
    let amount = amount(transaction, form, &charge)?;
    let (status, later) = course(transaction, &charge);
    let refund = Refund {
        id: transaction.new_id("re_"),
        charge: charge.id.clone(),
        payment_intent: charge.payment_intent.clone(),
        amount,
        currency: charge.currency.clone(),
        created: transaction.timestamp(),
        metadata: form.metadata("metadata")?,
        reason: reason(form)?,
        status,
        later,
    };
    charge.amount_refunded += amount;
    transaction.save(&charge)?;
    transaction.save(&refund)?;

    let shown = refund.show();
    transaction.emit(Kind::RefundCreated, &shown)?;
    transaction.emit(Kind::ChargeRefunded, &charge.show())?;
    Ok(Answer::ok(shown))
}

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let refund: Refund = named(transaction, &call.id)?;
    Ok(Answer::ok(refund.show()))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    listing::list(transaction, &call.form, "/v1/refunds", |_, refund: &Refund| refund.show())
}

/// The charge to give back from.
fn charge(transaction: &mut Transaction, form: &Form) -> Result<Charge, Refusal> {
    if let Some(id) = form.text("charge") {
        let charge: Option<Charge> = transaction.find(id)?;
        let charge = charge.ok_or_else(|| Refusal::no_such("charge", id, "charge"))?;
        return if charge.failure.is_none() {
            Ok(charge)
        } else {
            Err(Refusal::invalid(format!("Charge {id} was declined: it has nothing to refund."))
                .about("charge"))
        };
    }
    let id = form.required("payment_intent")?;
    let intent: PaymentIntent = transaction
        .find(id)?
        .ok_or_else(|| Refusal::no_such("payment_intent", id, "payment_intent"))?;
    let charge: Option<Charge> = match &intent.latest_charge {
        Some(charge) => transaction.find(charge)?,
        None => None,
    };
    charge.filter(|charge| charge.failure.is_none()).ok_or_else(|| {
        let message =
            format!("This PaymentIntent ({id}) does not have a successful charge to refund.");
        Refusal::invalid(message).about("payment_intent")
    })
}

/// What is asked for, or all that is left.
fn amount(transaction: &mut Transaction, form: &Form, charge: &Charge) -> Result<i64, Refusal> {
    if transaction.is_disputed(charge)? {
        let message = format!("Charge {} has been charged back; cannot issue a refund.", charge.id);
        return Err(Refusal::invalid(message).with_code("charge_disputed"));
    }
    let left = charge.left();
    if left == 0 {
        let message = format!("Charge {} has already been refunded.", charge.id);
        return Err(Refusal::invalid(message).with_code("charge_already_refunded"));
    }
    let amount = form.positive("amount")?.unwrap_or(left);
    if amount > left {
        let message = format!(
            "Refund amount ({}) is greater than unrefunded amount on charge ({})",
            money::show(amount, &charge.currency),
            money::show(left, &charge.currency)
        );
        return Err(Refusal::invalid(message).about("amount"));
    }
    if amount < left {
        money::check(amount, &charge.currency, "amount")?;
    }
    Ok(amount)
}

/// How the refund begins, and what becomes of it.
fn course(transaction: &Transaction, charge: &Charge) -> (Status, Option<Later>) {
    let at = transaction.refund_settles_at();
    let fails_later = (Status::Succeeded, Some(Later { status: Status::Failed, at }));
    if Scenario::of(&charge.metadata) == Some(Scenario::RefundFails) {
        return fails_later;
    }
    match test_cards::find(&charge.payment_method).map(|card| card.behaviour) {
        Some(Behaviour::RefundFails) => fails_later,
        Some(Behaviour::RefundPends) => {
            (Status::Pending, Some(Later { status: Status::Succeeded, at }))
        }
        Some(
            Behaviour::Approves
            | Behaviour::Declines(_)
            | Behaviour::Authenticates
            | Behaviour::AuthenticatesWhenAsked
            | Behaviour::Disputes
            | Behaviour::Inquires,
        )
        | None => (Status::Succeeded, None),
    }
}

fn reason(form: &Form) -> Result<Option<String>, Refusal> {
    match form.text("reason") {
        None | Some("duplicate" | "fraudulent" | "requested_by_customer") => {
            Ok(form.owned("reason"))
        }
        Some(other) => Err(Refusal::invalid(format!(
            "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer, not \
             {other}"
        ))
        .about("reason")),
    }
}
