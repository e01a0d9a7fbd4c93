//! `/trips/{reference}/seats`: other seats, until a flight departs.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::reseat::{ReseatError, reseat};
use airside_app::offers::seat_map::{BookedSeatMap, booked_seat_maps};
use airside_app::ports::CommitError;
use airside_app::world::Snapshot;
use airside_booking::place::SeatFault;
use airside_booking::reseating::{CannotReseat, ReseatFault, WantedSeat};
use airside_booking::{Booking, Direction, Journey};
use airside_seating::PickRefused;
use maud::html;

use super::opened::trip;
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token};
use crate::shown::journey::named;
use crate::shown::seat_maps::{Flight, SeatMaps, pick, seat};
use crate::shown::travellers;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// What the button says that ends it.
const SAVE: &str = "save";

#[get("/trips/{reference}/seats")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let booking = trip(&app, &visitor, &reference).await?;
    let mut fields = Fields::default();
    for (journey, segment) in booking.flights_to_sit_on(app.now()) {
        let flight = number(&booking, journey.direction, segment);
        for traveller in seated(&booking, journey) {
            if let Some(seat) = journey.seats.seat(segment, traveller) {
                fields.set(&format!("seat{traveller}-{flight}"), seat.to_string());
            }
        }
    }
    page(&app, &visitor, &booking, &fields, &Wrong::default()).await
}

#[post("/trips/{reference}/seats")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    reference: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, mut fields } = posted;
    let booking = trip(&app, &visitor, &reference).await?;
    let button = fields.get("do").to_owned();
    if button != SAVE {
        let flights = booking.flights_to_sit_on(app.now());
        let on = |flight: usize| {
            let is_it = |(journey, segment): &&(&Journey, usize)| {
                number(&booking, journey.direction, *segment) == flight
            };
            flights.iter().find(is_it).map_or_else(Vec::new, |(it, _)| seated(&booking, it))
        };
        pick(&mut fields, on, &button);
        return page(&app, &visitor, &booking, &fields, &Wrong::default()).await;
    }
    let wanted = wanted(&app, &booking, &fields);
    let seats: Vec<WantedSeat> = wanted.iter().map(|(_, wanted)| *wanted).collect();
    let here = format!("trips/{}", booking.reference);
    if seats.is_empty() {
        return Ok(lead(&visitor, &here, Vec::new()));
    }
    match reseat(&app, booking.owner, booking.reference, &seats).await {
        Ok(_) => Ok(lead(&visitor, &here, Vec::new())),
        Err(error) => match told(error, &booking, &wanted, visitor.texts)? {
            Some(wrong) => page(&app, &visitor, &booking, &fields, &wrong).await,
            // It was cancelled or has left meanwhile, and the page of the trip says so.
            None => Ok(lead(&visitor, &here, Vec::new())),
        },
    }
}

/// The number of a flight in the form: it stays the same when those before it have left.
fn number(booking: &Booking, direction: Direction, segment: usize) -> usize {
    let before = booking.journeys.iter().take_while(|it| it.direction != direction);
    before.map(|it| it.offer.segments.len()).sum::<usize>() + segment
}

/// The travellers who have a seat on a journey.
fn seated(booking: &Booking, journey: &Journey) -> Vec<usize> {
    let travellers = booking.travellers(journey);
    travellers.filter(|(_, it)| it.kind.has_seat()).map(|(at, _)| at).collect()
}

/// The seats that are other ones than before, each with the flight of the form.
fn wanted(app: &App, booking: &Booking, fields: &Fields) -> Vec<(usize, WantedSeat)> {
    let mut wanted = Vec::new();
    for (flight, (journey, segment)) in booking.flights_to_sit_on(app.now()).into_iter().enumerate()
    {
        for traveller in seated(booking, journey) {
            let had = journey.seats.seat(segment, traveller);
            let picked = seat(fields, traveller, flight).filter(|it| Some(*it) != had);
            wanted.extend(picked.map(|seat| {
                let passenger = booking.passengers[traveller].id;
                (flight, WantedSeat { passenger, journey: journey.direction, segment, seat })
            }));
        }
    }
    wanted
}

/// Why everybody sits where they sat, beside the map that it is about; `None` where that is over.
fn told(
    error: ReseatError,
    booking: &Booking,
    wanted: &[(usize, WantedSeat)],
    texts: &Texts,
) -> Result<Option<Wrong>, Refusal> {
    let mut wrong = Wrong::default();
    match error {
        ReseatError::Refused(CannotReseat::Wanted(faults)) => {
            for (at, fault) in faults {
                let ReseatFault::Seat(fault) = fault else { return Ok(None) };
                let Some((flight, wanted)) = wanted.get(at) else { continue };
                let said = match fault {
                    SeatFault::Refused(PickRefused::ExitRow) => texts.exit_row_refused,
                    SeatFault::PickedTwice => texts.picked_twice,
                    SeatFault::NoSeatOfTheirOwn | SeatFault::Refused(_) => texts.seat_refused,
                };
                let who = booking.passengers.iter().find(|it| it.id == wanted.passenger);
                let who = who.map(|it| travellers::name(texts, booking, it)).unwrap_or_default();
                wrong.add(format!("seats{flight}"), format!("{who}, {}: {said}", wanted.seat));
            }
        }
        ReseatError::Refused(CannotReseat::Expired | CannotReseat::Cancelled) => return Ok(None),
        ReseatError::Commit(CommitError::SeatTaken(claim)) => {
            for (flight, wanted) in wanted.iter().filter(|(_, it)| it.seat == claim.seat) {
                wrong.add(format!("seats{flight}"), (texts.seat_taken)(&wanted.seat.to_string()));
            }
        }
        ReseatError::Commit(CommitError::Conflict) => wrong.add("seats0", texts.once_more),
        ReseatError::Commit(CommitError::Store(error)) | ReseatError::Store(error)
            if error.is_away() =>
        {
            return Err(Refusal::Away);
        }
        error => return Err(Refusal::fault(&error)),
    }
    Ok(Some(wrong))
}

async fn page(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    fields: &Fields,
    faults: &Wrong,
) -> Result<HttpResponse, Refusal> {
    let texts = visitor.texts;
    let world = app.world.load();
    let maps = match booked_seat_maps(app, booking).await {
        Ok(maps) => maps,
        Err(error) if error.is_away() => return Err(Refusal::Away),
        Err(error) => return Err(Refusal::fault(&error)),
    };
    let flights: Vec<_> = maps.iter().filter_map(|it| flight(&world, booking, it)).collect();
    let here = format!("trips/{}", booking.reference);
    let name = |at: usize| {
        booking
            .passengers
            .get(at)
            .map(|it| travellers::name(texts, booking, it))
            .unwrap_or_default()
    };
    let maps = SeatMaps {
        texts,
        fleet: &world.terms.fleet,
        flights: &flights,
        fields,
        faults,
        name: &name,
        may_give_up: false,
    };
    let body = html! {
        h1 { span.over { (booking.reference) } (texts.change_seats) }
        form method="post" action=(visitor.to(&format!("{here}/seats"))) data-parts {
            (token(visitor))
            // What the Enter key presses.
            button.hidden name="do" value=(SAVE) tabindex="-1" aria-hidden="true" { (texts.save_seats) }
            (maps.shown())
            @if flights.is_empty() { p.note { (texts.no_seats_to_change) } }
            div.actions {
                @if !flights.is_empty() { button.button name="do" value=(SAVE) { (texts.save_seats) } }
                a.button.other href=(visitor.to(&here)) { (texts.back) }
            }
        }
    };
    let sheet = Sheet::new(visitor, texts.change_seats, body);
    Ok(if faults.is_empty() { sheet } else { sheet.refused() }.answer())
}

fn flight<'a>(world: &Snapshot, booking: &'a Booking, map: &BookedSeatMap) -> Option<Flight<'a>> {
    let journey = booking.journey(map.journey)?;
    let segment = journey.offer.segments.get(map.segment)?;
    Some(Flight {
        at: number(booking, map.journey, map.segment),
        title: named(world, segment),
        segment,
        cabin: journey.offer.cabin,
        seated: seated(booking, journey),
        open: map.available.clone(),
    })
}
