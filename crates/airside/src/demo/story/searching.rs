//! Round trips to choose from.

use std::collections::BTreeSet;

use anyhow::Context;
use time::{Date, Duration};

use super::Story;
use crate::demo::answers::{Offer, RoundTrip, moment};
use crate::demo::call::Call;
use crate::demo::page;

/// The way there and the way back.
pub(super) type Trip<'a> = [&'a Offer; 2];

impl Story {
    pub(super) fn search_for_a_family(&mut self, today: Date) -> anyhow::Result<RoundTrip> {
        self.chapter(
            "Search a round trip",
            "Two adults and an infant, Delhi to Mumbai in a month, back a week later. \
             Prices are for all three.",
        );
        let (there, back) = dates(today);
        let call = Call::get(self.api.at(&format!(
            "/v1/offers?origin=DEL&destination=BOM&departure_date={there}&return_date={back}\
             &adults=2&infants=1&max_stops=0&sort=PRICE&limit=200"
        )));
        let offers: RoundTrip = self.api.show(&call)?.body;
        show("there", &offers.departing);
        show("back", &offers.returning);
        page::say("They take Standard fares of one airline both ways, the cheapest there are.");
        Ok(offers)
    }

    pub(super) fn search_for_one(&self, today: Date) -> anyhow::Result<RoundTrip> {
        let (there, back) = dates(today);
        let call = Call::get(self.api.at(&format!(
            "/v1/offers?origin=London&destination=New%20York\
             &departure_date={there}&return_date={back}&max_stops=0&limit=200"
        )));
        Ok(self.api.show(&call)?.body)
    }
}

/// In thirty days, and a week after that.
fn dates(today: Date) -> (Date, Date) {
    let there = today + Duration::days(30);
    (there, there + Duration::days(7))
}

/// There and back with one airline, in the brand that may be cancelled for a charge.
pub(super) fn one_airline(offers: &RoundTrip) -> anyhow::Result<Trip<'_>> {
    pair(offers, |there, back| there.airline.code == back.airline.code)
        .context("no airline flies both ways on these dates; another day may do")
}

/// There with one airline and back with another.
pub(super) fn two_airlines(offers: &RoundTrip) -> anyhow::Result<Trip<'_>> {
    pair(offers, |there, back| there.airline.code != back.airline.code)
        .context("a single airline flies on these dates; another day may do")
}

/// The first pair of STANDARD offers that fits.
fn pair(offers: &RoundTrip, fits: impl Fn(&Offer, &Offer) -> bool) -> Option<Trip<'_>> {
    let standard = |offer: &&Offer| offer.brand.code == "STANDARD";
    offers.departing.iter().filter(standard).find_map(|there| {
        let back = offers.returning.iter().filter(standard).find(|back| fits(there, back))?;
        Some([there, back])
    })
}

/// The cheapest of each airline; a list comes by price.
fn show(way: &str, offers: &[Offer]) {
    page::answer(&format!("{} offers {way}, the cheapest of each airline:", offers.len()));
    let mut shown = BTreeSet::new();
    for offer in offers.iter().filter(|offer| shown.insert(&offer.airline.code)) {
        page::answer(&format!("  {}", line(offer)));
    }
}

/// One offer in one line.
pub(super) fn line(offer: &Offer) -> String {
    let Offer { airline, brand, duration_minutes, segments, price, seats_left, .. } = offer;
    let flights: Vec<_> = segments
        .iter()
        .map(|it| format!("{} {}-{}", it.flight_number, it.origin.iata, it.destination.iata))
        .collect();
    let leaves = segments.first().map(|it| moment(it.departure)).unwrap_or_default();
    let arrives = segments.last().map(|it| {
        let clock = it.arrival.time();
        let days = match it.arrival_day_offset {
            0 => String::new(),
            days => format!("{days:+}"),
        };
        format!("{:02}:{:02}{days}", clock.hour(), clock.minute())
    });
    let (hours, minutes) = (duration_minutes / 60, duration_minutes % 60);
    format!(
        "{:<15} {leaves} to {:<7} {hours}h{minutes:02}  {:<18} {:<9} {:>15}  {seats_left} left",
        flights.join(", "),
        arrives.unwrap_or_default(),
        airline.name,
        brand.name,
        price.total.shown(),
    )
}
