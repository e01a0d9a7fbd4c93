//! `GET /payments/return?token=…`: where the payer lands, until the tickets are there.
//!
//! It is for a person, and asks for no key: all it trusts is the token in its address.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::documents::link::link;
use airside_app::payments::return_link::{Returned, open};
use airside_booking::{Booking, BookingStatus, Document, DocumentState};

use crate::faults::Faults;
use crate::problem::Problem;
use crate::query::Params;
use crate::read::Read;
use crate::request::{Fields, Request};
use crate::tree::Tree;

/// The gateway adds parameters of its own, which tell us nothing: the store knows.
struct ReturnQuery {
    token: String,
}

impl Read for ReturnQuery {
    fn read(tree: Tree, at: &str, faults: &mut Faults) -> Option<Self> {
        let token = Fields::of(tree, at, faults)?.take("token");
        Some(Self { token })
    }
}

impl Request for ReturnQuery {
    type Checked = Self;

    fn check(self, _faults: &mut Faults) -> Option<Self> {
        Some(self)
    }
}

#[get("/payments/return")]
pub(crate) async fn show(
    app: Data<App>,
    Params(query): Params<ReturnQuery>,
) -> Result<HttpResponse, Problem> {
    let Returned { booking, status, tickets } = open(&app, &query.token).await?;
    let page = match status {
        BookingStatus::PendingPayment => waiting(&booking),
        BookingStatus::Confirmed | BookingStatus::PartiallyCancelled | BookingStatus::Cancelled => {
            confirmed(&app, &booking, &tickets)
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

fn confirmed(app: &App, booking: &Booking, tickets: &[Document]) -> String {
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
            DocumentState::Erasing { .. } | DocumentState::Erased { .. } => {
                format!("<li>{label} was erased.</li>")
            }
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
