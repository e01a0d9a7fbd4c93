//! The ways of a search as they were typed: into slices, or what is wrong beside each field.

use airside_app::offers::search::{End, SearchError, Slice};
use airside_app::offers::slices::Said;
use airside_booking::TripType;
use time::Date;

use crate::form::{Fields, Wrong};
use crate::shown::times::read_iso;
use crate::texts::Texts;

/// So many slices make one trip.
pub(crate) const MOST_SLICES: usize = 6;

/// A way as it was typed, with its place in the form.
pub(super) struct Way {
    at: usize,
    from: String,
    to: String,
    depart: String,
}

/// The ways that have fields of their own; those that were left blank are none.
pub(super) fn ways(fields: &Fields, trip: TripType) -> Vec<Way> {
    let most = match trip {
        TripType::OneWay | TripType::RoundTrip => 1,
        TripType::MultiCity => MOST_SLICES,
    };
    let (mut from, mut to, mut depart) =
        (fields.all("from"), fields.all("to"), fields.all("depart"));
    let ways = (0..most).map(|at| Way {
        at,
        from: from.next().map(place).unwrap_or_default(),
        to: to.next().map(place).unwrap_or_default(),
        depart: depart.next().unwrap_or_default().to_owned(),
    });
    let is_blank = |it: &Way| it.from.is_empty() && it.to.is_empty() && it.depart.is_empty();
    ways.filter(|it| it.at == 0 || !is_blank(it)).collect()
}

/// The slices as far as they were typed.
pub(super) fn said<'a>(ways: &'a [Way], trip: TripType, fields: &Fields) -> Vec<Said<'a>> {
    let typed = |it: &'a str| Some(it).filter(|it| !it.is_empty());
    let mut said: Vec<Said<'_>> = ways
        .iter()
        .map(|it| Said {
            origin: typed(&it.from),
            destination: typed(&it.to),
            date: read_iso(&it.depart),
        })
        .collect();
    if trip == TripType::RoundTrip
        && let Some(Said { origin, destination, .. }) = said.first().copied()
    {
        let date = read_iso(fields.get("return"));
        said.push(Said { origin: destination, destination: origin, date });
    }
    said
}

/// Says what is wrong with a slice beside its field. The way back has no field but its date.
pub(super) fn blame(
    fault: &SearchError,
    ways: &[Way],
    trip: TripType,
    texts: &Texts,
    wrong: &mut Wrong,
) {
    let is_back = |slice: usize| trip == TripType::RoundTrip && slice == 1;
    let at = |slice: usize| ways.get(slice).map_or(slice, |way| way.at);
    let date = |slice: usize| {
        if is_back(slice) { "return".to_owned() } else { format!("depart{}", at(slice)) }
    };
    match *fault {
        SearchError::UnknownPlace { slice, .. } | SearchError::SamePlace { slice }
            if is_back(slice) => {}
        SearchError::UnknownPlace { slice, end: End::Origin } => {
            wrong.add(format!("from{}", at(slice)), texts.place_unknown);
        }
        SearchError::UnknownPlace { slice, end: End::Destination } => {
            wrong.add(format!("to{}", at(slice)), texts.place_unknown);
        }
        SearchError::SamePlace { slice } => wrong.add(format!("to{}", at(slice)), texts.same_place),
        SearchError::DateInThePast { slice } => wrong.add(date(slice), texts.date_past),
        SearchError::DatesOutOfOrder { slice } => wrong.add(date(slice), texts.return_before),
        SearchError::Unencodable(_) => (),
    }
}

/// Tells of ends that were not said.
pub(super) fn missing(ways: &[Way], texts: &Texts, wrong: &mut Wrong) {
    for Way { at, from, to, .. } in ways {
        for (name, typed) in [("from", from), ("to", to)] {
            if typed.is_empty() {
                wrong.add(format!("{name}{at}"), texts.place_missing);
            }
        }
    }
}

pub(super) fn slices(
    ways: &[Way],
    trip: TripType,
    fields: &Fields,
    texts: &Texts,
    wrong: &mut Wrong,
) -> Vec<Slice> {
    missing(ways, texts, wrong);
    let mut slices = Vec::new();
    for Way { at, from, to, depart } in ways {
        if let Some(date) = date(depart, &format!("depart{at}"), texts, wrong) {
            slices.push(Slice { origin: from.clone(), destination: to.clone(), date });
        }
    }
    if trip == TripType::RoundTrip
        && let Some(back) = date(fields.get("return"), "return", texts, wrong)
        && let Some(out) = slices.first()
    {
        let (origin, destination) = (out.destination.clone(), out.origin.clone());
        slices.push(Slice { origin, destination, date: back });
    }
    slices
}

fn date(typed: &str, field: &str, texts: &Texts, wrong: &mut Wrong) -> Option<Date> {
    let date = read_iso(typed);
    if date.is_none() {
        wrong.add(field, texts.date_missing);
    }
    date
}

/// What was chosen from a list ends in its code: `London Heathrow (LHR)`.
pub(crate) fn place(typed: &str) -> String {
    let code = typed.strip_suffix(')').and_then(|it| it.rsplit_once('('));
    code.map_or(typed, |(_, code)| code).trim().to_owned()
}
