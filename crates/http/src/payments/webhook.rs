//! `POST /v1/webhooks/stripe`: verified and stored, then answered; the work comes later.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use airside_app::App;
use airside_app::payments::events::{RecordError, record_event};

use crate::json::Raw;
use crate::problem::{Kind, Problem};

/// Receive an event of the payment gateway
///
/// For the gateway alone: every event is verified by its `Stripe-Signature`.
#[utoipa::path(
    tag = "Webhooks",
    request_body = serde_json::Value,
    responses((status = 200, description = "Stored."), (status = 400, body = Problem))
)]
#[post("/v1/webhooks/stripe")]
pub(crate) async fn receive(
    app: Data<App>,
    request: HttpRequest,
    Raw(payload): Raw,
) -> Result<HttpResponse, Problem> {
    let signature = request.headers().get("Stripe-Signature");
    let signature = signature.and_then(|value| value.to_str().ok()).unwrap_or_default();
    record_event(&app, &payload, signature).await?;
    Ok(HttpResponse::Ok().json(serde_json::json!({"received": true})))
}

impl From<RecordError> for Problem {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Signature(_) => Self::from(Kind::InvalidSignature),
            RecordError::Commit(error) => error.into(),
        }
    }
}
