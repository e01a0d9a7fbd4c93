//! Finds where the slices of a search begin and end, and checks the order of their dates.

use airside_search::Place;
use airside_timetable::Airport;
use time::{Date, Duration, OffsetDateTime, Time};

use crate::offers::search::{End, SearchError, Slice};
use crate::world::Snapshot;

/// No airliner is faster, wind included.
const FASTEST_KM_AN_HOUR: f64 = 1_100.0;
/// No zone is further behind.
const LAST_ZONE: Duration = Duration::hours(12);
/// Clocks that are further apart than this have the date line between them, if one flies
/// the shorter way.
const ACROSS_THE_DATE_LINE: Duration = Duration::hours(12);

/// A slice as far as it was said.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub origin: Option<&'a str>,
    pub destination: Option<&'a str>,
    pub date: Option<Date>,
}

/// The places of every slice and the date today at its origin; refuses what makes no sense there.
pub(crate) fn places(
    world: &Snapshot,
    slices: &[Slice],
    now: OffsetDateTime,
) -> Result<Vec<(Place, Place, Date)>, SearchError> {
    let mut faults = Vec::new();
    let mut places: Vec<(Place, Place, Date)> = Vec::new();
    for (slice, wanted) in slices.iter().enumerate() {
        let Slice { origin, destination, date } = wanted;
        let before = places.last().map(|(left, ..)| (left, slices[slice - 1].date));
        let said = Said { origin: Some(origin), destination: Some(destination), date: Some(*date) };
        if let (Some(origin), Some(destination)) =
            look(world, slice, said, before, now, &mut faults)
        {
            let today = today(world, &origin, now);
            places.push((origin, destination, today));
        }
        if let Some(first) = faults.drain(..).next() {
            return Err(first);
        }
    }
    Ok(places)
}

/// Everything that is wrong with slices, whatever else is missing from them.
pub fn faults(world: &Snapshot, slices: &[Said<'_>], now: OffsetDateTime) -> Vec<SearchError> {
    let mut faults = Vec::new();
    let mut before: Option<(Place, Date)> = None;
    for (slice, said) in slices.iter().enumerate() {
        let left = before.as_ref().map(|(left, on)| (left, *on));
        let (origin, _) = look(world, slice, *said, left, now, &mut faults);
        before = origin.zip(said.date);
    }
    faults
}

/// The places of a slice, and what is wrong with it after the one before.
fn look(
    world: &Snapshot,
    slice: usize,
    said: Said<'_>,
    before: Option<(&Place, Date)>,
    now: OffsetDateTime,
    faults: &mut Vec<SearchError>,
) -> (Option<Place>, Option<Place>) {
    let (origin, destination) = known_ends(world, slice, said, faults);
    let Some(date) = said.date else { return (origin, destination) };
    // Somewhere it is still that day.
    let today =
        origin.as_ref().map_or((now - LAST_ZONE).date(), |origin| today(world, origin, now));
    if date < today {
        faults.push(SearchError::DateInThePast { slice });
    }
    if let (Some((left, on)), Some(origin)) = (before, &origin)
        && !may_follow((first_airport(world, left), on), (first_airport(world, origin), date))
    {
        faults.push(SearchError::DatesOutOfOrder { slice });
    }
    (origin, destination)
}

/// Where a slice begins and ends.
pub(super) fn ends(
    world: &Snapshot,
    slice: usize,
    origin: &str,
    destination: &str,
) -> Result<(Place, Place), SearchError> {
    let mut faults = Vec::new();
    let said = Said { origin: Some(origin), destination: Some(destination), date: None };
    let ends = known_ends(world, slice, said, &mut faults);
    match (ends, faults.into_iter().next()) {
        ((Some(origin), Some(destination)), None) => Ok((origin, destination)),
        (_, Some(first)) => Err(first),
        ((None, _), None) => Err(SearchError::UnknownPlace { slice, end: End::Origin }),
        ((_, None), None) => Err(SearchError::UnknownPlace { slice, end: End::Destination }),
    }
}

/// Where a slice begins and ends, as far as it is said and known.
fn known_ends(
    world: &Snapshot,
    slice: usize,
    said: Said<'_>,
    faults: &mut Vec<SearchError>,
) -> (Option<Place>, Option<Place>) {
    let mut place = |said: Option<&str>, end| {
        let place = world.index.place(said?);
        if place.is_none() {
            faults.push(SearchError::UnknownPlace { slice, end });
        }
        place
    };
    let (origin, destination) =
        (place(said.origin, End::Origin), place(said.destination, End::Destination));
    if let (Some(origin), Some(destination)) = (&origin, &destination)
        && origin.airports.iter().any(|it| destination.airports.contains(it))
    {
        faults.push(SearchError::SamePlace { slice });
    }
    (origin, destination)
}

/// The date now on the clocks of a place.
pub(super) fn today(world: &Snapshot, place: &Place, now: OffsetDateTime) -> Date {
    first_airport(world, place).map_or(now, |airport| airport.zone.local(now)).date()
}

fn first_airport<'a>(world: &'a Snapshot, place: &Place) -> Option<&'a Airport> {
    place.airports.first().and_then(|code| world.airport(*code))
}

/// Whether a journey may leave on a date here, after one that left on a date there.
///
/// A flight east across the date line lands up to a day before the date of departure: then a day
/// earlier will do, if the earliest departure there could arrive here before that day is over.
fn may_follow(
    (there, left): (Option<&Airport>, Date),
    (here, leaves): (Option<&Airport>, Date),
) -> bool {
    if leaves >= left {
        return true;
    }
    let is_day_before = leaves.next_day() == Some(left);
    let (Some(there), Some(here)) = (there, here) else { return false };
    let began = there.zone.instant_of(left, Time::MIDNIGHT);
    let ends = here.zone.instant_of(left, Time::MIDNIGHT);
    let clocks_apart = ends - began;
    let flown = Duration::hours(1) * (there.distance_km(here) / FASTEST_KM_AN_HOUR);
    is_day_before && clocks_apart > ACROSS_THE_DATE_LINE && began + flown < ends
}

#[cfg(test)]
mod tests {
    use airside_timetable::Zone;
    use time::macros::date;

    use super::*;

    const THE_13TH: Date = date!(2026 - 12 - 13);
    const THE_12TH: Date = date!(2026 - 12 - 12);
    const THE_11TH: Date = date!(2026 - 12 - 11);

    fn airport(iata: &str, (latitude, longitude): (f64, f64), zone: &str) -> Airport {
        Airport {
            iata: iata.parse().unwrap(),
            icao: None,
            name: iata.to_owned(),
            city: iata.to_owned(),
            country: "IN".parse().unwrap(),
            city_code: None,
            latitude,
            longitude,
            zone: Zone::named(zone).unwrap(),
        }
    }

    fn follows(there: &Airport, left: Date, here: &Airport, leaves: Date) -> bool {
        may_follow((Some(there), left), (Some(here), leaves))
    }

    #[test]
    fn who_crosses_the_date_line_eastward_may_go_on_the_day_before() {
        let apia = airport("APW", (-13.83, -172.01), "Pacific/Apia");
        let pago_pago = airport("PPG", (-14.33, -170.71), "Pacific/Pago_Pago");
        let singapore = airport("SIN", (1.36, 103.99), "Asia/Singapore");
        let los_angeles = airport("LAX", (33.94, -118.41), "America/Los_Angeles");

        assert!(follows(&apia, THE_13TH, &pago_pago, THE_12TH));
        assert!(!follows(&apia, THE_13TH, &pago_pago, THE_11TH));
        assert!(follows(&singapore, THE_13TH, &los_angeles, THE_12TH));
        assert!(!follows(&pago_pago, THE_13TH, &apia, THE_12TH), "westward a day is lost");
    }

    #[test]
    fn elsewhere_dates_do_not_fall() {
        let delhi = airport("DEL", (28.57, 77.10), "Asia/Kolkata");
        let london = airport("LHR", (51.47, -0.45), "Europe/London");
        let new_york = airport("JFK", (40.64, -73.78), "America/New_York");

        for here in [&delhi, &london, &new_york] {
            assert!(follows(&delhi, THE_13TH, here, THE_13TH));
            assert!(!follows(&delhi, THE_13TH, here, THE_12TH), "{}", here.iata);
        }
        assert!(!may_follow((None, THE_13TH), (None, THE_12TH)));
    }
}
