//! `POST /v1/admin/bookings/{booking_ref}/documents/resend`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::documents::resend::{ResendError, resend_documents};
use serde::Serialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::auth::Agent;
use crate::bookings::read_reference;
use crate::documents::DocumentView;
use crate::json::Body;
use crate::problem::{Kind, Problem};
use crate::reason::Reason;
use crate::request::plain_requests;
use crate::words;

/// Why documents are sent again.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResendDocuments, example = json!({"reason": "The mail was lost."}))]
pub(crate) struct Resend {
    reason: Reason,
}

plain_requests! {
    Resend { reason }
}

/// What is on its way.
#[derive(Serialize, ToSchema)]
#[schema(as = ResentDocuments)]
struct ResentView {
    data: Vec<DocumentView>,
}

/// Send the documents of a booking again
///
/// By e-mail to the contact of the booking, with new links. What could not be made is tried anew.
#[utoipa::path(
    operation_id = "resendDocuments",
    tag = "Operators",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    request_body = Resend,
    responses(
        (status = 202, description = "A mail is on its way with these", body = ResentView),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 409, description = "`booking_not_confirmed`, `conflict`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/bookings/{booking_ref}/documents/resend")]
pub(crate) async fn resend(
    agent: Agent,
    app: Data<App>,
    reference: Path<String>,
    body: Body<Resend>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let Resend { reason: Reason(reason) } = body.value;
    let mut data = Vec::new();
    for document in resend_documents(&app, &agent, reference, &reason).await? {
        data.push(DocumentView::of(&app, &document).await);
    }
    Ok(HttpResponse::Accepted().json(ResentView { data }))
}

impl From<ResendError> for Problem {
    fn from(error: ResendError) -> Self {
        match error {
            ResendError::NoDocuments | ResendError::NobodyToWriteTo => {
                Self::new(Kind::BookingNotConfirmed, error)
            }
            ResendError::Read(error) => error.into(),
            ResendError::World(error) => Self::internal(&error),
            ResendError::Commit(error) => error.into(),
            ResendError::Store(error) => error.into(),
        }
    }
}
