//! The fields of those who travel.

use std::iter;

use airside_app::world::Snapshot;
use airside_booking::place::MOST_OFFERS;
use airside_fares::ExtraBaggageMode;
use airside_primitives::{Gender, PassengerType, SeatPreference};
use maud::{Markup, html};

use super::offers::Chosen;
use crate::form::{Fields, Wrong};
use crate::sheet::wrong;
use crate::shown::money::money;
use crate::texts::Texts;

const _: () = assert!(MOST_OFFERS == 6, "the form has room for so many ways");

/// Everybody, one after the other.
pub(super) fn travellers(
    texts: &Texts,
    world: &Snapshot,
    chosen: &Chosen,
    fields: &Fields,
    faults: &Wrong,
) -> Markup {
    let kinds = chosen.kinds();
    html! {
        @for (at, kind) in kinds.iter().enumerate() {
            fieldset.card.traveller {
                legend { ((texts.traveller)(at + 1)) " · " (texts.kind(*kind)) }
                (Traveller { texts, fields, faults, at }.fields(*kind, &kinds))
                @if kind.has_seat() { (extra(texts, world, chosen, fields, at)) }
            }
        }
    }
}

struct Traveller<'a> {
    texts: &'a Texts,
    fields: &'a Fields,
    faults: &'a Wrong,
    at: usize,
}

impl Traveller<'_> {
    fn fields(&self, kind: PassengerType, kinds: &[PassengerType]) -> Markup {
        let texts = self.texts;
        let needs_latin = ["latin_given", "latin_family"].iter().any(|name| {
            let id = self.id(name);
            self.faults.of(&id).is_some() || self.fields.has(&id)
        });
        html! {
            div.row {
                (self.text("given", texts.given_name, "given-name", false))
                (self.text("family", texts.family_name, "family-name", true))
            }
            @if needs_latin {
                p.quiet { (texts.latin_why) }
                div.row {
                    (self.text("latin_given", texts.latin_given_name, "off", false))
                    (self.text("latin_family", texts.latin_family_name, "off", false))
                }
            }
            div.row {
                div.field {
                    label for=(self.id("born")) { (texts.date_of_birth) }
                    input id=(self.id("born")) type="date" name=(self.id("born")) min="1900-01-01"
                        value=(self.fields.get(&self.id("born"))) required autocomplete="bday"
                        aria-invalid=[self.faults.of(&self.id("born")).map(|_| "true")]
                        aria-describedby=(self.id("born") + "-wrong");
                    (self.wrong("born"))
                }
                (self.choice("gender", texts.gender, genders(texts)))
                @if kind.has_seat() {
                    (self.choice("prefers", texts.seat_preference, SeatPreference::ALL.iter().rev().zip(texts.preferences).map(|(it, name)| (it.code().to_owned(), name.to_owned())).collect()))
                } @else {
                    @let adults = kinds.iter().enumerate().filter(|(_, it)| **it == PassengerType::Adult);
                    (self.choice("lap", texts.on_lap_of, adults.map(|(at, _)| (at.to_string(), (texts.traveller)(at + 1))).collect()))
                }
            }
        }
    }

    fn id(&self, name: &str) -> String {
        format!("{name}{}", self.at)
    }

    fn wrong(&self, name: &str) -> Markup {
        let id = self.id(name);
        wrong(&format!("{id}-wrong"), self.faults.of(&id))
    }

    fn text(&self, name: &str, label: &str, completes: &str, required: bool) -> Markup {
        let id = self.id(name);
        let is_wrong = self.faults.of(&id).map(|_| "true");
        // The browser knows one person only.
        let completes = if self.at == 0 { completes } else { "off" };
        html! {
            div.field {
                label for=(id) { (label) }
                input id=(id) name=(id) value=(self.fields.get(&id)) maxlength="60" required[required]
                    autocomplete=(completes) aria-invalid=[is_wrong] aria-describedby=(format!("{id}-wrong"));
                (self.wrong(name))
            }
        }
    }

    fn choice(&self, name: &str, label: &str, options: Vec<(String, String)>) -> Markup {
        let id = self.id(name);
        html! {
            div.field {
                label for=(id) { (label) }
                select id=(id) name=(id) aria-describedby=(format!("{id}-wrong")) {
                    @for (value, shown) in options {
                        option value=(value) selected[self.fields.get(&id) == value] { (shown) }
                    }
                }
                (self.wrong(name))
            }
        }
    }
}

/// Nothing is chosen at first: it goes on lists and tickets.
fn genders(texts: &Texts) -> Vec<(String, String)> {
    let each = Gender::ALL.iter().zip(texts.genders);
    let each = each.map(|(it, name)| (it.code().to_owned(), name.to_owned()));
    iter::once((String::new(), "–".to_owned())).chain(each).collect()
}

/// Baggage beyond what the fare has in it; the price is that of all journeys.
fn extra(texts: &Texts, world: &Snapshot, chosen: &Chosen, fields: &Fields, at: usize) -> Markup {
    let tariff = &world.terms.tariff;
    let id = format!("extra{at}");
    let picked = fields.read::<u8>(&id).unwrap_or(0);
    let journeys = i64::try_from(chosen.offers.len()).unwrap_or(1);
    html! {
        div.field {
            label for=(id) { (texts.extra_baggage) }
            select id=(id) name=(id) data-look {
                option value="0" { (texts.no_extra) }
                @for step in &tariff.baggage.steps {
                    @let price = tariff.baggage.extra(ExtraBaggageMode::Prepaid, step.kg).unwrap_or_default();
                    option value=(step.kg) selected[step.kg == picked] {
                        "+ " (step.kg) " kg · " (money(texts, tariff.currency, price.times(journeys)))
                    }
                }
            }
        }
    }
}
