//! `GET /v1/admin/bookings/{booking_ref}`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::bookings::read::{ReadError, any_booking};
use airside_app::cancellations::read::repayment;
use airside_app::documents::list::newest_documents;
use airside_app::exchanges::read::payment_of;
use airside_booking::Booking;

use super::view::{Belongings, ServedBookingView};
use crate::auth::Agent;
use crate::bookings::read_reference;
use crate::cancellations::view::CancellationView;
use crate::changes::view::ChangeView;
use crate::documents::DocumentView;
use crate::payments::refund_view::RefundView;
use crate::payments::view::PaymentView;
use crate::problem::Problem;
use crate::words;

/// One that moves all the time is shown as it was read last.
const MOST_LOOKS: usize = 5;

/// Show any booking
///
/// Whoever owns it, with its payments, refunds, changes, cancellations and documents.
#[utoipa::path(
    operation_id = "getAnyBooking",
    tag = "Operators",
    params(("booking_ref" = words::BookingRef, Path, description = "The record locator.")),
    responses(
        (status = 200, description = "The booking", body = ServedBookingView),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/bookings/{booking_ref}")]
pub(crate) async fn show(
    _agent: Agent,
    app: Data<App>,
    reference: Path<String>,
) -> Result<HttpResponse, Problem> {
    let reference = read_reference(&reference)?;
    let mut booking = any_booking(&app, reference).await?;
    let mut looks = 0;
    // What moves the booking moves its money in the same commit: should it come between these reads,
    // all is read again.
    loop {
        let belongings = belongings(&app, &booking.value).await?;
        let now = any_booking(&app, reference).await?;
        looks += 1;
        if now.version == booking.version || looks == MOST_LOOKS {
            let view = ServedBookingView::of(&app, &booking.value, belongings);
            return Ok(HttpResponse::Ok().json(view));
        }
        booking = now;
    }
}

async fn belongings(app: &App, booking: &Booking) -> Result<Belongings, ReadError> {
    let store = &app.ports.store;
    let payments = store.payments(booking.id).await?;
    let refunds = store.refunds(booking.id).await?;
    let mut cancellations = Vec::new();
    for cancellation in store.cancellations(booking.id).await? {
        let repaid = repayment(app, &cancellation.value).await?;
        let view =
            CancellationView::of(app, booking, &cancellation.value, repaid.as_ref(), app.now());
        cancellations.push(view);
    }
    let (world, now) = (app.world.load(), app.now());
    let mut changes = Vec::new();
    for exchange in store.exchanges(booking.id).await? {
        let payment = payment_of(app, &exchange.value).await?;
        changes.push(ChangeView::of(&world, booking, &exchange.value, payment.as_ref(), now));
    }
    let mut documents = Vec::new();
    for document in newest_documents(app, booking.id).await? {
        documents.push(DocumentView::of(app, &document).await);
    }
    Ok(Belongings {
        owner: store.user(booking.owner).await?,
        payments: payments.iter().map(|it| PaymentView::of(booking, &it.value)).collect(),
        refunds: refunds.iter().map(|it| RefundView::of(booking, &it.value)).collect(),
        changes,
        cancellations,
        documents,
    })
}
