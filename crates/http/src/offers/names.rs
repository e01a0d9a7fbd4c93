//! The names of airports and airlines as JSON, escaped once for a world.

use std::sync::{Arc, Weak};

use airside_app::world::Snapshot;
use airside_primitives::{AirlineCode, AirportCode};
use arc_swap::ArcSwapOption;
use serde::Serialize;

use super::view::{AirlineView, StopView};

/// The names of the world that was asked about last: there is one at a time.
static LATEST: ArcSwapOption<Names> = ArcSwapOption::const_empty();

/// Every airport and every airline, written out as offers show them.
pub(super) struct Names {
    of: Weak<Snapshot>,
    airports: Vec<(AirportCode, String)>,
    airlines: Vec<(AirlineCode, String)>,
}

impl Names {
    /// The names of a world.
    pub(super) fn of(world: &Arc<Snapshot>) -> Arc<Self> {
        if let Some(latest) = LATEST.load_full()
            && latest.of.as_ptr() == Arc::as_ptr(world)
        {
            return latest;
        }
        let names = Arc::new(Self::written(world));
        LATEST.store(Some(names.clone()));
        names
    }

    fn written(world: &Arc<Snapshot>) -> Self {
        let airports = world.index.airports().iter();
        let airlines = world.airlines.keys();
        Self {
            of: Arc::downgrade(world),
            airports: airports.map(|it| (it.iata, json(&StopView::of(world, it.iata)))).collect(),
            airlines: airlines.map(|code| (*code, json(&AirlineView::of(world, *code)))).collect(),
        }
    }

    /// An airport as `origin` and `destination` show it.
    pub(super) fn airport(&self, code: AirportCode) -> Option<&str> {
        let at = self.airports.binary_search_by_key(&code, |(code, _)| *code).ok()?;
        Some(&self.airports[at].1)
    }

    /// An airline with its name.
    pub(super) fn airline(&self, code: AirlineCode) -> Option<&str> {
        let at = self.airlines.binary_search_by_key(&code, |(code, _)| *code).ok()?;
        Some(&self.airlines[at].1)
    }
}

/// Both views are strings and options of strings, which nothing keeps from being JSON.
fn json(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap_or_default()
}
