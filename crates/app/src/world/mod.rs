//! The world as every search sees it: one immutable snapshot, swapped whole.

mod loading;
mod services;

use std::collections::BTreeMap;
use std::sync::Arc;

use airside_fares::FareTable;
use airside_primitives::{AircraftCode, AirlineCode, AirportCode, Cabin, Currency, FlightId};
use airside_search::{ConnectingTimes, Index, Network};
use airside_tariff::{Terms, read};
use airside_timetable::{Airline, Airport, Amended, Amendments, Flight, Rows};
use arc_swap::ArcSwapOption;
use time::Date;
use tokio::sync::{Mutex, MutexGuard};

use crate::ports::Store;
use crate::ports::store::{StoredTariff, WorldVersion};

pub use loading::{LoadError, Scope, WorldLoader};
pub use services::Services;

/// Airports, flights, fares and terms at one moment.
pub struct Snapshot {
    /// What flies: the timetable after its amendments.
    pub index: Index,
    pub amendments: Amendments,
    /// Departures that were amended, as the timetable has them.
    pub originals: Rows,
    pub airlines: BTreeMap<AirlineCode, Airline>,
    pub fares: FareTable,
    /// Made of the others.
    pub services: Services,
    /// The terms of sale, without the fares.
    pub terms: Arc<Terms>,
    /// The version of the tariff that has them; 0 before the first.
    pub tariff: u32,
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
    /// The world now; empty until the first [`Self::replace`].
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
            amendments: Amendments::default(),
            originals: Rows::default(),
            airlines: BTreeMap::new(),
            fares: FareTable::new(Vec::new()),
            services: Services::default(),
            terms: Arc::new(Terms::none(Currency::INR)),
            tariff: 0,
            provenance: None,
            version: WorldVersion::default(),
        }
    }
}

impl Snapshot {
    /// Reads the world from the store and builds the index, on a thread of its own.
    ///
    /// A tariff or fares in another currency than the one that is `selling` are refused.
    pub async fn read(
        store: &dyn Store,
        selling: Currency,
        scope: Scope,
    ) -> Result<Self, LoadError> {
        // Read first: a world that is adopted meanwhile is then newer than this says, and
        // is loaded again.
        let version = store.world_version().await?;
        let fares_currency = store.fares_currency().await?;
        if let Some(found) = fares_currency.filter(|found| *found != selling) {
            return Err(LoadError::FaresCurrency { found, selling });
        }
        let (tariff, terms) = terms(store.tariff().await?, selling)?;
        let airports = store.airports().await?;
        let airlines = store.airlines().await?;
        let amendments = store.amendments().await?;
        let (flights, fares) = match scope {
            Scope::Everything => (store.flights().await?, store.fares().await?),
            Scope::Names => (Vec::new(), Vec::new()),
        };
        let provenance = store.provenance().await?;
        let build = move || {
            let partners = terms.carriers.partners.clone();
            let connecting = terms.connecting.clone();
            let Amended { rows: flights, originals } = amendments.apply(flights);
            Self {
                index: Index::build(Network { airports, flights, partners, connecting }),
                amendments,
                originals: Rows::new(originals),
                airlines: named(airlines, &terms),
                fares: FareTable::new(fares),
                services: Services::default(),
                terms: Arc::new(terms),
                tariff,
                provenance,
                version,
            }
            .prepare()
        };
        tokio::task::spawn_blocking(build).await.map_err(|_| LoadError::Interrupted)
    }

    pub fn airport(&self, code: AirportCode) -> Option<&Airport> {
        self.index.airport(code)
    }

    /// The row whose seats a flight sells on a date: its own, or the operating flight's of a
    /// codeshare. `None` when there is no such flight on that date.
    pub fn seats_of<'a>(&'a self, flight: &'a Flight, date: Date) -> Option<&'a Flight> {
        match flight.operating_number {
            None => (!flight.is_codeshare()).then_some(flight),
            Some(_) => self.index.row_on(flight.inventory()?, date),
        }
    }

    /// How many seats of a cabin a departure can sell, by the flight whose seats are sold; none
    /// where it does not fly.
    pub fn capacity(&self, flight: FlightId, date: Date, cabin: Cabin) -> u16 {
        let row = self.index.row_on(flight, date);
        row.map_or(0, |row| self.capacity_of(row, date, cabin))
    }

    /// The same for a row that covers the date.
    pub fn capacity_of(&self, row: &Flight, date: Date, cabin: Cabin) -> u16 {
        let of_aircraft = self.terms.fleet.capacity(row.aircraft, cabin);
        self.amendments.capacity((row.id, date), cabin, of_aircraft)
    }

    /// Whether an operator cancelled a departure, or the one whose seats it sells.
    pub fn is_cancelled(&self, flight: FlightId, date: Date) -> bool {
        let original = || self.originals.on(flight, date)?.inventory();
        self.amendments.is_cancelled(flight, date)
            || original().is_some_and(|flight| self.amendments.is_cancelled(flight, date))
    }

    /// The name of an airline; its code when it has none here.
    pub fn airline_name(&self, code: AirlineCode) -> String {
        self.airlines.get(&code).map_or_else(|| code.to_string(), |airline| airline.name.clone())
    }

    /// The name of an aircraft type; its code when the fleet has no such type.
    pub fn aircraft_name(&self, code: AircraftCode) -> String {
        let layout = self.terms.fleet.layout(code);
        layout.map_or_else(|| code.to_string(), |layout| layout.aircraft_name().to_owned())
    }
}

/// The terms of a tariff, and its version; before the first, nothing is sold.
fn terms(stored: Option<StoredTariff>, selling: Currency) -> Result<(u32, Terms), LoadError> {
    let Some(StoredTariff { version, text, .. }) = stored else {
        return Ok((0, Terms::none(selling)));
    };
    let terms = read(&text).map_err(|faults| LoadError::Tariff { version, faults })?;
    match terms.tariff.currency {
        found if found == selling => Ok((version, terms)),
        found => Err(LoadError::TariffCurrency { version, found, selling }),
    }
}

/// Airlines by code; a name in the tariff wins.
fn named(airlines: Vec<Airline>, terms: &Terms) -> BTreeMap<AirlineCode, Airline> {
    let told = terms.carriers.names.iter();
    let told = told.map(|(code, name)| Airline { code: *code, name: name.clone() });
    airlines.into_iter().chain(told).map(|airline| (airline.code, airline)).collect()
}
