//! `GET, POST /book`: the page, and each button on it.
//!
//! A request to book is known by what it asks for: the same people on the same flights are booked
//! once, however often the button is pressed, in whichever tab, before or after going back.

use actix_web::cookie::Cookie;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Scope;
use airside_app::bookings::place::{PlaceBooking, PlaceError, check_booking, place_booking};
use airside_app::bookings::promo::{PromoError, discounts};
use airside_app::bookings::read::own_booking;
use airside_app::idempotency::{Answer, Fingerprint, IdempotencyError, Once};
use airside_app::ports::changes::AnswerKey;
use airside_app::signature::encode;
use airside_booking::{Booking, BookingStatus, RecordLocator};
use airside_primitives::{Amount, UserId};

use super::account::{Begun, begin};
use super::draft::draft;
use super::faults::{ALL, told};
use super::offers::Chosen;
use super::page::{Making, gone};
use super::seats::{open_seats, seated};
use crate::form::{Fields, Posted, Wrong};
use crate::once::in_turn;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead};
use crate::shown::seat_maps::pick;
use crate::visitor::Visitor;

/// How often the same people may book the same flights again within a day, after a hold of them has
/// ended or a trip was cancelled.
const TIMES: u8 = 20;

#[get("/book")]
pub(super) async fn show(
    app: Data<App>,
    request: HttpRequest,
    visitor: Visitor,
) -> Result<HttpResponse, Refusal> {
    let mut fields = Fields::of(request.query_string().as_bytes());
    if let Some(user) = visitor.user()
        && let Ok(Some(user)) = app.ports.store.user(user).await
    {
        fields.set("email", user.email);
        fields.set("phone", user.phone.unwrap_or_default());
    }
    page(&app, &visitor, &fields, Wrong::default(), Vec::new()).await
}

#[post("/book")]
pub(super) async fn send(
    app: Data<App>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Refusal> {
    let Posted { mut visitor, mut fields } = posted;
    let world = app.world.load();
    let Some(chosen) = Chosen::read(&app, &world, &fields) else {
        return Ok(
            Sheet::new(&visitor, visitor.texts.your_booking, gone(&visitor, &fields)).answer()
        );
    };
    let button = fields.get("do").to_owned();
    // A price that has changed is shown before anything is booked.
    if button != "book" || chosen.cost_before.is_some() {
        pick(&mut fields, |_| seated(&chosen), &button);
        return page(&app, &visitor, &fields, Wrong::default(), Vec::new()).await;
    }
    let (command, mut wrong) = draft(&fields, &chosen, &visitor);
    // Everything is told before an account is made.
    if let Some(command) = &command
        && let Err(error) = check_booking(&app, &without_promo(command)).await
    {
        wrong.extend(told(error, &mut fields, &chosen, visitor.texts)?);
    }
    // Whoever is known may have this trip already, with the last use of the code: then it is shown.
    if visitor.caller.is_none()
        && let Err(said) = taken_off(&app, &visitor, &fields, &chosen).await?
    {
        wrong.add("promo", said);
    }
    let Some(command) = command.filter(|_| wrong.is_empty()) else {
        return page(&app, &visitor, &fields, wrong, Vec::new()).await;
    };
    let (caller, cookies) = match visitor.caller {
        Some(caller) => (caller, Vec::new()),
        None => match begin(&app, &request, &visitor, &fields).await? {
            Ok(Begun { caller, cookie }) => (caller, vec![cookie]),
            Err(wrong) => return page(&app, &visitor, &fields, wrong, Vec::new()).await,
        },
    };
    visitor.caller = Some(caller);
    if !caller.scopes.has(Scope::Book) {
        let wrong = Wrong::with(ALL, visitor.texts.prove_first);
        return page(&app, &visitor, &fields, wrong, cookies).await;
    }
    let command = PlaceBooking { by: caller.role, ..command };
    match placed(&app, caller.user, &chosen, &command).await {
        Ok(reference) => Ok(lead(&visitor, &format!("trips/{reference}"), cookies)),
        Err(PlaceOrFault::Fault(refusal)) => Err(refusal),
        Err(PlaceOrFault::Place(error)) => {
            let wrong = told(*error, &mut fields, &chosen, visitor.texts)?;
            page(&app, &visitor, &fields, wrong, cookies).await
        }
    }
}

/// A promo code is told of by the page, with what it takes off.
fn without_promo(command: &PlaceBooking) -> PlaceBooking {
    PlaceBooking { promo_code: None, ..command.clone() }
}

enum PlaceOrFault {
    Place(Box<PlaceError>),
    Fault(Refusal),
}

/// The booking: a new one, or the one that these people have on these flights.
async fn placed(
    app: &App,
    owner: UserId,
    chosen: &Chosen,
    command: &PlaceBooking,
) -> Result<RecordLocator, PlaceOrFault> {
    let asked = asked(app, chosen, command);
    for time in 0..TIMES {
        let key = AnswerKey {
            user: owner,
            operation: "POST /book".to_owned(),
            key: format!("{}-{time}", encode(&asked)),
        };
        let render =
            |booking: &Booking| Answer { status: 201, body: format!("\"{}\"", booking.reference) };
        let once =
            Once { key, fingerprint: Fingerprint { said: asked, sent: asked }, render: &render };
        let is_busy = |it: &PlaceError| matches!(it, PlaceError::Once(IdempotencyError::InUse));
        let place = async || place_booking(app, owner, command, &once).await;
        let given = in_turn(is_busy, place).await;
        let given = given.map_err(|error| PlaceOrFault::Place(Box::new(error)))?;
        let reference = given.answer().body.trim_matches('"').parse::<RecordLocator>();
        let reference = reference.map_err(|error| PlaceOrFault::Fault(Refusal::fault(&error)))?;
        let booking = own_booking(app, owner, reference).await;
        let booking = booking.map_err(|error| PlaceOrFault::Fault(Refusal::fault(&error)))?;
        match booking.value.status(app.now()) {
            BookingStatus::Expired | BookingStatus::Cancelled => (),
            BookingStatus::PendingPayment
            | BookingStatus::Confirmed
            | BookingStatus::PartiallyCancelled => return Ok(reference),
        }
    }
    Err(PlaceOrFault::Fault(Refusal::Away))
}

/// What the promo code that was typed takes off; or what is said of one that takes nothing off.
async fn taken_off(
    app: &App,
    visitor: &Visitor,
    fields: &Fields,
    chosen: &Chosen,
) -> Result<Result<Amount, &'static str>, Refusal> {
    let texts = visitor.texts;
    if !fields.has("promo") {
        return Ok(Ok(Amount::ZERO));
    }
    let Ok(code) = fields.get("promo").parse() else { return Ok(Err(texts.promo_unknown)) };
    match discounts(app, &code, visitor.user(), &chosen.bases()).await {
        Ok(discounts) => Ok(Ok(discounts.into_iter().sum())),
        Err(PromoError::Unknown) => Ok(Err(texts.promo_unknown)),
        Err(PromoError::Refused(_)) => Ok(Err(texts.promo_refused)),
        Err(PromoError::Store(error)) if error.is_away() => Err(Refusal::Away),
        Err(PromoError::Store(error)) => Err(Refusal::fault(&error)),
    }
}

/// What tells a request from others: who travels, on which flights, in which seats. Not the ids of
/// the offers: one that is renewed has another.
fn asked(app: &App, chosen: &Chosen, command: &PlaceBooking) -> [u8; 32] {
    let flights = chosen.segments().map(|(offer, segment)| {
        format!("{} {} {} {}", segment.flight, segment.date, offer.cabin.code(), offer.brand.code())
    });
    let mut parts: Vec<String> = flights.collect();
    for traveller in &command.passengers {
        let name = &traveller.name;
        parts.push(format!(
            "{:?} {} {} {:?} {:?} {}",
            name.given(),
            name.family(),
            traveller.date_of_birth,
            traveller.gender,
            traveller.seats,
            traveller.extra_baggage_kg
        ));
    }
    parts.extend(command.promo_code.clone());
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    app.secrets.link_key.sign(&parts)
}

async fn page(
    app: &App,
    visitor: &Visitor,
    fields: &Fields,
    mut faults: Wrong,
    cookies: Vec<Cookie<'static>>,
) -> Result<HttpResponse, Refusal> {
    let world = app.world.load();
    let title = visitor.texts.your_booking;
    let Some(chosen) = Chosen::read(app, &world, fields) else {
        return Ok(Sheet::new(visitor, title, gone(visitor, fields)).answer());
    };
    let open = open_seats(app, &chosen).await?;
    let changes = chosen.changes(app, &world).await?;
    let (discount, promo_fault) = match taken_off(app, visitor, fields, &chosen).await? {
        Ok(discount) => (discount, None),
        Err(said) => (Amount::ZERO, Some(said)),
    };
    if let Some(said) = promo_fault
        && faults.of("promo").is_none()
    {
        faults.add("promo", said);
    }
    let making = Making {
        visitor,
        world: &world,
        chosen: &chosen,
        changes: &changes,
        fields,
        faults: &faults,
        discount,
        open: &open,
        asks_login: visitor.caller.is_none(),
    };
    let sheet = Sheet::new(visitor, title, making.shown());
    let mut answer = if faults.is_empty() { sheet } else { sheet.refused() }.answer();
    for cookie in &cookies {
        if let Err(error) = answer.add_cookie(cookie) {
            return Err(Refusal::fault(&error));
        }
    }
    Ok(answer)
}
