//! One call of Stripe's API, from its headers to its answer.
//!
//! The effect, its events and the answer kept for the idempotency key are one
//! commit. An answer with an error status (a declined card, a failure of the server) is kept
//! too, as at Stripe; a [`Refusal`] leaves the key free.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest, HttpResponse, dev};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::faults::CallFault;
use crate::form::Form;
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::scenarios::Scenario;
use crate::store::{Remembered, Transaction};

/// What one address of the API does.
pub(crate) type Operation = fn(&mut Transaction, &Call) -> Result<Answer, Refusal>;

/// How long a call that was told to time out stays silent.
const SILENCE: Duration = Duration::from_secs(30);
/// How long a call takes that makes a slow payment.
const SLOWLY: Duration = Duration::from_secs(2);

/// A request that showed an API key.
#[derive(Debug)]
pub(crate) struct Call {
    /// The `{id}` of the address, or nothing.
    pub(crate) id: String,
    pub(crate) form: Form,
    idempotency_key: Option<String>,
    fingerprint: String,
}

/// A status and a body; its effect is stored with it.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    pub(crate) const fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body }
    }

    /// An error that has changed something.
    pub(crate) fn refused(refusal: &Refusal) -> Self {
        Self { status: refusal.status(), body: refusal.body() }
    }
}

/// Answers a call: breaks if it was told to, else does it once for its key.
pub(crate) async fn answer(
    sandbox: Data<Sandbox>,
    call: Call,
    operation: Operation,
) -> Result<HttpResponse, Refusal> {
    let fault = sandbox.store.faults.of_next_call();
    match fault {
        Some(CallFault::Unavailable) => return Err(Refusal::unavailable()),
        Some(CallFault::TooManyRequests) => return Err(Refusal::too_many_requests()),
        Some(
            CallFault::TimeoutAfterEffect
            | CallFault::KeptFailure
            | CallFault::KeptFailureAfterEffect,
        )
        | None => {}
    }

    let is_slow = Scenario::of_call(&call.form) == Some(Scenario::Slow);
    let done =
        sandbox.store.run(move |transaction| once(transaction, &call, operation, fault)).await;

    if is_slow {
        tokio::time::sleep(SLOWLY).await;
    }
    if fault == Some(CallFault::TimeoutAfterEffect) {
        tokio::time::sleep(SILENCE).await;
        return Err(Refusal::timed_out());
    }
    let Done { status, body, is_replay } = done?;
    let mut response = HttpResponse::build(status);
    response.insert_header((CONTENT_TYPE, "application/json"));
    if is_replay {
        response.insert_header(("Idempotent-Replayed", "true"));
    }
    Ok(response.body(body))
}

struct Done {
    status: StatusCode,
    body: String,
    is_replay: bool,
}

fn once(
    transaction: &mut Transaction,
    call: &Call,
    operation: Operation,
    fault: Option<CallFault>,
) -> Result<Done, Refusal> {
    let key = call.idempotency_key.as_deref();
    if let Some(key) = key
        && let Some(remembered) = transaction.remembered(key)?
    {
        return replay(key, remembered, call);
    }

    transaction.on_behalf_of(key);
    let Answer { status, body } = match fault {
        Some(CallFault::KeptFailure) => Answer::refused(&Refusal::failed()),
        Some(CallFault::KeptFailureAfterEffect) => {
            operation(transaction, call)?;
            Answer::refused(&Refusal::failed())
        }
        Some(
            CallFault::Unavailable | CallFault::TooManyRequests | CallFault::TimeoutAfterEffect,
        )
        | None => operation(transaction, call)?,
    };
    let body = body.to_string();
    if let Some(key) = key {
        let fingerprint = call.fingerprint.clone();
        let remembered =
            Remembered { fingerprint, status: i32::from(status.as_u16()), body: body.clone() };
        transaction.remember(key, &remembered)?;
    }
    Ok(Done { status, body, is_replay: false })
}

fn replay(key: &str, remembered: Remembered, call: &Call) -> Result<Done, Refusal> {
    let Remembered { fingerprint, status, body } = remembered;
    if fingerprint != call.fingerprint {
        return Err(Refusal::idempotency(format!(
            "Keys for idempotent requests can only be used with the same parameters they were \
             first used with. Try using a key other than '{key}' if you meant to execute a \
             different request."
        )));
    }
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    Ok(Done { status: status.unwrap_or(StatusCode::OK), body, is_replay: true })
}

impl FromRequest for Call {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let request = request.clone();
        let body = Bytes::from_request(&request, payload);
        Box::pin(async move {
            authorize(&request)?;
            let body = body.await.map_err(|error| Refusal::invalid(error.to_string()))?;
            read(&request, &body)
        })
    }
}

fn read(request: &HttpRequest, body: &[u8]) -> Result<Call, Refusal> {
    let method = request.method().as_str();
    let is_write = method == "POST";
    let form = Form::parse(if is_write { body } else { request.query_string().as_bytes() });
    let idempotency_key = if is_write { idempotency_key(request)? } else { None };
    let hash = Sha256::new()
        .chain_update(method)
        .chain_update([0])
        .chain_update(request.path())
        .chain_update([0])
        .chain_update(in_order_of_names(body))
        .finalize();
    Ok(Call {
        id: request.match_info().get("id").unwrap_or_default().to_owned(),
        form,
        idempotency_key,
        fingerprint: format!("{hash:x}"),
    })
}

/// The form sorted by name: clients write metadata from hash maps, in any order.
fn in_order_of_names(body: &[u8]) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(body).collect();
    // Stable, because the order of `list[]=a&list[]=b` has a meaning.
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Refusal> {
    /// Stripe's limit.
    const LONGEST: usize = 255;
    let Some(header) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    match header.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= LONGEST => Ok(Some(key.to_owned())),
        Ok(_) | Err(_) => Err(Refusal::idempotency(format!(
            "Idempotency keys are 1 to {LONGEST} visible ASCII characters."
        ))),
    }
}

/// Wants a test key, as `Bearer` or as the user name of `Basic`.
pub(crate) fn authorize(request: &HttpRequest) -> Result<(), Refusal> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(key) = header.and_then(api_key) else {
        return Err(Refusal::unauthorized(
            "You did not provide an API key. Use the Authorization header, as in \
             'Authorization: Bearer YOUR_SECRET_KEY'.",
        ));
    };
    let sandbox = request.app_data::<Data<Sandbox>>();
    let expected = sandbox.and_then(|sandbox| sandbox.access.secret_key.as_deref());
    let is_accepted = match expected {
        Some(expected) => key == expected,
        None => key.starts_with("sk_test_") || key.starts_with("rk_test_"),
    };
    if is_accepted {
        Ok(())
    } else {
        Err(Refusal::unauthorized("Invalid API Key provided. The sandbox takes test keys only."))
    }
}

fn api_key(header: &str) -> Option<String> {
    let (scheme, rest) = header.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        return decoded.split(':').next().map(str::to_owned);
    }
    None
}
