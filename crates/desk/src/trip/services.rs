//! `/trips/{reference}/travellers/{id}/services`: what is done for a traveller, for whoever booked and
//! is logged in.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::serve::{Serve, ServeError, serve};
use airside_app::ports::CommitError;
use airside_app::world::Snapshot;
use airside_booking::service::{LONGEST_TEXT, ServiceFault, ServiceRule};
use airside_booking::serving::CannotServe;
use airside_booking::{Booking, Direction, Journey, Passenger, WantedService};
use airside_primitives::ServiceCode;
use maud::{Markup, html};

use super::opened::{owned, read_fault};
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, told, wrong};
use crate::shown::journey::ends;
use crate::shown::travellers;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// The field of the services that are wanted.
const WANTED: &str = "service";

#[get("/trips/{reference}/travellers/{id}/services")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (_, booking) = owned(&app, &visitor, &path.0).await?;
    let passenger = named(&booking, &path.1)?;
    let mut fields = Fields::default();
    for service in &passenger.services {
        let code = service.code;
        fields.add(WANTED, code.to_string());
        for journey in &service.journeys {
            fields.add(&format!("on-{code}"), journey.to_string());
        }
        fields.set(&format!("text-{code}"), service.text.clone().unwrap_or_default());
    }
    Ok(page(&app, &visitor, &booking, passenger, (&fields, &Wrong::default())))
}

#[post("/trips/{reference}/travellers/{id}/services")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let (caller, booking) = owned(&app, &visitor, &path.0).await?;
    let passenger = named(&booking, &path.1)?;
    let trip = format!("trips/{}", booking.reference);
    let (services, mut faults) = wanted(&app, &booking, passenger, &fields, visitor.texts);
    if faults.is_empty() {
        let command = Serve { reference: booking.reference, passenger: passenger.id, services };
        match serve(&app, &caller, &command).await {
            Ok(_) => return Ok(lead(&visitor, &trip, Vec::new())),
            Err(error) => match said(error, &command.services, visitor.texts)? {
                Some(wrong) => faults = wrong,
                // It was cancelled or has left meanwhile, and the page of the trip says so.
                None => return Ok(lead(&visitor, &trip, Vec::new())),
            },
        }
    }
    Ok(page(&app, &visitor, &booking, passenger, (&fields, &faults)))
}

fn named<'a>(booking: &'a Booking, id: &str) -> Result<&'a Passenger, Refusal> {
    let passenger = booking.passengers.iter().find(|it| it.id.to_string() == id);
    passenger.filter(|it| booking.still_travels(it)).ok_or(Refusal::NotFound)
}

/// The journeys that lie ahead of a traveller.
fn ahead<'a>(app: &App, booking: &'a Booking, passenger: &Passenger) -> Vec<&'a Journey> {
    let (now, held) = (app.now(), booking.held_directions());
    let is_ahead = |it: &&Journey| {
        held.contains(&it.direction) && it.carries(passenger) && now < it.offer.departs_at()
    };
    booking.journeys.iter().filter(is_ahead).collect()
}

/// What the form asks for, and what is wrong with it, beside each service.
fn wanted(
    app: &App,
    booking: &Booking,
    passenger: &Passenger,
    fields: &Fields,
    texts: &Texts,
) -> (Vec<WantedService>, Wrong) {
    let mut faults = Wrong::default();
    let is_one = ahead(app, booking, passenger).len() == 1;
    let codes = fields.all(WANTED).filter_map(|it| it.parse::<ServiceCode>().ok());
    let wanted = codes.map(|code| {
        let named = format!("on-{code}");
        let on: Vec<Direction> = fields.all(&named).filter_map(|it| it.parse().ok()).collect();
        if on.is_empty() && !is_one {
            faults.add(code.to_string(), texts.choose_journey);
        }
        let text = fields.get(&format!("text-{code}"));
        if text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control) {
            faults.add(code.to_string(), texts.serving.too_long);
        }
        let text = Some(text).filter(|it| !it.is_empty()).map(str::to_owned);
        WantedService { code, journeys: Some(on).filter(|_| !is_one), text }
    });
    let wanted = wanted.collect();
    (wanted, faults)
}

/// Why nothing else is done for them; `None` where it is too late.
fn said(
    error: ServeError,
    wanted: &[WantedService],
    texts: &Texts,
) -> Result<Option<Wrong>, Refusal> {
    let mut wrong = Wrong::default();
    match error {
        ServeError::Refused(CannotServe::Wanted(faults)) => {
            for (at, fault) in faults {
                let said = match fault {
                    ServiceFault::NotOffered { .. } | ServiceFault::Twice => {
                        texts.serving.not_offered
                    }
                    ServiceFault::NotForThem { .. } => texts.serving.not_for_them,
                    ServiceFault::BesideAnother { .. } => texts.serving.one_of_a_choice,
                    ServiceFault::NoSuchJourney { .. } | ServiceFault::NoJourneys => {
                        texts.choose_journey
                    }
                };
                let code = wanted.get(at).map(|it| it.code.to_string());
                wrong.add(code.unwrap_or_default(), said);
            }
        }
        ServeError::Refused(_) => return Ok(None),
        ServeError::Commit(CommitError::ServiceFull(at)) => {
            wrong.add(at.code.to_string(), texts.serving.full);
        }
        ServeError::Commit(CommitError::Conflict) => wrong.add("services", texts.once_more),
        ServeError::Read(error) => return Err(read_fault(&error)),
        ServeError::Commit(CommitError::Store(error)) | ServeError::Store(error)
            if error.is_away() =>
        {
            return Err(Refusal::Away);
        }
        error => return Err(Refusal::fault(&error)),
    }
    Ok(Some(wrong))
}

fn page(
    app: &App,
    visitor: &Visitor,
    booking: &Booking,
    passenger: &Passenger,
    (fields, faults): (&Fields, &Wrong),
) -> HttpResponse {
    let texts = visitor.texts;
    let world = app.world.load();
    let journeys = ahead(app, booking, passenger);
    let here = format!("trips/{}", booking.reference);
    let action = format!("{here}/travellers/{}/services", passenger.id);
    let body = html! {
        (told(faults))
        form.card.medium method="post" action=(visitor.to(&action)) {
            h1 { span.over { (booking.reference) } (texts.serving.services) }
            (token(visitor))
            p { b { (travellers::name(texts, booking, passenger)) } }
            p.quiet { (texts.serving.why) }
            @for (code, rule) in world.terms.services.0.iter().filter(|(_, rule)| rule.is_for(passenger.kind)) {
                (service(visitor, &world, &journeys, (*code, rule), (fields, faults)))
            }
            div.actions {
                button.button { (texts.serving.save) }
                a.button.other href=(visitor.to(&here)) { (texts.back) }
            }
        }
    };
    let sheet = Sheet::new(visitor, texts.serving.services, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}

/// A box to tick; what belongs to it is shown once it is ticked.
fn service(
    visitor: &Visitor,
    world: &Snapshot,
    journeys: &[&Journey],
    (code, rule): (ServiceCode, &ServiceRule),
    (fields, faults): (&Fields, &Wrong),
) -> Markup {
    let texts = visitor.texts;
    let is_wanted = fields.all(WANTED).any(|it| it == code.to_string());
    let (on, text) = (format!("on-{code}"), format!("text-{code}"));
    let told = format!("{code}-wrong");
    html! {
        div.service {
            label.tick {
                input id=(code) type="checkbox" name=(WANTED) value=(code) checked[is_wanted]
                    aria-describedby=(told);
                (rule.name)
            }
            (wrong(&told, faults.of(&code.to_string())))
            div.more {
                @if journeys.len() > 1 {
                    fieldset.choices {
                        legend { (texts.serving.journeys) }
                        @for journey in journeys {
                            label {
                                input type="checkbox" name=(on) value=(journey.direction)
                                    checked[!is_wanted || fields.is_ticked(&on, journey.direction, true)];
                                (ends(texts, world, &journey.offer))
                            }
                        }
                    }
                }
                div.field {
                    label for=(text) { (texts.serving.note) }
                    input id=(text) name=(text) value=(fields.get(&text)) maxlength=(LONGEST_TEXT) autocomplete="off";
                }
            }
        }
    }
}
