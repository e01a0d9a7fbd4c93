//! What a list leaves out, and in which order it stands.

use airside_app::offers::search::FoundOffer;
use airside_app::world::Snapshot;
use airside_primitives::AirlineCode;
use maud::{Markup, html};

use super::query::without_choice;
use super::wish::{DAYTIMES, SORTS};
use crate::form::Fields;
use crate::visitor::Visitor;

pub(super) fn filters(
    world: &Snapshot,
    visitor: &Visitor,
    fields: &Fields,
    offers: &[&FoundOffer],
) -> Markup {
    let texts = visitor.texts;
    let mut sellers: Vec<AirlineCode> = offers.iter().map(|it| it.offer.airline).collect();
    sellers.extend(fields.read::<AirlineCode>("airline"));
    sellers.sort_unstable();
    sellers.dedup();
    let kept = ["sort", "stops", "airline", "departs", "refundable", "bags", "show", "language"];
    let select = |name: &str, label: &str, options: Vec<(String, String)>| {
        html! {
            div.field {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    @for (value, shown) in &options {
                        option value=(value) selected[fields.get(name) == value] { (shown) }
                    }
                }
            }
        }
    };
    let any = || (String::new(), texts.any.to_owned());
    let sorts = SORTS.iter().zip(texts.sorts);
    let sorts = sorts.map(|((code, _), name)| ((*code).to_owned(), name.to_owned())).collect();
    let stops = texts.most_stops.iter().zip(["2", "1", "0"]);
    let stops = stops.map(|(name, value)| (value.to_owned(), (*name).to_owned())).collect();
    let airlines = sellers.iter().map(|code| (code.to_string(), world.airline_name(*code)));
    let daytimes = DAYTIMES.iter().zip(texts.daytimes);
    let daytimes = daytimes.map(|((code, _), name)| ((*code).to_owned(), name.to_owned()));
    html! {
        form.filters method="get" action=(visitor.to("search")) data-auto {
            @for (name, value) in fields.iter().filter(|(name, _)| !kept.contains(name)) {
                input type="hidden" name=(name) value=(value);
            }
            (select("sort", texts.sort, sorts))
            (select("stops", texts.stops_filter, stops))
            (select("airline", texts.airline, std::iter::once(any()).chain(airlines).collect()))
            (select("departs", texts.departs_filter, std::iter::once(any()).chain(daytimes).collect()))
            label.tick { input type="checkbox" name="refundable" value="1" checked[fields.has("refundable")]; (texts.refundable_only) }
            label.tick { input type="checkbox" name="bags" value="1" checked[fields.has("bags")]; (texts.bags_only) }
            button.button.other { (texts.apply) }
        }
    }
}

pub(super) fn nothing(visitor: &Visitor, fields: &Fields) -> Markup {
    let texts = visitor.texts;
    let mut wide = without_choice(fields);
    for name in ["stops", "airline", "departs", "refundable", "bags"] {
        wide.remove(name);
    }
    fields.all("chosen").for_each(|id| wide.add("chosen", id));
    html! {
        div.card {
            p { (texts.nothing_found) }
            p.actions {
                a.button href=(visitor.to(&format!("search?{}", wide.encoded()))) { (texts.without_filters) }
                a.button.other href=(visitor.to(&format!("calendar?{}", without_choice(fields).encoded()))) {
                    (texts.cheapest_days)
                }
            }
        }
    }
}
