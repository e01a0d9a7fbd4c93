//! How many travellers have each special service on a departure, against what bookings say.

use std::collections::{BTreeMap, BTreeSet};

use airside_booking::{Booking, ServiceAt};
use time::Date;

use super::finding::Finding;
use crate::ports::{Store, StoreError};

/// The special services of bookings. Those of departures that are over are not looked at: whose data
/// was erased since has none any more.
pub(super) struct Served {
    from: Date,
    services: BTreeMap<ServiceAt, u16>,
}

impl Served {
    pub(super) const fn from(date: Date) -> Self {
        Self { from: date, services: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, booking: &Booking) {
        for (at, count) in booking.services_on(&booking.held_directions()) {
            if at.date >= self.from {
                *self.services.entry(at).or_default() += count;
            }
        }
    }

    pub(super) async fn compare(self, store: &dyn Store) -> Result<Vec<Finding>, StoreError> {
        let counted: BTreeMap<_, _> = store.services_from(self.from).await?.into_iter().collect();
        let all: BTreeSet<_> = counted.keys().chain(self.services.keys()).copied().collect();
        let of = |counts: &BTreeMap<ServiceAt, u16>, at| counts.get(&at).copied().unwrap_or(0);
        let compared = all.into_iter().map(|at| (at, of(&counted, at), of(&self.services, at)));
        let differ = compared.filter(|(_, counted, served)| counted != served);
        Ok(differ
            .map(|(at, counted, served)| Finding::ServiceMiscounted { at, counted, served })
            .collect())
    }
}
