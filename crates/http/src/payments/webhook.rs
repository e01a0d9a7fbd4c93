//! `POST /v1/webhooks/stripe`: verified and stored, then answered; the work comes later.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use airside_app::App;
use airside_app::payments::events::{RecordError, record_event};
use serde::Serialize;
use utoipa::ToSchema;

use crate::json::Raw;
use crate::problem::{Kind, Problem};

/// An event was stored.
#[derive(Serialize, ToSchema)]
#[schema(as = EventReceived)]
struct ReceivedView {
    received: bool,
}

/// Receive an event of the payment gateway
///
/// For the gateway alone: every event is verified by its `Stripe-Signature`.
#[utoipa::path(
    operation_id = "receiveStripeEvent",
    tag = "Webhooks",
    request_body = serde_json::Value,
    responses(
        (status = 200, description = "Stored", body = ReceivedView),
        (status = 400, description = "`invalid_signature`", body = Problem),
    ),
    security(())
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
    Ok(HttpResponse::Ok().json(ReceivedView { received: true }))
}

impl From<RecordError> for Problem {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Signature(_) => Self::from(Kind::InvalidSignature),
            RecordError::Commit(error) => error.into(),
        }
    }
}
