//! Listing the documents of a booking.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::documents::link::direct_link;
use airside_app::documents::list::own_documents;
use airside_booking::{Document, DocumentKind, DocumentState};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::bookings::read_reference;
use crate::page::{List, PageParams};
use crate::problem::Problem;
use crate::query::Params;
use crate::times::Utc;

/// A ticket or a receipt.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentView {
    id: String,
    /// TICKET or `REFUND_RECEIPT`.
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancellation_id: Option<String>,
    /// PENDING, READY, FAILED or ERASED.
    status: &'static str,
    /// Null until it is ready; needs no header, and expires.
    url: Option<String>,
    expires_at: Option<Utc>,
    created_at: Utc,
}

/// List the documents of a booking
///
/// The newest PDF of each ticket, and every refund receipt. Links expire; ask again for new ones.
#[utoipa::path(
    tag = "Documents",
    params(("booking_ref" = String, Path, description = "The record locator."), PageParams),
    responses(
        (status = 200, body = List<DocumentView>),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    ),
    security(("api_key" = []))
)]
#[get("/v1/bookings/{booking_ref}/documents")]
pub(crate) async fn list(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    Params(page): Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let documents = own_documents(&app, signed.user, read_reference(&reference)?).await?;
    let List { data: shown, next_cursor } =
        List::page_of_all(&documents, page.limit, page.cursor.as_deref(), |it| it)?;
    let mut data = Vec::with_capacity(shown.len());
    for document in shown {
        data.push(DocumentView::of(&app, document).await);
    }
    Ok(HttpResponse::Ok().json(List { data, next_cursor }))
}

impl DocumentView {
    pub(crate) async fn of(app: &App, document: &Document) -> Self {
        let (kind, ticket_id, cancellation_id) = match document.kind {
            DocumentKind::Ticket(ticket) => ("TICKET", Some(ticket.to_string()), None),
            DocumentKind::RefundReceipt { cancellation, .. } => {
                ("REFUND_RECEIPT", None, cancellation.map(|id| id.to_string()))
            }
        };
        let link = match document.state {
            DocumentState::Ready { .. } => Some(direct_link(app, document).await),
            DocumentState::Awaited
            | DocumentState::Pending
            | DocumentState::Failed
            | DocumentState::Erasing { .. }
            | DocumentState::Erased { .. } => None,
        };
        Self {
            id: document.id.to_string(),
            kind,
            ticket_id,
            cancellation_id,
            status: document.status_code(),
            expires_at: link.as_ref().map(|link| Utc(link.expires_at)),
            url: link.map(|link| link.url),
            created_at: Utc(document.created_at),
        }
    }
}
