//! The cheapest to everywhere is the least that each destination costs by itself, on small random
//! worlds; and an answer of before, mended where it no longer holds, is the answer of now.

use std::collections::BTreeMap;

use airside_primitives::AirportCode;
use airside_search::{Cheapest, Index, Leaving, Leg, Query, Score, Sought};
use airside_timetable::Flight;
use proptest::prelude::*;
use time::{Date, Duration};

use crate::brute_force::{CODES, DATES, a_network, everything};
use crate::drawn_prices::{Prices, Way};

type Answer = BTreeMap<AirportCode, Score>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn everywhere_is_each_destination_by_itself(
        network in a_network(),
        origins in prop::sample::subsequence(&CODES[..], 1..3),
        first in prop::sample::select(&DATES[..]),
        days in 1_i64..5,
        cut_off in prop::sample::select(vec![0_i64, 0, 15, 40]),
        (full_before, full) in (0_u8..5, 0_u8..5),
        seed in prop_oneof![1 => Just(0_u64), 6 => any::<u64>()],
    ) {
        let origins: Vec<AirportCode> = origins.iter().map(|it| it.parse().unwrap()).collect();
        let dates: Vec<Date> = (0..days).map(|day| first + Duration::days(day)).collect();
        let not_before = first.midnight().assume_utc() + Duration::hours(cut_off);
        let leaving = Leaving { origins: &origins, dates: &dates, not_before };
        let index = Index::build(network.clone());
        let services = index.services();
        let services: Vec<Way> = services
            .map(|(flight, from, to)| (flight.number.airline(), from.iata, to.iata))
            .collect();
        let has_room = |flight: &Flight, date: Date| is_free(full, flight, date);
        let prices = Prices { seed, has_room: &has_room, services: &services };
        let had_room = |flight: &Flight, date: Date| is_free(full_before, flight, date);
        let prices_before = Prices { seed, has_room: &had_room, services: &services };

        let found = index.cheapest_everywhere(&leaving, &|_| Sought::Anything, &prices);
        let answer = answer(&found);
        for it in &found {
            prop_assert_eq!(prices.of_legs(&it.journey.legs), Some(it.price));
        }

        let is_home = |code| origins.iter().any(|it| index.city(*it) == index.city(code));
        let away = CODES.iter().map(|code| code.parse().unwrap());
        let away: Vec<AirportCode> = away.filter(|code| !is_home(*code)).collect();
        let mut by_days = Answer::new();
        let query = Query { not_before, ..Query::new(origins.clone(), Vec::new(), first) };
        for destination in &away {
            let query = Query { destinations: vec![*destination], ..query.clone() };
            let of_days = index.cheapest_on(&query, &dates, &prices);
            let least = of_days.iter().flatten().map(Cheapest::score).min();
            by_days.extend(least.map(|score| (*destination, score)));
        }
        prop_assert_eq!(&answer, &by_days);

        let mut by_trying = Answer::new();
        for date in &dates {
            let query = Query { date: *date, destinations: away.clone(), ..query.clone() };
            for legs in everything(&network, &index, &query, &has_room) {
                let Some(price) = prices.of_legs(&legs) else { continue };
                let score = Score { price, date: *date, stops: stops(&legs) };
                let best = by_trying.entry(legs[legs.len() - 1].flight.destination);
                best.and_modify(|best| *best = score.min(*best)).or_insert(score);
            }
        }
        prop_assert_eq!(&answer, &by_trying);

        let before = index.cheapest_everywhere(&leaving, &|_| Sought::Anything, &prices_before);
        let still = before.iter().filter(|it| {
            it.journey.legs.iter().all(|leg| has_room(leg.flight, leg.date))
        });
        let mut mended = self::answer(still);
        let sought = |code| mended.get(&code).copied().map_or(Sought::Anything, Sought::BetterThan);
        let better = self::answer(&index.cheapest_everywhere(&leaving, &sought, &prices));
        for (destination, score) in &better {
            prop_assert!(mended.get(destination).is_none_or(|known| score < known));
        }
        mended.extend(better);
        prop_assert_eq!(&answer, &mended);
    }
}

fn is_free(full: u8, flight: &Flight, date: Date) -> bool {
    full == 0 || !(date.day() + flight.departs.hour()).is_multiple_of(full + 1)
}

fn answer<'c, 'i: 'c>(found: impl IntoIterator<Item = &'c Cheapest<'i>>) -> Answer {
    let row = |it: &Cheapest<'_>| (it.journey.legs.last().unwrap().flight.destination, it.score());
    found.into_iter().map(row).collect()
}

fn stops(legs: &[Leg<'_>]) -> u8 {
    u8::try_from(legs.len() - 1).unwrap()
}
