//! What the payment gateway itself says that it took and gave back, read over its API.

use anyhow::Context;
use serde_json::Value;

use super::client::http;
use super::site::SANDBOX_KEY;

/// The gateway's own books: all of this drill, and nothing else.
pub(super) struct Ledger {
    pub(super) charges: Vec<Charge>,
    pub(super) refunds: Vec<Refund>,
}

/// Money that was taken.
pub(super) struct Charge {
    pub(super) intent: String,
    pub(super) amount: i64,
    /// The record locator that came with the order.
    pub(super) reference: String,
}

/// Money that went back.
pub(super) struct Refund {
    pub(super) id: String,
    pub(super) intent: String,
    pub(super) amount: i64,
}

/// Reads all of it.
pub(super) async fn read(sandbox: &str) -> anyhow::Result<Ledger> {
    let charges = events(sandbox, "payment_intent.succeeded").await?;
    let refunds = events(sandbox, "refund.created").await?;
    let charge = |it: &Value| {
        Some(Charge {
            intent: text(&it["id"])?,
            amount: it["amount_received"].as_i64()?,
            reference: text(&it["metadata"]["booking_ref"])?,
        })
    };
    let refund = |it: &Value| {
        Some(Refund {
            id: text(&it["id"])?,
            intent: text(&it["payment_intent"])?,
            amount: it["amount"].as_i64()?,
        })
    };
    let ledger = || {
        let charges = charges.iter().map(charge).collect::<Option<_>>()?;
        Some(Ledger { charges, refunds: refunds.iter().map(refund).collect::<Option<_>>()? })
    };
    ledger().context("the gateway's events are not as expected")
}

/// The objects of every event of this kind.
async fn events(sandbox: &str, kind: &str) -> anyhow::Result<Vec<Value>> {
    let http = http()?;
    let first = format!("{sandbox}/sandbox/stripe/v1/events?type={kind}&limit=100");
    let (mut objects, mut url) = (Vec::new(), first.clone());
    loop {
        let request = http.get(&url).bearer_auth(SANDBOX_KEY);
        let mut page: Value = request.send().await?.error_for_status()?.json().await?;
        let has_more = page["has_more"] == true;
        let Value::Array(mut events) = page["data"].take() else {
            anyhow::bail!("the gateway answered no list of events");
        };
        let last = events.last().and_then(|event| text(&event["id"]));
        objects.extend(events.iter_mut().map(|event| event["data"]["object"].take()));
        match last {
            Some(last) if has_more => url = format!("{first}&starting_after={last}"),
            Some(_) | None => return Ok(objects),
        }
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
