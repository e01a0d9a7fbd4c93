//! The services of the timetable as pricing sees them, worked out when they are first asked for.

use std::sync::OnceLock;

use airside_fares::{Sector, SectorPrices};
use airside_primitives::Cabin;
use airside_timetable::Flight;
use time::Date;

use super::Snapshot;

/// What is known of every service: see [`airside_search::Service`].
#[derive(Debug, Default)]
pub struct Services {
    /// By the position of the service, each with some flight of it.
    sectors: OnceLock<Vec<Sector>>,
    /// By cabin, in the order of [`Cabin::ALL`].
    prices: [OnceLock<SectorPrices>; Cabin::ALL.len()],
}

impl Snapshot {
    /// A flight on a local date, as pricing sees it; `None` when there is no such service.
    pub fn sector_of(&self, service: u32, flight: &Flight, date: Date) -> Option<Sector> {
        let sector = self.sectors().get(service as usize)?;
        Some(Sector { flight: flight.number, date, ..*sector })
    }

    /// What each service adds to a price in a cabin.
    pub fn sector_prices(&self, cabin: Cabin) -> &SectorPrices {
        let of_cabin = &self.services.prices[cabin as usize];
        of_cabin.get_or_init(|| {
            SectorPrices::new(&self.terms.tariff, &self.fares, cabin, self.sectors())
        })
    }

    /// Works out now what the first searches would wait for.
    #[must_use]
    pub fn prepare(self) -> Self {
        for cabin in Cabin::ALL {
            self.sector_prices(cabin);
        }
        self
    }

    fn sectors(&self) -> &[Sector] {
        self.services.sectors.get_or_init(|| {
            let services = self.index.services();
            services
                .map(|(flight, origin, destination)| Sector {
                    airline: flight.number.airline(),
                    origin: origin.iata,
                    destination: destination.iata,
                    origin_country: origin.country,
                    destination_country: destination.country,
                    distance_km: whole_km(origin.distance_km(destination)),
                    flight: flight.number,
                    date: flight.valid_from,
                })
                .collect()
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
