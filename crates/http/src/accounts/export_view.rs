//! How an export shows what no other answer shows.

use airside_app::account::{ApiKey, MailedToken, RefreshToken, Scope};
use airside_app::context::App;
use airside_app::history::HistoryEntry;
use airside_app::personal_data::export::{Login, WholeBooking};
use airside_app::ports::Remembered;
use airside_app::ports::payments::GatewayEvent;
use airside_booking::payment::Method;
use airside_booking::{Booking, Payment};
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::earlier_names::EarlierNameView;
use crate::bookings::view::BookingView;
use crate::cancellations::view::CancellationView;
use crate::changes::view::ChangeView;
use crate::documents::DocumentView;
use crate::payments::refund_view::RefundView;
use crate::payments::view::PaymentView;
use crate::times::Utc;
use crate::words;

/// An API key, without the key.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportedApiKey)]
pub(super) struct KeyView {
    #[schema(value_type = words::Id)]
    id: String,
    /// Its first characters.
    hint: String,
    #[schema(required)]
    name: Option<String>,
    #[schema(value_type = Vec<words::Scope>)]
    scopes: Vec<&'static str>,
    created_at: Utc,
    #[schema(required)]
    revoked_at: Option<Utc>,
}

/// A login.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(super) struct SessionView {
    #[schema(value_type = words::Id)]
    id: String,
    created_at: Utc,
    #[schema(required)]
    revoked_at: Option<Utc>,
    refresh_tokens: Vec<TokenView>,
}

/// A refresh token, without the token.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RefreshToken)]
struct TokenView {
    expires_at: Utc,
    #[schema(required)]
    used_at: Option<Utc>,
}

/// A link that was mailed, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = MailedToken)]
pub(super) struct MailedTokenView {
    #[schema(value_type = words::MailedTokenPurpose)]
    purpose: &'static str,
    created_at: Utc,
    expires_at: Utc,
}

impl MailedTokenView {
    pub(super) fn of(token: &MailedToken) -> Self {
        Self {
            purpose: token.purpose.code(),
            created_at: Utc(token.created_at),
            expires_at: Utc(token.expires_at),
        }
    }
}

/// An answer that is remembered under a key. What it says is in the bookings.
#[derive(Serialize, ToSchema)]
#[schema(as = RememberedAnswer)]
pub(super) struct AnswerView {
    /// Method and path.
    operation: String,
    idempotency_key: String,
    status: u16,
    answered_at: Utc,
    expires_at: Utc,
}

/// A booking with all that belongs to it.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportedBooking)]
pub(super) struct WholeBookingView {
    booking: BookingView,
    /// The promo code that it is counted for.
    #[schema(required)]
    promo_use: Option<String>,
    /// Names that passengers had before they were corrected, oldest first.
    earlier_names: Vec<EarlierNameView>,
    payments: Vec<WholePaymentView>,
    cancellations: Vec<CancellationView>,
    changes: Vec<ChangeView>,
    refunds: Vec<RefundView>,
    /// All of them, also tickets that newer ones replaced.
    documents: Vec<DocumentView>,
    /// What the gateway told; kept for a week.
    gateway_events: Vec<EventView>,
    /// What people of the house did to it, oldest first.
    history: Vec<DoneView>,
}

/// An attempt to pay, with what it was begun with.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportedPayment)]
struct WholePaymentView {
    #[serde(flatten)]
    payment: PaymentView,
    /// The gateway's id of the payment method, when the client gave one.
    #[schema(required)]
    payment_method: Option<String>,
    /// Where the payer came back to; empty once the people of the booking were erased.
    return_url: String,
    updated_at: Utc,
}

/// What somebody of the house did, or what happened that the booking itself forgets.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportedHistoryLine)]
struct DoneView {
    at: Utc,
    what: &'static str,
    /// Why, or what was noted.
    #[schema(required)]
    reason: Option<String>,
}

/// What the gateway told.
#[derive(Serialize, ToSchema)]
#[schema(as = GatewayEvent)]
struct EventView {
    id: String,
    #[schema(example = "payment_intent.succeeded")]
    kind: String,
    received_at: Utc,
}

impl KeyView {
    pub(super) fn of(key: &ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            hint: key.hint.clone(),
            name: key.name.clone(),
            scopes: key.scopes.iter().map(Scope::code).collect(),
            created_at: Utc(key.created_at),
            revoked_at: key.revoked_at.map(Utc),
        }
    }
}

impl SessionView {
    pub(super) fn of(login: &Login) -> Self {
        let token = |token: &RefreshToken| TokenView {
            expires_at: Utc(token.expires_at),
            used_at: token.used_at.map(Utc),
        };
        Self {
            id: login.session.id.to_string(),
            created_at: Utc(login.session.created_at),
            revoked_at: login.session.revoked_at.map(Utc),
            refresh_tokens: login.refresh_tokens.iter().map(token).collect(),
        }
    }
}

impl AnswerView {
    pub(super) fn of(answer: &Remembered) -> Self {
        Self {
            operation: answer.key.operation.clone(),
            idempotency_key: answer.key.key.clone(),
            status: answer.status,
            answered_at: Utc(answer.answered_at),
            expires_at: Utc(answer.expires_at),
        }
    }
}

impl WholeBookingView {
    pub(super) async fn of(app: &App, whole: &WholeBooking) -> Self {
        let (booking, now) = (&whole.booking, app.now());
        let mut documents = Vec::with_capacity(whole.documents.len());
        for document in &whole.documents {
            documents.push(DocumentView::of(app, document).await);
        }
        let cancellations = whole.cancellations.iter();
        let (world, changes) = (app.world.load(), whole.changes.iter());
        Self {
            booking: BookingView::of(app, booking),
            promo_use: whole.promo_use.as_ref().map(ToString::to_string),
            earlier_names: EarlierNameView::all(booking),
            payments: whole.payments.iter().map(|it| WholePaymentView::of(booking, it)).collect(),
            cancellations: cancellations
                .map(|(it, repaid)| CancellationView::of(app, booking, it, repaid.as_ref(), now))
                .collect(),
            changes: changes
                .map(|(it, paid)| ChangeView::of(&world, booking, it, paid.as_ref(), now))
                .collect(),
            refunds: whole.refunds.iter().map(|it| RefundView::of(booking, it)).collect(),
            documents,
            gateway_events: whole.gateway_events.iter().map(EventView::of).collect(),
            history: whole.history.iter().map(DoneView::of).collect(),
        }
    }
}

impl WholePaymentView {
    fn of(booking: &Booking, payment: &Payment) -> Self {
        Self {
            payment: PaymentView::of(booking, payment),
            payment_method: match &payment.method {
                Method::Card(id) => Some(id.clone()),
                Method::Checkout | Method::Free => None,
            },
            return_url: payment.return_url.clone(),
            updated_at: Utc(payment.updated_at),
        }
    }
}

impl DoneView {
    fn of(entry: &HistoryEntry) -> Self {
        let (what, reason) = (entry.deed.code(), entry.said.reason.clone());
        Self { at: Utc(entry.at), what, reason }
    }
}

impl EventView {
    fn of((event, received_at): &(GatewayEvent, OffsetDateTime)) -> Self {
        let (id, kind) = (event.id.0.clone(), event.kind.clone());
        Self { id, kind, received_at: Utc(*received_at) }
    }
}
