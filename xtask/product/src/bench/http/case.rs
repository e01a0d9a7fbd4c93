//! What is asked for, case by case.
//!
//! A search follows from its number, so that every run asks alike; and no number comes twice, so
//! that nothing can be answered from memory, unless a case says so.

use std::fmt::{self, Write as _};
use std::sync::Arc;

use time::{Date, Duration};

use super::network::{Network, Pair};
use crate::bench::draw::Draw;
use crate::bench::search::BUSY;

/// The name of the case that is most like what people ask.
pub(super) const MIX: &str = "the mix";
/// Days ahead of today on which journeys begin: the demo sells this year and the next.
const FIRST_DAY: i64 = 14;
const DAYS: usize = 300;
/// Days until the way back.
const STAY: usize = 21;
/// A page, as a person is shown it.
const LIMIT: u32 = 20;
/// Nothing costs so much. With the number of the search it makes each search another one, and
/// leaves nothing out.
pub(super) const BEYOND_ALL_PRICES: u64 = 1_000_000_000_000;
/// Who travels; most are alone.
const PARTIES: [&str; 8] = [
    "adults=1",
    "adults=1",
    "adults=1",
    "adults=1",
    "adults=2",
    "adults=2",
    "adults=2&children=1",
    "adults=2&children=1&infants=1",
];
/// Three filters each.
const FILTERS: [&str; 4] = [
    "max_duration=1800&departure_window=MORNING&checked_baggage=true",
    "max_layover=300&refundable=true&exclude_airlines=FR",
    "min_layover=60&max_duration=2400&arrival_window=06:00-23:00",
    "max_stops=1&exclude_airlines=U2,FR&max_layover=480",
];

/// Searches of one kind.
pub(super) struct Case {
    pub(super) name: &'static str,
    asks: Asks,
    dates: Arc<Dates>,
}

enum Asks {
    /// Between these pairs, with no more stops than so many.
    Between { pairs: Vec<Pair>, max_stops: u8 },
    /// Nine of ten on routes, four of ten of them with a way back; the others from any airport to
    /// any other, with filters.
    Mix { routes: Vec<Pair>, airports: Vec<String> },
    /// One search again and again.
    Again(String),
}

/// The dates of journeys, spelled once.
struct Dates(Vec<String>);

impl Dates {
    fn after(today: Date) -> Self {
        let first = today.saturating_add(Duration::days(FIRST_DAY));
        let mut day = Some(first);
        let days = std::iter::from_fn(|| {
            let this = day?;
            day = this.next_day();
            Some(this.to_string())
        });
        Self(days.take(DAYS + STAY).collect())
    }
}

impl Case {
    /// The five whose every search is a new one.
    pub(super) fn all(network: Network, today: Date) -> Vec<Self> {
        let dates = Arc::new(Dates::after(today));
        let busy = || BUSY.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
        let between = |pairs, max_stops| Asks::Between { pairs, max_stops };
        let Network { routes, airports } = network;
        [
            ("one pair, direct", between(busy().take(1).collect(), 0)),
            ("busy pairs, direct", between(busy().collect(), 0)),
            ("600 real routes, direct", between(routes.clone(), 0)),
            ("busy pairs, up to two stops", between(busy().collect(), 2)),
            (MIX, Asks::Mix { routes, airports }),
        ]
        .map(|(name, asks)| Self { name, asks, dates: dates.clone() })
        .into()
    }

    /// One search of this case, over and over under another name.
    pub(super) fn again(&self, name: &'static str, number: u64) -> Self {
        let mut path = String::new();
        self.write_path(number, &mut path);
        Self { name, asks: Asks::Again(path), dates: self.dates.clone() }
    }

    /// Whether a number makes a search of its own.
    pub(super) fn is_new_each_time(&self) -> bool {
        !matches!(self.asks, Asks::Again(_))
    }

    /// Writes the path of the search with this number behind what is there.
    pub(super) fn write_path(&self, number: u64, path: &mut String) {
        let draw = &mut Draw::of(number);
        match &self.asks {
            Asks::Again(again) => path.push_str(again),
            Asks::Between { pairs, max_stops } => {
                let (from, to) = draw.one_of(pairs);
                self.write_journey(from, to, None, draw, path);
                write(path, format_args!("&max_stops={max_stops}"));
                write_rest(number, path);
            }
            Asks::Mix { routes, airports } => {
                if draw.below(10) == 0 {
                    let from = draw.below(airports.len());
                    let onwards = 1 + draw.below(airports.len() - 1);
                    let to = (from + onwards) % airports.len();
                    self.write_journey(&airports[from], &airports[to], None, draw, path);
                    write(path, format_args!("&{}", draw.one_of(&FILTERS)));
                } else {
                    let (from, to) = draw.one_of(routes);
                    let has_way_back = draw.below(10) < 4;
                    let stay = has_way_back.then(|| 1 + draw.below(STAY));
                    self.write_journey(from, to, stay, draw, path);
                }
                write_rest(number, path);
            }
        }
    }

    fn write_journey(
        &self,
        from: &str,
        to: &str,
        stay: Option<usize>,
        draw: &mut Draw,
        path: &mut String,
    ) {
        let Dates(dates) = &*self.dates;
        let day = draw.below(DAYS);
        let (there, party) = (&dates[day], draw.one_of(&PARTIES));
        let journey = format_args!("origin={from}&destination={to}&departure_date={there}&{party}");
        write(path, format_args!("/v1/offers?{journey}"));
        if let Some(stay) = stay {
            write(path, format_args!("&return_date={}", dates[day + stay]));
        }
    }
}

fn write_rest(number: u64, path: &mut String) {
    let most = BEYOND_ALL_PRICES + number;
    write(path, format_args!("&limit={LIMIT}&max_price={most}"));
}

fn write(path: &mut String, what: fmt::Arguments<'_>) {
    // Writing into a string does not fail.
    let _ = path.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use time::macros::date;

    use super::*;

    fn cases() -> Vec<Case> {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let routes = vec![pair("DEL", "BOM"), pair("KEF", "LHR")];
        let airports = ["DEL", "BOM", "KEF"].map(str::to_owned).into();
        Case::all(Network { routes, airports }, date!(2026 - 11 - 22))
    }

    fn paths(case: &Case) -> Vec<String> {
        let path = |number| {
            let mut path = String::new();
            case.write_path(number, &mut path);
            path
        };
        (0..10_000).map(path).collect()
    }

    #[test]
    fn no_search_comes_twice() {
        for case in cases() {
            assert!(case.is_new_each_time());
            let paths: BTreeSet<_> = paths(&case).into_iter().collect();
            assert_eq!(paths.len(), 10_000, "{}", case.name);
        }
    }

    #[test]
    fn unless_it_is_to_be_the_same() {
        let case = &cases()[0];
        let again = case.again("again", 7);
        assert!(!again.is_new_each_time());
        assert_eq!(paths(&again).into_iter().collect::<BTreeSet<_>>().len(), 1);
        assert_eq!(paths(&again)[0], paths(case)[7]);
    }

    #[test]
    fn the_mix_is_mixed_as_it_says() {
        let paths = paths(cases().last().unwrap());
        let with = |part: &str| paths.iter().filter(|path| path.contains(part)).count();
        assert!((3_400..3_800).contains(&with("return_date=")));
        assert!((900..1_100).contains(&FILTERS.iter().map(|it| with(it)).sum::<usize>()));
        let same = ["DEL", "BOM", "KEF"].map(|it| format!("origin={it}&destination={it}&"));
        assert!(same.iter().all(|it| with(it) == 0), "nobody flies to where they are");
    }

    #[test]
    fn dates_lie_in_what_the_demo_sells() {
        for case in cases() {
            for path in paths(&case) {
                let dates = path.split('&').filter(|it| it.contains("_date="));
                for date in dates.filter_map(|it| it.split('=').next_back()) {
                    assert!(("2026-12-06".."2027-10-22").contains(&date), "{path}");
                }
            }
        }
    }
}
