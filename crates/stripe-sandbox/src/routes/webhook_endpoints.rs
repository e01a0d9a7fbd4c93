//! `/v1/webhook_endpoints`: who is told of events.

use serde_json::json;

use crate::call::{Answer, Call};
use crate::ledger::named;
use crate::listing;
use crate::objects::event;
use crate::objects::webhook_endpoint::{ENDPOINTS, WebhookEndpoint, is_deliverable};
use crate::refusal::Refusal;
use crate::store::Transaction;

/// Registers an address; one that is registered gets these events too.
///
/// Stripe would make a second endpoint and send everything twice. Here each node that
/// starts says where it is, and need not know whether another said so before.
pub(super) fn create(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let form = &call.form;
    form.only(&["url", "enabled_events[]"])?;
    let url = form.required("url")?.to_owned();
    if !is_deliverable(&url) {
        let message = "Invalid URL: the sandbox delivers to http:// addresses.";
        return Err(Refusal::invalid(message).with_code("url_invalid").about("url"));
    }
    let enabled_events = form.list("enabled_events");
    if enabled_events.is_empty() {
        form.required("enabled_events")?;
    }
    check(&enabled_events)?;

    let known = transaction.all::<WebhookEndpoint>(ENDPOINTS)?;
    let endpoint = match known.into_iter().find(|endpoint| endpoint.url == url) {
        Some(endpoint) => endpoint.wanting(enabled_events),
        None => WebhookEndpoint {
            id: transaction.new_id("we_"),
            url,
            secret: transaction.endpoint_secret(),
            enabled_events,
            created: transaction.timestamp(),
        },
    };
    transaction.save(&endpoint)?;
    let mut shown = endpoint.show();
    shown["secret"] = json!(endpoint.secret);
    Ok(Answer::ok(shown))
}

pub(super) fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    call.form.only(&[])?;
    let endpoint: WebhookEndpoint = named(transaction, &call.id)?;
    Ok(Answer::ok(endpoint.show()))
}

pub(super) fn list(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let show = |_: &Transaction, endpoint: &WebhookEndpoint| endpoint.show();
    listing::list(transaction, &call.form, "/v1/webhook_endpoints", show)
}

pub(super) fn remove(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let id = &call.id;
    if !transaction.delete_endpoint(id)? {
        return Err(Refusal::not_found("webhook_endpoint", id));
    }
    Ok(Answer::ok(json!({"id": id, "object": "webhook_endpoint", "deleted": true})))
}

/// Refuses the first event that Stripe does not have.
fn check(enabled_events: &[String]) -> Result<(), Refusal> {
    let is_known = |name: &str| name == "*" || event::types().any(|known| known == name);
    let Some(wrong) = enabled_events.iter().position(|name| !is_known(name)) else {
        return Ok(());
    };
    let param = format!("enabled_events[{wrong}]");
    let all = event::types().collect::<Vec<_>>().join(", ");
    Err(Refusal::invalid(format!("Invalid {param}: must be one of {all}, or *")).about(&param))
}
