//! `/v1/webhook_endpoints`: who is told of events.

use serde_json::json;

use crate::call::{Answer, Call};
use crate::ledger::named;
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
    call.form.only(&["limit"])?;
    let limit = call.form.limit()?;
    let endpoints: Vec<WebhookEndpoint> = transaction.all(limit + 1)?;
    let shown = endpoints.iter().map(WebhookEndpoint::show).collect();
    Ok(Answer::page("/v1/webhook_endpoints", shown, limit))
}

pub(super) fn remove(transaction: &mut Transaction, call: &Call) -> Result<Answer, Refusal> {
    let id = &call.id;
    if !transaction.delete_endpoint(id)? {
        return Err(Refusal::not_found("webhook_endpoint", id));
    }
    Ok(Answer::ok(json!({"id": id, "object": "webhook_endpoint", "deleted": true})))
}
