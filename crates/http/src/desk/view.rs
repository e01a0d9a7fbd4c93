//! How a booking is shown to those who serve it.

use airside_app::App;
use airside_app::account::User;
use airside_booking::Booking;
use serde::Serialize;
use utoipa::ToSchema;

use crate::bookings::view::BookingView;
use crate::cancellations::view::CancellationView;
use crate::changes::view::ChangeView;
use crate::documents::DocumentView;
use crate::payments::refund_view::RefundView;
use crate::payments::view::PaymentView;
use crate::words;

/// A booking, and whose it is.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnedBooking)]
pub(super) struct OwnedBookingView {
    #[serde(flatten)]
    booking: BookingView,
    #[schema(value_type = words::Id)]
    owner_id: String,
}

/// A booking with all that belongs to it.
#[derive(Serialize, ToSchema)]
#[schema(as = ServedBooking)]
pub(super) struct ServedBookingView {
    #[serde(flatten)]
    booking: BookingView,
    #[schema(value_type = words::Id)]
    owner_id: String,
    /// Null once the account was erased.
    #[schema(required)]
    owner: Option<OwnerView>,
    payments: Vec<PaymentView>,
    refunds: Vec<RefundView>,
    changes: Vec<ChangeView>,
    cancellations: Vec<CancellationView>,
    documents: Vec<DocumentView>,
    admin_links: AdminLinksView,
}

/// Whose booking it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Owner)]
pub(super) struct OwnerView {
    #[schema(format = "email")]
    email: String,
    given_name: String,
    family_name: String,
    #[schema(required)]
    phone: Option<String>,
}

/// Where those who serve it go on.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminLinks)]
struct AdminLinksView {
    #[serde(rename = "self")]
    this: String,
    history: String,
    notes: String,
    cancellations: String,
    resend_documents: String,
}

/// What belongs to a booking.
pub(super) struct Belongings {
    pub owner: Option<User>,
    pub payments: Vec<PaymentView>,
    pub refunds: Vec<RefundView>,
    pub changes: Vec<ChangeView>,
    pub cancellations: Vec<CancellationView>,
    pub documents: Vec<DocumentView>,
}

impl OwnedBookingView {
    pub(super) fn of(app: &App, booking: &Booking) -> Self {
        let owner_id = booking.owner.to_string();
        Self { booking: BookingView::of(app, booking), owner_id }
    }
}

impl ServedBookingView {
    pub(super) fn of(app: &App, booking: &Booking, belongings: Belongings) -> Self {
        let Belongings { owner, payments, refunds, changes, cancellations, documents } = belongings;
        let this = format!("/v1/admin/bookings/{}", booking.reference);
        Self {
            booking: BookingView::of(app, booking),
            owner_id: booking.owner.to_string(),
            owner: owner.map(|user| OwnerView {
                email: user.email,
                given_name: user.given_name,
                family_name: user.family_name,
                phone: user.phone,
            }),
            payments,
            refunds,
            changes,
            cancellations,
            documents,
            admin_links: AdminLinksView {
                history: format!("{this}/history"),
                notes: format!("{this}/notes"),
                cancellations: format!("{this}/cancellations"),
                resend_documents: format!("{this}/documents/resend"),
                this,
            },
        }
    }
}
