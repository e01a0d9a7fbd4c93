//! `/v1/balance`: what callers read to see whether the sandbox is up.
//!
//! Monitors ask for it all the time, so it uses up no fault that a test has injected for a call of
//! its own.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::json;

use crate::call::Call;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;

/// The sandbox keeps no accounts, so there is nothing in it.
pub(super) async fn retrieve(sandbox: Data<Sandbox>, call: Call) -> Result<HttpResponse, Refusal> {
    call.form.only(&[])?;
    if sandbox.store.faults.is_unavailable() {
        return Err(Refusal::unavailable());
    }
    Ok(HttpResponse::Ok().json(json!({
        "object": "balance",
        "available": [],
        "livemode": false,
        "pending": [],
    })))
}
