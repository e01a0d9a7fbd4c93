//! Which stack stands behind the ports.

use std::sync::Arc;

use airside_app::ports::{Clock, Store};
use airside_local::SystemClock;

use crate::addresses::Addresses;
use crate::older_release::take_over;
use crate::settings::{Settings, StackKind};
use crate::wiring::Wiring;
use crate::{embedded, server};

/// Opens the store of these settings, brought up to date.
pub async fn open_store(settings: &Settings) -> anyhow::Result<Arc<dyn Store>> {
    let store = match settings.stack {
        StackKind::Embedded => embedded::open_store(settings)?,
        StackKind::Server => server::open_store(settings).await?,
    };
    take_over(settings, &*store, system_clock(settings).now()).await?;
    Ok(store)
}

/// Brings the tables of the store up to date, whatever the settings say of starts.
pub async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    match settings.stack {
        StackKind::Embedded => embedded::open_store(settings).map(|_up_to_date| ()),
        StackKind::Server => server::migrate(settings).await,
    }
}

/// Wires the stack for an API node with these addresses.
pub(crate) async fn wire(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    addresses: &Addresses,
) -> anyhow::Result<Wiring> {
    match settings.stack {
        StackKind::Embedded => embedded::wire(settings, clock, addresses),
        StackKind::Server => Ok(server::wire(settings, clock, addresses).await?.into()),
    }
}

/// The clock of the machine, as far ahead as the settings say.
pub fn system_clock(settings: &Settings) -> Arc<dyn Clock> {
    Arc::new(SystemClock::ahead(settings.clock.ahead_seconds))
}
