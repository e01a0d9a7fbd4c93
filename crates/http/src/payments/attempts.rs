//! Paying for a booking.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::idempotency::Answer;
use airside_app::payments::list::own_payments;
use airside_app::payments::return_link;
use airside_app::payments::start::{Attempt, StartError, StartPayment, start_payment};
use airside_app::ports::payments::PaymentsError;
use airside_booking::Booking;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::view::PaymentView;
use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::idempotency::{IdempotencyKey, given};
use crate::json::OptionalBody;
use crate::location;
use crate::page::{Cursors, List, PageParams};
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::request::plain_requests;
use crate::words;

/// What is said of a method that the gateway cannot charge.
const UNKNOWN_METHOD: &str = "the payment gateway does not know this payment method";

/// How to pay.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"payment_method": "pm_card_visa"}))]
pub(crate) struct NewPayment {
    /// A payment method of the gateway (`pm_…`); without one, a hosted page takes the card.
    #[validate(custom(function = gateway_method))]
    payment_method: Option<String>,
    /// Where the payer comes back to; its origin must be allowed in the settings.
    #[schema(format = "uri")]
    return_url: Option<String>,
}

plain_requests! {
    NewPayment { payment_method, return_url }
}

impl NewPayment {
    /// The method to charge, and where the payer comes back to.
    pub(crate) fn parts(self) -> (Option<String>, Option<String>) {
        (self.payment_method, self.return_url)
    }
}

/// Pay for a booking
///
/// Answers the address that the payer opens, if there is something to do. A booking has at most
/// one live payment, so it cannot be charged twice.
#[utoipa::path(
    operation_id = "createPayment",
    tag = "Payments",
    params(
        ("booking_ref" = words::BookingRef, Path, description = "The record locator."),
        ("Idempotency-Key" = words::IdempotencyKey, Header, description = "Makes a repeated request safe."),
    ),
    request_body = NewPayment,
    responses(
        (status = 201, description = "The payment", body = PaymentView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`booking_not_payable`, `conflict`", body = Problem),
        (status = 422, description = "`payment_refused`", body = Problem),
        (status = 502, description = "`payment_gateway_unavailable`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/bookings/{booking_ref}/payments")]
pub(crate) async fn create(
    app: Data<App>,
    signed: Signed,
    key: IdempotencyKey,
    reference: Path<String>,
    body: OptionalBody<NewPayment>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let render = |it: &Attempt| Answer::json(201, &PaymentView::of(&it.booking, &it.payment));
    let once = key.once(&signed, body.fingerprint(), &render);
    let (payment_method, return_url) = body.value.parts();
    let exchange = None;
    let command =
        StartPayment { owner: signed.user, reference, exchange, payment_method, return_url };
    let own_page = |booking: &Booking| return_link::link(&app, booking);
    let answer = given(start_payment(&app, &command, &own_page, &once).await?);
    Ok(location::at(answer, &app, format!("/v1/bookings/{reference}/payments")))
}

/// List the attempts to pay for a booking
///
/// Oldest first, those that failed with the reason.
#[utoipa::path(
    operation_id = "listPayments",
    tag = "Payments",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator."), PageParams),
    responses(
        (status = 200, description = "A page of attempts to pay", body = List<PaymentView>),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/bookings/{booking_ref}/payments")]
pub(crate) async fn list(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    Params(page): Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let (booking, payments) = own_payments(&app, signed.user, reference).await?;
    let view = |payment: &_| PaymentView::of(&booking, payment);
    let at = (Cursors::of("payments", &reference), page.cursor.as_deref());
    let list = List::page_of_all(&payments, page.limit, at, view)?;
    Ok(HttpResponse::Ok().json(list))
}

/// What cannot be one is not asked for at the gateway.
pub(crate) fn gateway_method(method: &str) -> Result<(), ValidationError> {
    let is_plain = method.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if method.starts_with("pm_") && method.len() <= 255 && is_plain {
        return Ok(());
    }
    Err(ValidationError::new("payment_method").with_message(UNKNOWN_METHOD.into()))
}

impl From<StartError> for Problem {
    fn from(error: StartError) -> Self {
        match error {
            StartError::NotPayable => Self::new(Kind::BookingNotPayable, error),
            StartError::ReturnUrlNotAllowed => Self::invalid_field(
                "/return_url",
                "must begin with an origin that this server allows",
            ),
            StartError::Once(error) => error.into(),
            StartError::Read(error) => error.into(),
            StartError::Gateway(PaymentsError::UnknownPaymentMethod) => {
                Self::invalid_field("/payment_method", UNKNOWN_METHOD)
            }
            StartError::Gateway(error @ PaymentsError::Unavailable(_)) => {
                tracing::warn!(error = %airside_app::chain(&error), "the payment gateway is away");
                Self::from(Kind::PaymentGatewayUnavailable)
            }
            StartError::Gateway(PaymentsError::Refused(refusal)) => {
                tracing::error!(code = refusal.code, "the payment gateway refused");
                Self::new(Kind::PaymentRefused, refusal.message)
            }
            StartError::Gateway(error @ PaymentsError::NotFound) => {
                tracing::error!(%error, "the payment gateway refused");
                Self::new(Kind::PaymentRefused, error)
            }
            StartError::World(error) => Self::internal(&error),
            StartError::Commit(error) => error.into(),
            StartError::Store(error) => Self::internal(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use airside_app::ports::payments::Refusal;

    use super::*;

    #[test]
    fn a_refusal_for_good_is_told_with_its_reason_and_an_outage_to_be_repeated() {
        let message = "Amount must be at least 50 paise".to_owned();
        let refusal = Refusal { code: "amount_too_small".to_owned(), message: message.clone() };
        let refused = Problem::from(StartError::Gateway(PaymentsError::Refused(refusal)));
        assert_eq!(refused.kind().code(), "payment_refused");
        assert!(refused.to_string().ends_with(&message));

        let away = PaymentsError::Unavailable("502".into());
        let away = Problem::from(StartError::Gateway(away));
        assert_eq!(away.kind().code(), "payment_gateway_unavailable");
    }
}
