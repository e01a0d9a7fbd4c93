//! `GET, POST /find`: a trip by its reference and a family name, for who has no account at hand.
//!
//! References are short, so guesses are counted as those at passwords are.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use airside_app::App;
use airside_app::bookings::read::{ReadError, any_booking};
use airside_booking::{Booking, RecordLocator};
use deunicode::deunicode;
use maud::{Markup, html};

use super::opened::read_fault;
use crate::form::{Fields, Posted, Wrong};
use crate::limit;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, lead, token, wrong};
use crate::visitor::Visitor;

#[get("/find")]
pub(super) async fn show(visitor: Visitor) -> HttpResponse {
    let body = form(&visitor, &Fields::default(), &Wrong::default());
    Sheet::new(&visitor, visitor.texts.find_trip, body).answer()
}

#[post("/find")]
pub(super) async fn send(
    app: Data<App>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Refusal> {
    let Posted { visitor, fields } = posted;
    let reference = fields.get("reference").to_ascii_uppercase();
    limit::take_guess(&app, &request, &format!("trip {reference}")).await?;
    let found = match reference.parse::<RecordLocator>() {
        Ok(reference) => match any_booking(&app, reference).await {
            Ok(booking) => Some(booking.value),
            Err(ReadError::NotFound) => None,
            Err(error) => return Err(read_fault(&error)),
        },
        Err(_) => None,
    };
    if let Some(booking) = found.filter(|booking| has_name(booking, fields.get("family"))) {
        let pass = visitor.pass(&app, &booking);
        return Ok(lead(&visitor, &format!("trips/{}", booking.reference), vec![pass]));
    }
    let faults = Wrong::with("reference", visitor.texts.trip_not_found);
    let body = form(&visitor, &fields, &faults);
    Ok(Sheet::new(&visitor, visitor.texts.find_trip, body).refused().answer())
}

/// As somebody typed it, whatever its case, its spaces and the signs on its letters; or as it is on the
/// ticket: Müller is found as Muller and as MUELLER.
fn has_name(booking: &Booking, typed: &str) -> bool {
    booking.people().any(|person| {
        let ticketed = person.name.ticketed().to_string();
        let family = ticketed.split('/').next().unwrap_or_default();
        is_same(typed, person.name.family()) || is_same(typed, family)
    })
}

fn is_same(typed: &str, name: &str) -> bool {
    let folded = |name: &str| -> String {
        name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let plain = |name: &str| folded(&deunicode(name));
    let is_name = !folded(typed).is_empty();
    is_name && (folded(typed) == folded(name) || plain(typed) == plain(name))
}

fn form(visitor: &Visitor, fields: &Fields, faults: &Wrong) -> Markup {
    let texts = visitor.texts;
    html! {
        form.card.narrow method="post" action=(visitor.to("find")) {
            h1 { (texts.find_trip) }
            (token(visitor))
            (wrong("reference-wrong", faults.of("reference")))
            div.field {
                label for="reference" { (texts.reference) }
                input #reference name="reference" value=(fields.get("reference")) required maxlength="8"
                    autocomplete="off" autocapitalize="characters" aria-describedby="reference-wrong";
            }
            div.field {
                label for="family" { (texts.family_name) }
                input #family name="family" value=(fields.get("family")) required autocomplete="family-name";
            }
            button.button { (texts.find_trip) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_who_has_no_such_keyboard() {
        for (typed, name) in [("muller", "Müller"), ("MÜLLER", "Müller"), ("o brien", "O'Brien")]
        {
            assert!(is_same(typed, name), "{typed} {name}");
        }
        for (typed, name) in [("", "Rao"), ("-", "Rao"), ("Ra", "Rao"), ("", "-")] {
            assert!(!is_same(typed, name), "{typed} {name}");
        }
    }
}
