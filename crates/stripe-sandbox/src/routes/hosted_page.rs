//! `/sandbox/payments/{id}`: where a payer, or a script, approves or declines.
//!
//! Not part of Stripe's API, so it takes no key: as with Stripe's own page, the address is enough
//! to pay. Browsers are sent on; scripts are told the status.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use crate::form::Form;
use crate::objects::Links;
use crate::objects::checkout_session::{self, CheckoutSession};
use crate::objects::money;
use crate::objects::payment_intent::{self, PaymentIntent};
use crate::page::{self, Page, State};
use crate::refusal::Refusal;
use crate::sandbox::Sandbox;
use crate::scenarios::Scenario;
use crate::store::Transaction;
use crate::test_cards::{self, Behaviour};

/// What became of the payment, and where its payer goes next.
struct Decided {
    status: &'static str,
    next: String,
}

/// What an address of the page names.
enum Payment {
    Session(CheckoutSession),
    /// A payment whose bank wants to see the payer.
    Intent(PaymentIntent),
}

pub(super) async fn show(sandbox: Data<Sandbox>, id: Path<String>) -> HttpResponse {
    let found = sandbox.store.run(move |transaction| page_of(transaction, &id)).await;
    match found {
        Ok(page) => html(StatusCode::OK, &page.policy(), page.html(&sandbox.access.merchant)),
        Err(refusal) => html(refusal.status(), &airside_pages::policy(""), page::not_found()),
    }
}

pub(super) async fn approve(
    sandbox: Data<Sandbox>,
    id: Path<String>,
    request: HttpRequest,
    body: Bytes,
) -> HttpResponse {
    let decided = sandbox
        .store
        .run(move |transaction| {
            let form = Form::parse_either(&body)?;
            form.only(&["payment_method"])?;
            approved(transaction, &id, paying_card(&form)?)
        })
        .await;
    show_decision(&request, decided)
}

pub(super) async fn decline(
    sandbox: Data<Sandbox>,
    id: Path<String>,
    request: HttpRequest,
    body: Bytes,
) -> HttpResponse {
    let decided = sandbox
        .store
        .run(move |transaction| {
            Form::parse_either(&body)?.only(&[])?;
            declined(transaction, &id)
        })
        .await;
    show_decision(&request, decided)
}

fn approved(
    transaction: &mut Transaction,
    id: &str,
    card: Option<&str>,
) -> Result<Decided, Refusal> {
    match payment(transaction, id)? {
        Payment::Session(mut session) => {
            match session.status {
                checkout_session::Status::Complete => {}
                checkout_session::Status::Expired => return Err(too_late("expired")),
                checkout_session::Status::Open => {
                    let mut intent = transaction.intent_of(&mut session)?;
                    if intent.scenario() == Some(Scenario::Declined) {
                        return declined(transaction, id);
                    }
                    transaction.pay(&mut intent, card.unwrap_or(test_cards::DEFAULT))?;
                    transaction.complete(&mut session, &intent)?;
                }
            }
            Ok(Decided { status: session.status.name(), next: session.success_address() })
        }
        Payment::Intent(mut intent) => {
            match intent.status {
                payment_intent::Status::Processing | payment_intent::Status::Succeeded => {}
                payment_intent::Status::Canceled => return Err(too_late("canceled")),
                payment_intent::Status::RequiresPaymentMethod
                | payment_intent::Status::RequiresConfirmation
                | payment_intent::Status::RequiresAction => {
                    let own = intent.payment_method.clone();
                    let card = card.or(own.as_deref()).unwrap_or(test_cards::DEFAULT).to_owned();
                    transaction.pay(&mut intent, &card)?;
                }
            }
            let next = way_back(&intent, "succeeded", transaction.links());
            Ok(Decided { status: intent.status.name(), next })
        }
    }
}

fn declined(transaction: &mut Transaction, id: &str) -> Result<Decided, Refusal> {
    match payment(transaction, id)? {
        Payment::Session(mut session) => {
            if session.status != checkout_session::Status::Open {
                return Err(too_late(session.status.name()));
            }
            let mut intent = transaction.intent_of(&mut session)?;
            transaction.decline(&mut intent, test_cards::DECLINING, test_cards::DECLINED)?;
            let next = session.cancel_url.clone();
            let next = next.unwrap_or_else(|| transaction.links().payment(&session.id));
            Ok(Decided { status: session.status.name(), next })
        }
        Payment::Intent(mut intent) => {
            if !intent.status.is_open() {
                return Err(too_late(intent.status.name()));
            }
            transaction.fail_authentication(&mut intent)?;
            let next = way_back(&intent, "failed", transaction.links());
            Ok(Decided { status: intent.status.name(), next })
        }
    }
}

fn payment(transaction: &mut Transaction, id: &str) -> Result<Payment, Refusal> {
    if let Some(session) = transaction.session(id)? {
        return Ok(Payment::Session(session));
    }
    match transaction.find::<PaymentIntent>(id)? {
        Some(intent) if intent.has_page => Ok(Payment::Intent(intent)),
        Some(_) | None => Err(Refusal::not_found("payment", id)),
    }
}

fn page_of(transaction: &mut Transaction, id: &str) -> Result<Page, Refusal> {
    let payment = payment(transaction, id)?;
    let (id, own_address) = (id.to_owned(), transaction.links().payment(id));
    match payment {
        Payment::Session(session) => {
            let state = match session.status {
                checkout_session::Status::Open => {
                    let intent = match &session.payment_intent {
                        Some(intent) => transaction.find::<PaymentIntent>(intent)?,
                        None => None,
                    };
                    State::Payable { declined: intent.as_ref().and_then(last_decline) }
                }
                checkout_session::Status::Complete => {
                    State::Paid { back: Some(session.success_address()) }
                }
                checkout_session::Status::Expired => State::Closed,
            };
            let amount = money::show(session.amount_total(), &session.currency);
            let ways_out =
                session.cancel_url.iter().cloned().chain([session.success_address(), own_address]);
            let lines = session.lines.into_iter().map(|line| {
                let times = if line.quantity == 1 {
                    String::new()
                } else {
                    format!(" × {}", line.quantity)
                };
                (format!("{}{times}", line.name), line.description)
            });
            Ok(Page { id, lines: lines.collect(), amount, state, ways_out: ways_out.collect() })
        }
        Payment::Intent(intent) => {
            let state = match intent.status {
                payment_intent::Status::RequiresPaymentMethod
                | payment_intent::Status::RequiresConfirmation
                | payment_intent::Status::RequiresAction => {
                    State::Payable { declined: last_decline(&intent) }
                }
                payment_intent::Status::Processing | payment_intent::Status::Succeeded => {
                    State::Paid { back: intent.return_url.clone() }
                }
                payment_intent::Status::Canceled => State::Closed,
            };
            let amount = money::show(intent.amount, &intent.currency);
            let lines = intent.description.map(|description| (description, None));
            let ways_out = intent.return_url.into_iter().chain([own_address]);
            Ok(Page {
                id,
                lines: lines.into_iter().collect(),
                amount,
                state,
                ways_out: ways_out.collect(),
            })
        }
    }
}

/// A style or a script of the page.
pub(super) async fn asset(path: Path<(String, String)>) -> HttpResponse {
    let (version, name) = path.into_inner();
    let Some(asset) = airside_pages::asset(&version, &name) else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, asset.media_type))
        .insert_header(("Cache-Control", asset.kept))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .body(asset.text)
}

fn last_decline(intent: &PaymentIntent) -> Option<String> {
    intent.last_error.as_ref().map(|error| error.message.clone())
}

/// The card a script wants to pay with; it must be one that can.
fn paying_card(form: &Form) -> Result<Option<&str>, Refusal> {
    let Some(name) = form.text("payment_method") else { return Ok(None) };
    let behaviour = test_cards::find(name).map(|card| card.behaviour);
    match behaviour {
        None => Err(Refusal::no_such("PaymentMethod", name, "payment_method")),
        Some(Behaviour::Declines(_)) => {
            Err(Refusal::invalid("This card declines: decline instead.").about("payment_method"))
        }
        Some(
            Behaviour::Approves
            | Behaviour::Authenticates
            | Behaviour::AuthenticatesWhenAsked
            | Behaviour::RefundFails
            | Behaviour::RefundPends
            | Behaviour::Disputes
            | Behaviour::Inquires,
        ) => Ok(Some(name)),
    }
}

/// Stripe tells the merchant's page which payment its visitor comes from.
fn way_back(intent: &PaymentIntent, redirect_status: &str, links: &Links) -> String {
    let Some(return_url) = &intent.return_url else { return links.payment(&intent.id) };
    let (address, fragment) = match return_url.split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (return_url.as_str(), String::new()),
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    format!(
        "{address}{mark}payment_intent={}&payment_intent_client_secret={}&redirect_status=\
         {redirect_status}{fragment}",
        intent.id, intent.client_secret
    )
}

fn too_late(status: &str) -> Refusal {
    Refusal::conflict(format!("This payment can no longer be changed: it is {status}."))
}

fn show_decision(request: &HttpRequest, decided: Result<Decided, Refusal>) -> HttpResponse {
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    let is_browser = accept.is_some_and(|accept| accept.contains("text/html"));
    let own_page = request.path().rsplit_once('/').map_or("", |(page, _)| page);
    match (decided, is_browser) {
        (Ok(decided), true) => see_other(&decided.next),
        // The page itself says why nothing can be done.
        (Err(_), true) => see_other(own_page),
        (Ok(decided), false) => HttpResponse::Ok().json(json!({"status": decided.status})),
        (Err(refusal), false) => HttpResponse::build(refusal.status()).json(refusal.body()),
    }
}

fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}

fn html(status: StatusCode, policy: &str, body: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header(("Cache-Control", "no-store"))
        .insert_header(("Referrer-Policy", "no-referrer"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .body(body)
}
