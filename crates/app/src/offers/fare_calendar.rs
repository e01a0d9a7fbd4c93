//! The cheapest fare for each day of a month, for one adult: memory only.

use airside_primitives::{Amount, Brand, Cabin, Party};
use airside_search::{Cheapest, Place, Query};
use airside_timetable::Flight;
use time::{Date, Duration, Month};

use crate::context::App;
use crate::offers::market::OfferMarket;
use crate::offers::search::SearchError;
use crate::offers::slices::{ends, today};
use crate::world::Snapshot;

/// A month of travel between two places.
#[derive(Debug, Clone)]
pub struct FareCalendar {
    /// A code or a city name, as typed.
    pub origin: String,
    pub destination: String,
    /// On the origin's calendar.
    pub year: i32,
    pub month: Month,
    pub cabin: Cabin,
    /// With the way back, so many days after the way there.
    pub return_after_days: Option<u32>,
}

/// A day of departure, and what the cheapest trip costs that leaves on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayFare {
    pub date: Date,
    /// `None` on a day that is past, and where nothing is for sale.
    pub fare: Option<Fare>,
}

/// The cheapest trip of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fare {
    pub total: Amount,
    /// Of the way that has more of them.
    pub stops: u8,
}

/// Finds the cheapest fare for each day of the month.
pub fn fare_calendar(
    app: &App,
    world: &Snapshot,
    command: &FareCalendar,
) -> Result<Vec<DayFare>, SearchError> {
    let (origin, destination) = ends(world, 0, &command.origin, &command.destination)?;
    let today = today(world, &origin, app.now());
    let days: Vec<Date> = days_of(command.year, command.month).collect();

    let ahead: Vec<Date> = days.iter().copied().filter(|day| *day >= today).collect();
    let mut fares = cheapest(app, world, command.cabin, (&origin, &destination), &ahead);
    if let Some(after) = command.return_after_days {
        let later = |day: &Date| day.checked_add(Duration::days(after.into()));
        let back: Vec<Date> = ahead.iter().filter_map(later).collect();
        let back = cheapest(app, world, command.cabin, (&destination, &origin), &back);
        let both = |(there, back): (Option<Fare>, Option<Fare>)| {
            let (there, back) = (there?, back?);
            let stops = there.stops.max(back.stops);
            Some(Fare { total: there.total + back.total, stops })
        };
        fares = fares.into_iter().zip(back).map(both).collect();
    }
    let mut fares = ahead.into_iter().zip(fares).peekable();
    let of_day = |date| {
        let fare = fares.next_if(|(day, _)| *day == date).and_then(|(_, fare)| fare);
        DayFare { date, fare }
    };
    Ok(days.into_iter().map(of_day).collect())
}

/// Every day of a month.
pub(super) fn days_of(year: i32, month: Month) -> impl Iterator<Item = Date> {
    let days = 1..=month.length(year);
    days.filter_map(move |day| Date::from_calendar_date(year, month, day).ok())
}

fn cheapest(
    app: &App,
    world: &Snapshot,
    cabin: Cabin,
    (origin, destination): (&Place, &Place),
    days: &[Date],
) -> Vec<Option<Fare>> {
    let room = |flight: &Flight, date| app.stock.left(world, flight, date, cabin) > 0;
    let wanted = (Party::ONE, cabin, Brand::ALL.to_vec());
    let booked_on = today(world, origin, app.now());
    let market = OfferMarket::new(world, wanted, None, booked_on, &room);
    let (origins, destinations) = (origin.airports.clone(), destination.airports.clone());
    let query = Query {
        not_before: app.now() + app.settings.sales_cutoff,
        ..Query::new(origins, destinations, booked_on)
    };
    let fare = |it: Cheapest<'_>| Fare { total: it.price, stops: it.journey.stops() };
    let found = world.index.cheapest_on(&query, days, &market);
    found.into_iter().map(|it| it.map(fare)).collect()
}
