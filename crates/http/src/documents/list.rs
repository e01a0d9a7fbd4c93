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
use crate::page::{Cursors, List, PageParams};
use crate::problem::Problem;
use crate::query::Params;
use crate::times::Utc;
use crate::words;

/// A ticket or a receipt.
#[derive(Serialize, ToSchema)]
#[schema(as = Document)]
pub(crate) struct DocumentView {
    #[schema(value_type = words::Id)]
    id: String,
    /// TICKET, `REFUND_RECEIPT` or `CHANGE_RECEIPT`.
    #[schema(value_type = words::DocumentKind)]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Id>, nullable = false)]
    ticket_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Id>, nullable = false)]
    cancellation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Id>, nullable = false)]
    change_id: Option<String>,
    /// PENDING, READY, FAILED or ERASED.
    #[schema(value_type = words::DocumentStatus)]
    status: &'static str,
    /// Null until it is ready; needs no header, and expires.
    #[schema(required, format = "uri")]
    url: Option<String>,
    #[schema(required)]
    expires_at: Option<Utc>,
    created_at: Utc,
}

/// List the documents of a booking
///
/// The newest PDF of each ticket, and every refund receipt. Links expire; ask again for new ones.
#[utoipa::path(
    operation_id = "listDocuments",
    tag = "Documents",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator."), PageParams),
    responses(
        (status = 200, description = "A page of documents", body = List<DocumentView>),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/bookings/{booking_ref}/documents")]
pub(crate) async fn list(
    app: Data<App>,
    signed: Signed,
    reference: Path<String>,
    Params(page): Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let documents = own_documents(&app, signed.user, reference).await?;
    let at = (Cursors::of("documents", &reference), page.cursor.as_deref());
    let List { data: shown, next_cursor } = List::page_of_all(&documents, page.limit, at, |it| it)?;
    let mut data = Vec::with_capacity(shown.len());
    for document in shown {
        data.push(DocumentView::of(&app, document).await);
    }
    Ok(HttpResponse::Ok().json(List { data, next_cursor }))
}

impl DocumentView {
    pub(crate) async fn of(app: &App, document: &Document) -> Self {
        let (ticket_id, cancellation_id, change_id) = match document.kind {
            DocumentKind::Ticket(ticket) => (Some(ticket.to_string()), None, None),
            DocumentKind::RefundReceipt { cancellation, .. } => {
                (None, cancellation.map(|id| id.to_string()), None)
            }
            DocumentKind::ChangeReceipt(exchange) => (None, None, Some(exchange.to_string())),
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
            kind: document.kind.code(),
            ticket_id,
            cancellation_id,
            change_id,
            status: document.status_code(),
            expires_at: link.as_ref().map(|link| Utc(link.expires_at)),
            url: link.map(|link| link.url),
            created_at: Utc(document.created_at),
        }
    }
}
