//! A world to try things in: airports, airlines, a timetable, fares, promo codes.
//!
//! Plainly demo data. The airports are today's, the routes are of 2014 (some of these airlines are
//! gone, and some of the airports have moved), and times, aircraft and most fares are made up, in a
//! way that gives the same world on every machine. `README.md` says where each file comes from and
//! on what terms.

mod carrier;
mod fares;
mod moved;
mod network;
mod seed;
mod small;
mod source;
mod timetable;

use airside_fares::{Fare, Percent, PromoCode, PromoName, Reduction};
use airside_primitives::{AirlineCode, AirportCode, Currency};
use airside_tariff::TariffFaults;
use airside_timetable::{Airline, Airport, Flight};
use time::Date;

use crate::network::Routes;

pub use crate::fares::Selling;
pub use crate::source::DemoDataError;

/// Everything that a deployment needs to sell its first ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// By code.
    pub airports: Vec<Airport>,
    /// By code.
    pub airlines: Vec<Airline>,
    pub flights: Vec<Flight>,
    /// Economy fares, in the selling currency.
    pub fares: Vec<Fare>,
    pub promo_codes: Vec<PromoCode>,
}

/// How much of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// All of it: 3,856 airports and about 100,000 departures a day.
    World,
    /// Under thirty airports and some airlines, for quick tests.
    Small,
}

impl Size {
    fn has_airport(self, code: AirportCode) -> bool {
        match self {
            Self::World => true,
            Self::Small => small::has_airport(code),
        }
    }

    fn has_airline(self, code: AirlineCode) -> bool {
        match self {
            Self::World => true,
            Self::Small => small::has_airline(code),
        }
    }
}

/// Makes the world: the same one for the same arguments.
///
/// `today` decides only which dates flights are valid for: this calendar year and
/// the next, so that a flight keeps its id until New Year.
pub fn world(size: Size, today: Date, selling: Selling) -> Result<World, DemoDataError> {
    let airports = source::airports(|code| size.has_airport(code))?;
    let mut airlines = source::airlines()?;
    airlines.retain(|airline| size.has_airline(airline.code));

    let routes = Routes { known: source::routes()?, moved: source::routes_of_moved_airports()? };
    let sizes = network::sizes(&routes);
    let pairs = network::pairs(&airports, &routes, &sizes, |airline| size.has_airline(airline));

    let flights = timetable::flights(&pairs, today);
    let fares = fares::fares(&pairs, &source::us_fares()?, selling);
    drop(pairs);

    Ok(World { airports, airlines, flights, fares, promo_codes: promo_codes(selling) })
}

/// The demo's tariff, in rupees.
pub const TARIFF: &str = include_str!("../data/tariff.toml");

/// The demo's tariff in the selling currency, as the text of a file.
pub fn tariff(selling: Selling) -> Result<String, TariffFaults> {
    let rate = selling.rupees();
    let as_written = rate.currency == Currency::INR && rate.minor == rate.per_minor;
    if as_written { Ok(TARIFF.to_owned()) } else { airside_tariff::converted(TARIFF, rate) }
}

/// Ten per cent off, and what is 500 in rupees; for anybody, at any time.
fn promo_codes(selling: Selling) -> Vec<PromoCode> {
    let tenth = Percent::new(10).map(Reduction::Percent);
    let fixed = selling.rupees().worth(Currency::INR.major(500));
    let fixed = Some(Reduction::Fixed(fixed));
    [("WELCOME10", tenth), ("FLAT500", fixed)]
        .into_iter()
        .filter_map(|(name, reduction)| {
            Some(PromoCode::unlimited(name.parse::<PromoName>().ok()?, reduction?))
        })
        .collect()
}
