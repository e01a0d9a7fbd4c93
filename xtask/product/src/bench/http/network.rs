//! Which places there are flights between, drawn from the demo's world by a fixed seed.

use airside_demo_data::{Size, World, world};
use anyhow::ensure;

use crate::bench::draw::Draw;
use crate::bench::search::SELLING;
use crate::today::today;

/// How many routes are searched.
const ROUTES: usize = 600;
const SEED: u64 = 20_261_122;

/// From where to where.
pub(super) type Pair = (String, String);

/// What the demo's world has.
pub(super) struct Network {
    /// Pairs of airports with direct flights, busy and not, as they come.
    pub(super) routes: Vec<Pair>,
    /// Every airport.
    pub(super) airports: Vec<String>,
}

impl Network {
    /// Makes the world that the server makes, which takes a moment.
    pub(super) fn draw() -> anyhow::Result<Self> {
        let World { airports, flights, .. } = world(Size::World, today(), SELLING)?;
        let mut routes: Vec<_> = flights.iter().map(|it| (it.origin, it.destination)).collect();
        routes.sort_unstable();
        routes.dedup();
        let routes = Draw::of(SEED).some_of(routes, ROUTES);
        ensure!(routes.len() == ROUTES, "there are no {ROUTES} routes");
        Ok(Self {
            routes: routes.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect(),
            airports: airports.iter().map(|airport| airport.iata.to_string()).collect(),
        })
    }
}
