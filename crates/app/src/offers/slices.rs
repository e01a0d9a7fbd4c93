//! Finds where the slices of a search begin and end, and checks the order of their dates.

use airside_search::Place;
use airside_timetable::Airport;
use time::{Date, Duration, OffsetDateTime, Time};

use crate::offers::search::{End, SearchError, Slice};
use crate::world::Snapshot;

/// No airliner is faster, wind included.
const FASTEST_KM_AN_HOUR: f64 = 1_100.0;
/// Clocks that are further apart than this have the date line between them, if one flies
/// the shorter way.
const ACROSS_THE_DATE_LINE: Duration = Duration::hours(12);

/// The places of every slice and the date today at its origin; refuses dates that make no sense
/// there.
pub(crate) fn places(
    world: &Snapshot,
    slices: &[Slice],
    now: OffsetDateTime,
) -> Result<Vec<(Place, Place, Date)>, SearchError> {
    let mut places: Vec<(Place, Place, Date)> = Vec::new();
    for (slice, wanted) in slices.iter().enumerate() {
        let (origin, destination) = ends(world, slice, &wanted.origin, &wanted.destination)?;
        let here = first_airport(world, &origin);
        let today = today(world, &origin, now);
        if wanted.date < today {
            return Err(SearchError::DateInThePast { slice });
        }
        if let (Some(before), Some((left, ..))) = (slice.checked_sub(1), places.last()) {
            let left = first_airport(world, left);
            if !may_follow((left, slices[before].date), (here, wanted.date)) {
                return Err(SearchError::DatesOutOfOrder { slice });
            }
        }
        places.push((origin, destination, today));
    }
    Ok(places)
}

/// Where a slice begins and ends.
pub(super) fn ends(
    world: &Snapshot,
    slice: usize,
    origin: &str,
    destination: &str,
) -> Result<(Place, Place), SearchError> {
    let unknown = |end| SearchError::UnknownPlace { slice, end };
    let origin = world.index.place(origin).ok_or_else(|| unknown(End::Origin))?;
    let destination = world.index.place(destination).ok_or_else(|| unknown(End::Destination))?;
    if origin.airports.iter().any(|it| destination.airports.contains(it)) {
        return Err(SearchError::SamePlace { slice });
    }
    Ok((origin, destination))
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
