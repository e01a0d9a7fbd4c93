//! `GET /v1/users/me/export`
//!
//! Written as it is read, a page at a time: an agency's export is larger than what a server should
//! hold. Should the store fail on the way, the answer breaks off before its last brace.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};
use airside_app::context::App;
use airside_app::personal_data::export::{Part, Piece, export as read_export};
use futures::{StreamExt as _, stream};
use serde::Serialize;
use utoipa::ToSchema;

use super::export_view::{AnswerView, KeyView, MailedTokenView, SessionView, WholeBookingView};
use super::users::UserView;
use crate::auth::Signed;
use crate::problem::{Kind, Problem};
use crate::times::Utc;
use crate::webhooks::view::{EndpointView, EventView, WholeDeliveryView};

/// Everything that is kept about a user.
#[derive(Serialize, ToSchema)]
struct Head {
    exported_at: Utc,
    user: UserView,
}

/// Everything that is kept about a user, as it is written: a list is never left out.
#[derive(ToSchema)]
#[schema(as = AccountExport)]
#[expect(dead_code, reason = "describes what is written piece by piece")]
pub(crate) struct ExportView {
    exported_at: Utc,
    user: UserView,
    /// Revoked ones too; never the keys themselves.
    api_keys: Vec<KeyView>,
    /// Ended ones too.
    sessions: Vec<SessionView>,
    /// Links that were mailed and not followed; never the links themselves.
    mailed_tokens: Vec<MailedTokenView>,
    /// What was answered under an `Idempotency-Key`; kept for 24 hours.
    answers: Vec<AnswerView>,
    /// Never their secrets.
    webhook_endpoints: Vec<EndpointView>,
    webhook_deliveries: Vec<WholeDeliveryView>,
    /// What happened to your bookings; kept for 30 days.
    events: Vec<EventView>,
    /// Newest first.
    bookings: Vec<WholeBookingView>,
}

/// Export everything that is kept about you
///
/// One JSON document, written as it is read. Secrets are not in it: of keys and tokens only hashes
/// are kept. Links to documents expire.
#[utoipa::path(
    operation_id = "exportAccount",
    tag = "Accounts",
    responses(
        (status = 200, description = "Everything", body = ExportView),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/users/me/export")]
pub(crate) async fn export(signed: Signed, app: Data<App>) -> Result<HttpResponse, Problem> {
    let user = app.ports.store.user(signed.user).await?.ok_or(Kind::Unauthorized)?;
    let head = Head { exported_at: Utc(app.now()), user: UserView::of(user) };
    let head = text(&head)?;
    let head = head.strip_suffix('}').unwrap_or(&head).to_owned();

    let app = app.into_inner();
    let pieces = read_export(app.clone(), signed.user).then(move |piece| {
        let app = app.clone();
        async move { written(&app, piece?).await }
    });
    let body = stream::iter([Ok(Bytes::from(head))])
        .chain(pieces)
        .chain(stream::iter([Ok(Bytes::from_static(b"}"))]));
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("Cache-Control", "private, no-store"))
        .insert_header(("Content-Disposition", "attachment; filename=\"export.json\""))
        .streaming(body))
}

/// A piece, with the name of its list before the first and the end of it after the last.
async fn written(app: &App, piece: Piece) -> Result<Bytes, Problem> {
    let Piece { part, is_first, is_last } = piece;
    let (name, items) = match part {
        Part::ApiKeys(keys) => ("api_keys", texts(keys.iter().map(KeyView::of))?),
        Part::Sessions(logins) => ("sessions", texts(logins.iter().map(SessionView::of))?),
        Part::MailedTokens(tokens) => {
            ("mailed_tokens", texts(tokens.iter().map(MailedTokenView::of))?)
        }
        Part::Answers(answers) => ("answers", texts(answers.iter().map(AnswerView::of))?),
        Part::Endpoints(endpoints) => {
            ("webhook_endpoints", texts(endpoints.into_iter().map(EndpointView::of))?)
        }
        Part::Deliveries(endpoint, deliveries) => {
            let view = |delivery| WholeDeliveryView::of(endpoint, delivery);
            ("webhook_deliveries", texts(deliveries.into_iter().map(view))?)
        }
        Part::Events(events) => {
            let views = events.iter().map(EventView::of).collect::<Result<Vec<_>, _>>()?;
            ("events", texts(views.into_iter())?)
        }
        Part::Bookings(bookings) => {
            let mut items = Vec::with_capacity(bookings.len());
            for booking in bookings {
                items.push(text(&WholeBookingView::of(app, &booking).await)?);
            }
            ("bookings", items)
        }
    };
    let mut written = if is_first { format!(",\"{name}\":[") } else { String::new() };
    if !is_first && !items.is_empty() {
        written.push(',');
    }
    written.push_str(&items.join(","));
    if is_last {
        written.push(']');
    }
    Ok(Bytes::from(written))
}

fn texts(views: impl Iterator<Item = impl Serialize>) -> Result<Vec<String>, Problem> {
    views.map(|view| text(&view)).collect()
}

fn text(view: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(view).map_err(|error| Problem::internal(&error))
}
