//! How full the rooms are that requests are in work in.

use airside_app::figures::{Counter, Gauge, Registry};
use prometheus::proto::MetricFamily;

/// What is told of the rooms of one server.
pub(crate) struct RoomFigures {
    registry: Registry,
    places: Gauge<1>,
    in_work: Gauge<1>,
    turned_away: Counter<1>,
}

impl RoomFigures {
    pub(crate) fn new() -> Self {
        let registry = Registry::default();
        Self {
            places: registry.gauge(
                "airside_http_places",
                "Requests that may be in work at a time.",
                ["room"],
            ),
            in_work: registry.gauge("airside_http_in_work", "Requests in work now.", ["room"]),
            turned_away: registry.counter(
                "airside_http_turned_away_total",
                "Requests that were answered 503 because their room was full.",
                ["room"],
            ),
            registry,
        }
    }

    /// Says how full a room is.
    pub(crate) fn set(&self, room: &str, places: usize, in_work: usize) {
        for (gauge, value) in [(&self.places, places), (&self.in_work, in_work)] {
            gauge.set([room], i64::try_from(value).unwrap_or(i64::MAX));
        }
        // An alert on a counter wants it to be there before it first counts.
        self.turned_away.begin([room]);
    }

    /// Counts a request that found a room full.
    pub(crate) fn turned_away(&self, room: &str) {
        self.turned_away.count([room]);
    }

    pub(crate) fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}
