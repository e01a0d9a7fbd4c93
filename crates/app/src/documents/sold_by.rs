//! The tariffs that a booking was sold by, which may no longer be in use.

use std::collections::BTreeMap;
use std::sync::Arc;

use airside_booking::Booking;
use airside_booking::booking::Journey;
use airside_tariff::Terms;

use crate::context::App;
use crate::ports::StoreError;
use crate::terms::{FIRST, terms_of};
use crate::world::Snapshot;

/// The tariffs of a booking's journeys. Uses the store for those no longer in use.
pub(crate) struct SoldBy {
    /// By version.
    versions: BTreeMap<u32, Arc<Terms>>,
    /// For a journey whose version cannot be found.
    now: Arc<Terms>,
    is_demo: bool,
}

impl SoldBy {
    pub(crate) async fn read(
        app: &App,
        world: &Snapshot,
        booking: &Booking,
    ) -> Result<Self, StoreError> {
        let mut versions = BTreeMap::new();
        let mut is_demo = world.provenance.as_deref() == Some("demo");
        for journey in &booking.journeys {
            let version = journey.offer.tariff;
            let found = terms_of(app, world, version).await?;
            is_demo |= version < FIRST || found.as_ref().is_none_or(|terms| terms.is_demo);
            versions.extend(found.map(|terms| (version, terms)));
        }
        Ok(Self { versions, now: world.terms.clone(), is_demo })
    }

    /// The terms that a journey was sold by.
    pub(super) fn terms(&self, journey: &Journey) -> &Terms {
        self.versions.get(&journey.offer.tariff).unwrap_or(&self.now)
    }

    /// The notice on each page of documents that are not valid for travel.
    pub(crate) fn notice(&self, app: &App) -> Option<String> {
        notice(app, self.is_demo)
    }
}

/// What is said of papers about what is sold here; nothing where all of it is real.
pub(crate) fn notice(app: &App, is_demo: bool) -> Option<String> {
    if is_demo {
        return Some("Demo data: not valid for travel".to_owned());
    }
    let no_money = !app.ports.payments.is_live();
    no_money.then(|| "Paid with test money: not valid for travel".to_owned())
}
