//! `GET /payments/return?token=…`: where the payer lands, until the tickets are there; and
//! `POST` to the same address, which begins another attempt after one that failed.
//!
//! It is for a person, and asks for no key: all it trusts is the token in its address.

use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, get, post};
use airside_app::App;
use airside_app::idempotency::{Answer, Fingerprint, Once};
use airside_app::payments::return_link::{link, open};
use airside_app::payments::start::{Attempt, StartError, StartPayment, start_payment};
use airside_app::ports::changes::AnswerKey;
use airside_booking::Booking;
use airside_pages::{Frame, Language};

use super::returned::{can_pay_again, said};
use super::view::PaymentView;
use crate::browser::{Refused, html, is_browser};
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

type Query = Result<Params<ReturnQuery>, Problem>;

#[get("/payments/return")]
pub(crate) async fn show(app: Data<App>, request: HttpRequest, query: Query) -> HttpResponse {
    match shown(&app, query).await {
        Ok(page) => page,
        Err(problem) => refused(&request, &problem),
    }
}

async fn shown(app: &App, query: Query) -> Result<HttpResponse, Problem> {
    let Params(ReturnQuery { token }) = query?;
    let said = said(app, &open(app, &token).await?);
    let (waits, script) =
        if said.waits { (" data-waits aria-live=\"polite\"", Some("wait.js")) } else { ("", None) };
    let body = format!("<main class=\"sheet\"{waits}>{}</main>", said.text);
    let frame = Frame {
        title: &said.title,
        language: Language::ENGLISH,
        description: None,
        root: "../",
        styles: &[],
        script,
        body: &body,
    };
    Ok(html(&frame))
}

/// Begins another attempt, on the gateway's page, and leads back here, where the way to it is.
#[post("/payments/return")]
pub(crate) async fn pay_again(app: Data<App>, request: HttpRequest, query: Query) -> HttpResponse {
    match begun(&app, query).await {
        Ok(address) => HttpResponse::SeeOther().insert_header((LOCATION, address)).finish(),
        Err(problem) => refused(&request, &problem),
    }
}

async fn begun(app: &App, query: Query) -> Result<String, Problem> {
    let Params(ReturnQuery { token }) = query?;
    let returned = open(app, &token).await?;
    let address = format!("return?token={token}");
    let Some(failed) = returned.payment().filter(|_| can_pay_again(app, &returned)) else {
        // Something came of the last attempt meanwhile: the page says what.
        return Ok(address);
    };
    // However often the button is pressed, an attempt that failed is followed by one.
    let key = AnswerKey {
        user: returned.booking.owner,
        operation: "POST /payments/return".to_owned(),
        key: failed.id.to_string(),
    };
    let render = |it: &Attempt| Answer::json(201, &PaymentView::of(&it.booking, &it.payment));
    let said = Fingerprint { said: [0; 32], sent: [0; 32] };
    let once = Once { key, fingerprint: said, render: &render };
    let command = StartPayment {
        owner: returned.booking.owner,
        reference: returned.booking.reference,
        exchange: failed.exchange,
        payment_method: None,
        return_url: None,
    };
    let own_page = |booking: &Booking| link(app, booking);
    match start_payment(app, &command, &own_page, &once).await {
        // Not payable: paid or expired at this moment, and the page says so.
        Ok(_) | Err(StartError::NotPayable) => Ok(address),
        Err(error) => Err(error.into()),
    }
}

fn refused(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    if !is_browser(request) {
        return problem.error_response();
    }
    let page = Refused {
        title: "This link does not work",
        next: "It may be incomplete, or too old: it works for a day after the payment was begun. \
               Your booking is not touched by that. Look it up where you booked.",
        root: "../",
    };
    page.answer(problem)
}
