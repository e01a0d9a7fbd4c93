//! `GET /trips/{reference}`: the trip as it stands.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::documents::bar_codes::bar_codes;
use airside_app::documents::list::newest_documents;
use airside_booking::{BookingStatus, DocumentState, Payment, RefundState};

use super::opened::trip;
use super::page::TripPage;
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::shown::account::Account;
use crate::visitor::Visitor;

#[get("/trips/{reference}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let fault = |error| Refusal::fault(&error);
    // What belongs to the booking is read after it, so nothing that it tells of is missing.
    let account = Account::of(&app, &booking).await?;
    let documents = newest_documents(&app, booking.id).await.map_err(fault)?;
    let bar_codes = bar_codes(&app, &booking, &documents).await.map_err(fault)?;
    let (world, now) = (app.world.load(), app.now());
    let page = TripPage {
        app: &app,
        visitor: &visitor,
        world: &world,
        status: booking.status(now),
        booking: &booking,
        account,
        documents,
        bar_codes,
        now,
    };
    let waits = waits(&page);
    let title = format!("{} {}", visitor.texts.trip, booking.reference);
    Ok(Sheet { waits, ..Sheet::new(&visitor, &title, page.shown()) }.answer())
}

/// Whether something will be here in a moment.
fn waits(page: &TripPage<'_>) -> bool {
    let held = page.booking.exchanging.as_ref().filter(|it| page.now < it.due_by);
    let is_due = page.status == BookingStatus::PendingPayment || held.is_some();
    let is_paying = is_due && page.account.payments.iter().any(Payment::is_live);
    let is_made = page.documents.iter().any(|it| it.state == DocumentState::Pending);
    let mut refunds = page.account.refunds.iter();
    let is_going_back = refunds.any(|it| matches!(it.state, RefundState::Pending { .. }));
    is_paying || is_made || is_going_back
}
