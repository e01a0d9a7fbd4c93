//! `GET /payments/return?token=…`: where the payer lands, until the tickets are there.
//!
//! The token is signed, for one booking, and expires: a bare reference opens nothing.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::documents::link::link;
use airside_app::documents::list::newest_tickets;
use airside_app::signature::{decode, encode, sign, verify};
use airside_booking::{Booking, BookingStatus, DocumentState};
use airside_primitives::BookingId;
use serde::Deserialize;
use uuid::Uuid;

use crate::problem::Problem;
use crate::query::Params;

const PURPOSE: &[u8] = b"payment return 1";

/// The gateway adds parameters of its own, which tell us nothing: the store knows.
#[derive(Debug, Deserialize)]
struct ReturnQuery {
    token: String,
}

/// The address of the page for this booking.
pub(crate) fn url(app: &App, booking: &Booking) -> String {
    let expires = (app.now() + app.settings.return_link_lifetime).unix_timestamp();
    let mut token = booking.id.0.as_bytes().to_vec();
    token.extend_from_slice(&expires.to_le_bytes());
    let signature = sign(&app.secrets.link_key, &[PURPOSE, &token]);
    token.extend_from_slice(&signature);
    format!("{}/payments/return?token={}", app.settings.public_url, encode(&token))
}

fn read_token(app: &App, token: &str) -> Option<BookingId> {
    let token = decode(token).filter(|token| token.len() == 56)?;
    let (payload, signature) = token.split_at(24);
    let (booking, expires) = payload.split_at(16);
    let expires = i64::from_le_bytes(expires.try_into().ok()?);
    let valid = verify(&app.secrets.link_key, &[PURPOSE, payload], signature)
        && app.now().unix_timestamp() < expires;
    valid.then(|| Uuid::from_slice(booking).ok().map(BookingId)).flatten()
}

#[get("/payments/return")]
pub(crate) async fn show(
    app: Data<App>,
    Params(query): Params<ReturnQuery>,
) -> Result<HttpResponse, Problem> {
    let id = read_token(&app, &query.token).ok_or_else(Problem::not_found)?;
    let store = &app.ports.store;
    let booking = store.booking(id).await?.ok_or_else(Problem::not_found)?.value;

    let page = match booking.status(app.now()) {
        BookingStatus::PendingPayment => waiting(&booking),
        BookingStatus::Confirmed | BookingStatus::PartiallyCancelled | BookingStatus::Cancelled => {
            confirmed(&app, &booking, &newest_tickets(&app, id).await?)
        }
        BookingStatus::Expired => expired(&booking),
    };
    Ok(HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ))
        .body(page))
}

fn waiting(booking: &Booking) -> String {
    let text = "<p>Your payment is on its way to us. This page looks again every two seconds.</p>\
                <p class=\"quiet\">You can also close it: the tickets are made all the same.</p>";
    page("Waiting for your payment", booking, text, true)
}

fn confirmed(app: &App, booking: &Booking, tickets: &[airside_booking::Document]) -> String {
    let mut all_ready = !tickets.is_empty();
    let mut list = String::from("<ul>");
    for (number, document) in tickets.iter().enumerate() {
        let label = if tickets.len() > 1 {
            format!("Ticket {}", number + 1)
        } else {
            "Your ticket".to_owned()
        };
        let line = match document.state {
            DocumentState::Ready { .. } => {
                let url = link(app, document.id).url.replace('&', "&amp;");
                format!("<li><a href=\"{url}\">{label} (PDF)</a></li>")
            }
            DocumentState::Awaited | DocumentState::Pending => {
                all_ready = false;
                format!("<li>{label} is being made …</li>")
            }
            DocumentState::Failed => format!("<li>{label} could not be made; we are on it.</li>"),
        };
        list.push_str(&line);
    }
    list.push_str("</ul>");
    let text = format!("<p>Thank you. Your booking is confirmed.</p>{list}");
    page("Paid and confirmed", booking, &text, !all_ready)
}

fn expired(booking: &Booking) -> String {
    let text = "<p>The time to pay for this booking is over, and its seats are for sale again.</p>\
                <p class=\"quiet\">If you paid at the last moment, the booking is confirmed when the \
                seats are still there; else all of it goes back to your card.</p>";
    page("This booking has expired", booking, text, false)
}

/// Nothing in the page comes from a user: the record locator is six known characters.
fn page(title: &str, booking: &Booking, text: &str, look_again: bool) -> String {
    let refresh = if look_again { "<meta http-equiv=\"refresh\" content=\"2\">" } else { "" };
    let reference = booking.reference;
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{refresh}\
         <title>{title}</title><style>{STYLE}</style></head>\
         <body><main><p class=\"reference\">Booking <strong>{reference}</strong></p>\
         <h1>{title}</h1>{text}</main></body></html>"
    )
}

const STYLE: &str = "\
    body{margin:0;background:#f4f6f8;color:#14202b;font:17px/1.5 system-ui,sans-serif}\
    main{max-width:30rem;margin:12vh auto;padding:2rem;background:#fff;border-radius:12px;\
    box-shadow:0 1px 3px #0002}\
    h1{font-size:1.5rem;margin:.2rem 0 1rem}\
    .reference{margin:0;color:#52606d}.reference strong{letter-spacing:.08em;color:#14202b}\
    .quiet{color:#52606d;font-size:.95rem}a{color:#0b57d0}li{margin:.4rem 0}";
