//! `/trips/{reference}/travellers/{id}/document`: the passport or identity card that a traveller shows
//! at a border, for whoever booked and is logged in.
//!
//! A number that is kept is never shown again but for its last characters, so it is typed anew.

use std::str::FromStr;

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::travel_documents::{KeepError, forget_travel_document, keep_travel_document};
use airside_booking::papers::CannotKeep;
use airside_booking::travel_document::KnownCountry;
use airside_booking::{Booking, Passenger, TravelDocument};
use airside_search::countries;
use maud::{Markup, html};

use super::opened::{owned, read_fault};
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::shown::times::{day, iso, read_iso};
use crate::shown::travellers;
use crate::texts::Texts;
use crate::visitor::Visitor;

/// The kinds, in the order of their names.
const KINDS: [&str; 2] = ["PASSPORT", "ID_CARD"];

#[get("/trips/{reference}/travellers/{id}/document")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (_, booking) = owned(&app, &visitor, &path.0).await?;
    let passenger = travelling(&booking, &path.1)?;
    let fields = kept(passenger).map(filled).unwrap_or_default();
    Ok(page(&visitor, &booking, passenger, (&fields, &Wrong::default())))
}

#[post("/trips/{reference}/travellers/{id}/document")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let (caller, booking) = owned(&app, &visitor, &path.0).await?;
    let passenger = travelling(&booking, &path.1)?;
    let faults = match read(&fields, visitor.texts) {
        Err(faults) => faults,
        Ok(document) => {
            let (owner, reference) = (caller.user, booking.reference);
            let kept = keep_travel_document(&app, owner, reference, passenger.id, &document).await;
            match kept {
                Ok(_) => return Ok(back(&visitor, &booking)),
                Err(error) => said(error, visitor.texts)?,
            }
        }
    };
    Ok(page(&visitor, &booking, passenger, (&fields, &faults)))
}

#[post("/trips/{reference}/travellers/{id}/document/forget")]
pub(super) async fn forget(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (caller, booking) = owned(&app, &posted.visitor, &path.0).await?;
    let passenger = travelling(&booking, &path.1)?;
    match forget_travel_document(&app, caller.user, booking.reference, passenger.id).await {
        Ok(()) => Ok(back(&posted.visitor, &booking)),
        Err(error) => Err(said(error, posted.visitor.texts).err().unwrap_or(Refusal::NotFound)),
    }
}

fn back(visitor: &Visitor, booking: &Booking) -> HttpResponse {
    lead(visitor, &format!("trips/{}", booking.reference), Vec::new())
}

fn travelling<'a>(booking: &'a Booking, id: &str) -> Result<&'a Passenger, Refusal> {
    let passenger = booking.passengers.iter().find(|it| it.id.to_string() == id);
    let passenger = passenger.filter(|it| it.person.is_some() && booking.still_travels(it));
    passenger.ok_or(Refusal::NotFound)
}

/// What a traveller shows at a border, as far as it is known.
pub(super) fn kept(passenger: &Passenger) -> Option<&TravelDocument> {
    passenger.person.as_ref()?.travel_document.as_ref()
}

fn filled(document: &TravelDocument) -> Fields {
    let mut fields = Fields::default();
    fields.set("kind", document.kind.code());
    fields.set("issuing", document.issuing_country.to_string());
    fields.set("nationality", document.nationality.to_string());
    fields.set("expires", iso(document.expires_on));
    fields
}

/// The document that the form says, or everything that is wrong with it.
fn read(fields: &Fields, texts: &Texts) -> Result<TravelDocument, Wrong> {
    let said = &texts.border;
    let mut faults = Wrong::default();
    let kind = or_fault(fields, "kind", texts.choose_one, &mut faults);
    let number = or_fault(fields, "number", said.number_wrong, &mut faults);
    let issuing = or_fault::<KnownCountry>(fields, "issuing", texts.choose_one, &mut faults);
    let nationality =
        or_fault::<KnownCountry>(fields, "nationality", texts.choose_one, &mut faults);
    let expires_on = read_iso(fields.get("expires"));
    if expires_on.is_none() {
        faults.add("expires", texts.date_missing);
    }
    match (kind, number, issuing, nationality, expires_on) {
        (Some(kind), Some(number), Some(issuing), Some(nationality), Some(expires_on)) => {
            let (KnownCountry(issuing_country), KnownCountry(nationality)) = (issuing, nationality);
            Ok(TravelDocument { kind, number, issuing_country, nationality, expires_on })
        }
        _ => Err(faults),
    }
}

fn or_fault<T: FromStr>(fields: &Fields, name: &str, said: &str, faults: &mut Wrong) -> Option<T> {
    let read = fields.read(name);
    if read.is_none() {
        faults.add(name, said);
    }
    read
}

/// What is wrong with a document that was read; what is no fault of the form is refused.
fn said(error: KeepError, texts: &Texts) -> Result<Wrong, Refusal> {
    match error {
        KeepError::Refused(CannotKeep::ExpiresBefore { ends_on }) => {
            Ok(Wrong::with("expires", (texts.border.expires_before)(&day(texts, ends_on))))
        }
        // It was cancelled or has lapsed meanwhile.
        KeepError::Refused(_) => Err(Refusal::NotFound),
        KeepError::Read(error) => Err(read_fault(&error)),
        KeepError::Store(error) if error.is_away() => Err(Refusal::Away),
        error => Err(Refusal::fault(&error)),
    }
}

fn page(
    visitor: &Visitor,
    booking: &Booking,
    passenger: &Passenger,
    (fields, faults): (&Fields, &Wrong),
) -> HttpResponse {
    let texts = visitor.texts;
    let border = &texts.border;
    let here = format!("trips/{}/travellers/{}/document", booking.reference, passenger.id);
    let body = html! {
        form.card.narrow method="post" action=(visitor.to(&here)) {
            h1 { span.over { (booking.reference) } (border.title) }
            (token(visitor))
            p { b { (travellers::name(texts, booking, passenger)) } }
            p.quiet { (border.why) }
            @if let Some(document) = kept(passenger) {
                p.note { ((border.kept)(document.number.ending())) }
            }
            (choice("kind", border.kind, &KINDS.into_iter().zip(border.kinds).collect::<Vec<_>>(), (fields, faults), texts))
            div.field {
                label for="number" { (border.number) }
                input #number name="number" value=(fields.get("number")) maxlength="40" required autocomplete="off" aria-describedby="number-wrong";
                (wrong("number-wrong", faults.of("number")))
            }
            (choice("issuing", border.issuing, &by_name(), (fields, faults), texts))
            (choice("nationality", border.nationality, &by_name(), (fields, faults), texts))
            div.field {
                label for="expires" { (border.expires) }
                input #expires type="date" name="expires" value=(fields.get("expires")) required aria-describedby="expires-wrong";
                (wrong("expires-wrong", faults.of("expires")))
            }
            div.actions {
                button.button { (border.save) }
                a.button.other href=(visitor.to(&format!("trips/{}", booking.reference))) { (texts.back) }
            }
        }
        @if kept(passenger).is_some() {
            form.card.narrow method="post" action=(visitor.to(&format!("{here}/forget"))) {
                (token(visitor))
                button.button.other { (border.forget) }
            }
        }
    };
    let sheet = Sheet::new(visitor, border.title, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}

/// Countries by the names that people look for.
fn by_name() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = countries().collect();
    all.sort_unstable_by_key(|(_, name)| *name);
    all
}

fn choice(
    name: &str,
    label: &str,
    of: &[(&str, &str)],
    (fields, faults): (&Fields, &Wrong),
    texts: &Texts,
) -> Markup {
    let told = format!("{name}-wrong");
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) required aria-describedby=(told) {
                option value="" { (texts.choose_one) }
                @for (code, shown) in of {
                    option value=(code) selected[fields.get(name) == *code] { (shown) }
                }
            }
            (wrong(&told, faults.of(name)))
        }
    }
}
