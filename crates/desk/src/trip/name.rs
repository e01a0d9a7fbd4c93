//! `/trips/{reference}/travellers/{id}`: another name for the same traveller, for whoever booked and
//! is logged in.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::correct::{CorrectError, CorrectName, correct_name};
use airside_booking::correcting::CannotCorrect;
use airside_booking::name::{NameFault, NamePart, Revision};
use airside_booking::{Booking, Name, Passenger};
use maud::{Markup, html};

use super::opened::{owned, read_fault};
use crate::form::{Fields, Posted, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::texts::Texts;
use crate::visitor::Visitor;

#[get("/trips/{reference}/travellers/{id}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (_, booking) = owned(&app, &visitor, &path.0).await?;
    let (passenger, name) = named(&booking, &path.1)?;
    let mut fields = Fields::default();
    for (field, value) in [("given", name.given()), ("middle", name.middle())] {
        fields.set(field, value.unwrap_or_default());
    }
    fields.set("family", name.family());
    let body = form(&visitor, &booking, passenger, &fields, &Wrong::default());
    Ok(Sheet::new(&visitor, visitor.texts.naming.correct, body).answer())
}

#[post("/trips/{reference}/travellers/{id}")]
pub(super) async fn send(
    app: Data<App>,
    posted: Posted,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let (caller, booking) = owned(&app, &visitor, &path.0).await?;
    let (passenger, name) = named(&booking, &path.1)?;
    // It would spend the correction, and is hardly meant.
    if name.given().is_some() && !fields.has("given") {
        let faults = Wrong::with("given", visitor.texts.naming.keep_given);
        let body = form(&visitor, &booking, passenger, &fields, &faults);
        return Ok(Sheet::new(&visitor, visitor.texts.naming.correct, body).refused().answer());
    }
    let reason = Some(fields.get("reason").to_owned()).filter(|it| !it.is_empty());
    let command = CorrectName {
        reference: booking.reference,
        passenger: passenger.id,
        name: revision(name, &fields),
        reason,
    };
    let faults = match correct_name(&app, &caller, &command).await {
        Ok(_) => return Ok(lead(&visitor, &format!("trips/{}", booking.reference), Vec::new())),
        Err(error) => said(visitor.texts, error)?,
    };
    let body = form(&visitor, &booking, passenger, &fields, &faults);
    Ok(Sheet::new(&visitor, visitor.texts.naming.correct, body).refused().answer())
}

fn named<'a>(booking: &'a Booking, id: &str) -> Result<(&'a Passenger, &'a Name), Refusal> {
    let passenger = booking.passengers.iter().find(|it| it.id.to_string() == id);
    let passenger = passenger.ok_or(Refusal::NotFound)?;
    let person = passenger.person.as_ref().ok_or(Refusal::NotFound)?;
    Ok((passenger, &person.name))
}

/// What was typed otherwise than the name is.
fn revision(name: &Name, fields: &Fields) -> Revision {
    let typed = |field| Some(fields.get(field).to_owned()).filter(|it| !it.is_empty());
    let given = Some(typed("given")).filter(|it| it.as_deref() != name.given());
    let middle = Some(typed("middle")).filter(|it| it.as_deref() != name.middle());
    let family = Some(fields.get("family").to_owned()).filter(|it| it != name.family());
    let latin = |field| typed(field).map(Some);
    let (latin_given, latin_family) = (latin("latin_given"), latin("latin_family"));
    Revision { given, middle, family, latin_given, latin_family }
}

/// What is wrong with it, beside the field; what is no fault of the form is refused.
fn said(texts: &Texts, error: CorrectError) -> Result<Wrong, Refusal> {
    let naming = &texts.naming;
    let why = match error {
        CorrectError::NoName(faults) => return Ok(blame(texts, &faults)),
        CorrectError::Refused(why) => why,
        CorrectError::Read(error) => return Err(read_fault(&error)),
        CorrectError::Store(error) if error.is_away() => return Err(Refusal::Away),
        error => return Err(Refusal::fault(&error)),
    };
    Ok(match why {
        CannotCorrect::ReasonRequired => Wrong::with("reason", naming.needs_reason),
        CannotCorrect::TooDifferent => Wrong::with("family", naming.too_different),
        CannotCorrect::LettersBefore | CannotCorrect::FamilyNameBefore => {
            Wrong::with("family", naming.spent)
        }
        CannotCorrect::UnknownPassenger
        | CannotCorrect::NotConfirmed
        | CannotCorrect::Cancelled
        | CannotCorrect::TooLate { .. } => Wrong::with("family", naming.too_late),
    })
}

fn blame(texts: &Texts, faults: &[NameFault]) -> Wrong {
    let mut wrong = Wrong::default();
    for fault in faults {
        let (part, said) = match fault {
            NameFault::NoName(part) => (part, texts.name_wrong),
            NameFault::NotLatin(part) => (part, texts.latin_wrong),
            NameFault::LatinRequired(part) => (part, texts.latin_required),
        };
        let field = match part {
            NamePart::Given => "given",
            NamePart::Middle => "middle",
            NamePart::Family => "family",
            NamePart::LatinGiven => "latin_given",
            NamePart::LatinFamily => "latin_family",
        };
        wrong.add(field, said);
    }
    wrong
}

fn form(
    visitor: &Visitor,
    booking: &Booking,
    passenger: &Passenger,
    fields: &Fields,
    faults: &Wrong,
) -> Markup {
    let texts = visitor.texts;
    let naming = &texts.naming;
    let here = format!("trips/{}", booking.reference);
    let field = |name: &str, label: &str, most: u16| {
        let told = format!("{name}-wrong");
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) value=(fields.get(name)) maxlength=(most) autocomplete="off"
                    aria-describedby=(told) aria-invalid=[faults.of(name).map(|_| "true")];
                (wrong(&told, faults.of(name)))
            }
        }
    };
    let needs_latin = ["latin_given", "latin_family"]
        .into_iter()
        .any(|name| faults.of(name).is_some() || fields.has(name));
    html! {
        form.card.narrow method="post" action=(visitor.to(&format!("{here}/travellers/{}", passenger.id))) {
            h1 { span.over { (booking.reference) } (naming.correct) }
            (token(visitor))
            p.quiet { (naming.rules) }
            (field("given", texts.given_name, 100))
            (field("middle", naming.middle, 100))
            (field("family", texts.family_name, 100))
            @if needs_latin {
                p.quiet { (texts.latin_why) }
                (field("latin_given", texts.latin_given_name, 100))
                (field("latin_family", texts.latin_family_name, 100))
            }
            (field("reason", naming.reason, 500))
            div.actions {
                button.button { (naming.save) }
                a.button.other href=(visitor.to(&here)) { (naming.keep) }
            }
        }
    }
}
