//! The form by which the name of a traveller is corrected, by whoever booked as at the counter.

use airside_booking::name::{NameFault, NamePart, Revision};
use airside_booking::{Booking, Name, Passenger};
use maud::{Markup, html};

use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{token, wrong};
use crate::texts::Texts;
use crate::visitor::Visitor;

/// A traveller and what they are called, by their id. Of who was erased there is no page.
pub(crate) fn named<'a>(
    booking: &'a Booking,
    id: &str,
) -> Result<(&'a Passenger, &'a Name), Refusal> {
    let passenger = booking.passengers.iter().find(|it| it.id.to_string() == id);
    let passenger = passenger.ok_or(Refusal::NotFound)?;
    let person = passenger.person.as_ref().ok_or(Refusal::NotFound)?;
    Ok((passenger, &person.name))
}

/// The form as it is at first: with the name as it is.
pub(crate) fn filled(name: &Name) -> Fields {
    let mut fields = Fields::default();
    for (field, value) in [("given", name.given()), ("middle", name.middle())] {
        fields.set(field, value.unwrap_or_default());
    }
    fields.set("family", name.family());
    fields
}

/// What was typed otherwise than the name is.
pub(crate) fn revision(name: &Name, fields: &Fields) -> Revision {
    let typed = |field| Some(fields.get(field).to_owned()).filter(|it| !it.is_empty());
    let given = Some(typed("given")).filter(|it| it.as_deref() != name.given());
    let middle = Some(typed("middle")).filter(|it| it.as_deref() != name.middle());
    let family = Some(fields.get("family").to_owned()).filter(|it| it != name.family());
    let latin = |field| typed(field).map(Some);
    let (latin_given, latin_family) = (latin("latin_given"), latin("latin_family"));
    Revision { given, middle, family, latin_given, latin_family }
}

/// What is wrong with a name, beside the field of each part; `field` is what a part's is called.
pub(crate) fn blame(
    texts: &Texts,
    faults: &[NameFault],
    field: impl Fn(&'static str) -> String,
    wrong: &mut Wrong,
) {
    for fault in faults {
        let (part, said) = match fault {
            NameFault::NoName(part) => (part, texts.name_wrong),
            NameFault::NotLatin(part) => (part, texts.latin_wrong),
            NameFault::LatinRequired(part) => (part, texts.latin_required),
        };
        let part = match part {
            NamePart::Given => "given",
            NamePart::Middle => "middle",
            NamePart::Family => "family",
            NamePart::LatinGiven => "latin_given",
            NamePart::LatinFamily => "latin_family",
        };
        wrong.add(field(part), said);
    }
}

/// The form, where it is sent to, where it was come from, and what is to be known.
pub(crate) struct NameForm<'a> {
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) rules: &'a str,
    /// What is asked of the reason.
    pub(crate) reason: &'a str,
}

impl NameForm<'_> {
    pub(crate) fn shown(
        &self,
        visitor: &Visitor,
        booking: &Booking,
        (fields, faults): (&Fields, &Wrong),
    ) -> Markup {
        let texts = visitor.texts;
        let naming = &texts.naming;
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
            form.card.narrow method="post" action=(visitor.to(&self.action)) {
                h1 { span.over { (booking.reference) } (naming.correct) }
                (token(visitor))
                p.quiet { (self.rules) }
                (field("given", texts.given_name, 100))
                (field("middle", naming.middle, 100))
                (field("family", texts.family_name, 100))
                @if needs_latin {
                    p.quiet { (texts.latin_why) }
                    (field("latin_given", texts.latin_given_name, 100))
                    (field("latin_family", texts.latin_family_name, 100))
                }
                (field("reason", self.reason, 500))
                div.actions {
                    button.button { (naming.save) }
                    a.button.other href=(visitor.to(&self.back)) { (naming.keep) }
                }
            }
        }
    }
}
