//! A new world becomes current, together with what was sold of the old one.
//!
//! The capacity of a departure stands in the store beside what is sold of it. Adopting a
//! timetable or a tariff changes both in one commit, and writes down which departures
//! changed, so that their bookings can follow in their own time.

use std::fmt;
use std::sync::Arc;

use airside_primitives::{AirlineCode, Cabin, FlightId};
use thiserror::Error;
use time::{Date, OffsetDateTime};

use crate::ports::changes::Write;
use crate::ports::store::StoreError;
use crate::ports::store::world_version::WorldVersion;

/// Rows put aside, to be adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage(pub i64);

/// A new world, as a plan made against an old one wants it.
#[derive(Debug)]
pub struct Adoption {
    /// The world that the plan was made against: another by now is [`AdoptError::Outdated`].
    pub planned_at: WorldVersion,
    /// Staged rows, and the airlines whose rows they replace, all of them.
    pub timetable: Option<(Stage, Vec<AirlineCode>)>,
    /// Set when it changes what [`World::provenance`](super::World::provenance) answers.
    pub provenance: Option<String>,
    /// Cabins of departures that the new world changes, of those that the plan saw sold.
    pub restocked: Vec<Restocked>,
    /// Departures that changed and are booked.
    pub touched: Vec<Touched>,
    /// When the plan read what is sold, by the store's clock.
    pub planned_when: OffsetDateTime,
    /// Judges cabins that were first sold since then.
    pub judge: Judge,
    /// Written in the same commit.
    pub also: Vec<Write>,
}

/// What one cabin of one departure can sell from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restocked {
    pub flight: FlightId,
    pub date: Date,
    pub cabin: Cabin,
    /// 0 when the departure is withdrawn or has no such cabin. It may be less than what is
    /// sold: nobody is thrown off, and nothing more is sold.
    pub capacity: u16,
}

/// A departure that changed after it was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Touched {
    pub flight: FlightId,
    pub date: Date,
    /// The neighbouring date that replaced it, when it was withdrawn.
    pub moved_to: Option<Date>,
}

/// Returns the new capacity of a cabin whose departure changes, and `None` where nothing does.
#[derive(Clone)]
pub struct Judge(pub Arc<dyn Fn(FlightId, Date, Cabin) -> Option<u16> + Send + Sync>);

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Judge(…)")
    }
}

impl Judge {
    /// For a world that changes nothing that was sold.
    pub fn nothing_changes() -> Self {
        Self(Arc::new(|_, _, _| None))
    }
}

/// Why the old world stays.
#[derive(Debug, Error)]
pub enum AdoptError {
    #[error("the timetable or the tariff changed since the plan was made")]
    Outdated,
    #[error(transparent)]
    Store(#[from] StoreError),
}
