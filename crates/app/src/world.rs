//! The world as every search sees it: one immutable snapshot, swapped whole.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use airside_fares::{FareTable, Sector};
use airside_primitives::{AirlineCode, AirportCode};
use airside_search::{ConnectingTimes, Index, Network};
use airside_timetable::{Airline, Airport, Flight};
use arc_swap::ArcSwapOption;
use time::Date;
use tokio::sync::{Mutex, MutexGuard};

use crate::ports::store::WorldVersion;
use crate::ports::{Store, StoreError};

/// Airports, flights and fares at one moment.
pub struct Snapshot {
    pub index: Index,
    pub airlines: BTreeMap<AirlineCode, Airline>,
    pub fares: FareTable,
    /// Where the world came from, for people.
    pub provenance: Option<String>,
    pub version: WorldVersion,
}

/// The snapshot in use.
#[derive(Default)]
pub struct LiveWorld {
    snapshot: ArcSwapOption<Snapshot>,
    loading: Mutex<()>,
}

impl LiveWorld {
    /// The world now; empty until the first [`reload`].
    pub fn load(&self) -> Arc<Snapshot> {
        self.snapshot.load_full().unwrap_or_default()
    }

    pub fn replace(&self, snapshot: Snapshot) {
        self.snapshot.store(Some(Arc::new(snapshot)));
    }

    /// One load at a time, so that an older reading never replaces a newer one.
    pub async fn turn(&self) -> MutexGuard<'_, ()> {
        self.loading.lock().await
    }
}

impl Default for Snapshot {
    fn default() -> Self {
        Self {
            index: Index::build(Network {
                airports: Vec::new(),
                flights: Vec::new(),
                partners: Vec::new(),
                connecting: ConnectingTimes::default(),
            }),
            airlines: BTreeMap::new(),
            fares: FareTable::new(Vec::new()),
            provenance: None,
            version: WorldVersion::default(),
        }
    }
}

impl Snapshot {
    /// Reads the world from the store and builds the index, on a thread of its own.
    pub async fn read(
        store: &dyn Store,
        partners: Vec<[AirlineCode; 2]>,
        connecting: ConnectingTimes,
    ) -> Result<Self, StoreError> {
        // Read first: a world that is adopted meanwhile is then newer than this says, and
        // is loaded again.
        let version = store.world_version().await?;
        let airports = store.airports().await?;
        let airlines = store.airlines().await?;
        let flights = store.flights().await?;
        let fares = store.fares().await?;
        let provenance = store.provenance().await?;
        let build = move || Self {
            index: Index::build(Network { airports, flights, partners, connecting }),
            airlines: airlines.into_iter().map(|airline| (airline.code, airline)).collect(),
            fares: FareTable::new(fares),
            provenance,
            version,
        };
        tokio::task::spawn_blocking(build).await.map_err(StoreError::new)
    }

    pub fn airport(&self, code: AirportCode) -> Option<&Airport> {
        self.index.airport(code)
    }

    /// The row whose seats a flight sells on a date: its own, or the operating flight's of a
    /// codeshare. `None` when nobody knows of such a flight on that date.
    pub fn seats_of<'a>(&'a self, flight: &'a Flight, date: Date) -> Option<&'a Flight> {
        match flight.operating_number {
            None => (!flight.is_codeshare()).then_some(flight),
            Some(_) => self.index.row_on(flight.inventory()?, date),
        }
    }

    /// The name of an airline; its code when it has none here.
    pub fn airline_name(&self, code: AirlineCode) -> String {
        self.airlines.get(&code).map_or_else(|| code.to_string(), |airline| airline.name.clone())
    }

    /// A flight on a local date, as pricing sees it; `None` when one of its airports is unknown.
    pub fn sector(&self, flight: &Flight, date: Date) -> Option<Sector> {
        let origin = self.airport(flight.origin)?;
        let destination = self.airport(flight.destination)?;
        Some(Sector {
            airline: flight.number.airline(),
            origin: flight.origin,
            destination: flight.destination,
            origin_country: origin.country,
            destination_country: destination.country,
            distance_km: whole_km(origin.distance_km(destination)),
            flight: flight.number,
            date,
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no two places on Earth are further apart than 20,100 km"
)]
fn whole_km(km: f64) -> u32 {
    km.round().clamp(0.0, 30_000.0) as u32
}

/// Sector by pair, so that a search measures each distance once.
#[derive(Default)]
pub struct Sectors(HashMap<(AirlineCode, AirportCode, AirportCode), Option<Sector>>);

impl Sectors {
    /// The sector of a flight on a local date, from memory if its pair was seen before.
    pub fn of(&mut self, world: &Snapshot, flight: &Flight, date: Date) -> Option<Sector> {
        let key = (flight.number.airline(), flight.origin, flight.destination);
        let measured = *self.0.entry(key).or_insert_with(|| world.sector(flight, date));
        measured.map(|sector| Sector { flight: flight.number, date, ..sector })
    }
}
