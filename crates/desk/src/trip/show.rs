//! `GET /trips/{reference}`: the trip as it stands.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::documents::bar_codes::bar_codes;
use airside_app::documents::list::newest_documents;
use airside_booking::{
    BookingStatus, Document, DocumentState, Payment, PaymentState, Refund, RefundState,
};

use super::opened::trip;
use super::page::TripPage;
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::visitor::Visitor;

#[get("/trips/{reference}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let store = &app.ports.store;
    let fault = |error| Refusal::fault(&error);
    // What belongs to the booking is read after it, so nothing that it tells of is missing.
    let payments = store.payments(booking.id).await.map_err(fault)?;
    let refunds = store.refunds(booking.id).await.map_err(fault)?;
    let documents = newest_documents(&app, booking.id).await.map_err(fault)?;
    let bar_codes = bar_codes(&app, &booking, &documents).await.map_err(fault)?;
    let (world, now) = (app.world.load(), app.now());
    let page = TripPage {
        app: &app,
        visitor: &visitor,
        world: &world,
        status: booking.status(now),
        booking: &booking,
        payments: payments.into_iter().map(|it| it.value).collect(),
        refunds: refunds.into_iter().map(|it| it.value).collect(),
        documents,
        bar_codes,
        now,
    };
    let waits = waits(page.status, &page.payments, &page.refunds, &page.documents);
    let title = format!("{} {}", visitor.texts.trip, booking.reference);
    Ok(Sheet { waits, ..Sheet::new(&visitor, &title, page.shown()) }.answer())
}

/// Whether something will be here in a moment.
fn waits(
    status: BookingStatus,
    payments: &[Payment],
    refunds: &[Refund],
    documents: &[Document],
) -> bool {
    let is_paying = status == BookingStatus::PendingPayment
        && payments
            .iter()
            .any(|it| matches!(it.state, PaymentState::Open { .. } | PaymentState::Opening { .. }));
    let is_made = documents.iter().any(|it| it.state == DocumentState::Pending);
    let is_going_back = refunds.iter().any(|it| matches!(it.state, RefundState::Pending { .. }));
    is_paying || is_made || is_going_back
}
