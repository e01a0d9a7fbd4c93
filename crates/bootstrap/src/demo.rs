//! Fills an empty store with the demo world.

use std::collections::BTreeSet;

use airside_app::ports::Store;
use airside_app::ports::store::{AdoptError, Adoption, Judge, WorldRows, WorldVersion};
use airside_demo_data::{Selling, Size, World, world};
use time::Date;

use crate::settings::{DemoWorld, Settings};

/// Where the demo says that its world came from.
const DEMO: &str = "demo";

/// Loads the demo world into a store that never had one, if the settings want it.
pub async fn fill_empty_store(
    settings: &Settings,
    store: &dyn Store,
    today: Date,
) -> anyhow::Result<()> {
    let size = match settings.world.demo {
        DemoWorld::World => Size::World,
        DemoWorld::Small => Size::Small,
        DemoWorld::None => return Ok(()),
    };
    if !is_empty(store).await? {
        return Ok(());
    }
    tracing::info!("the store is empty: loading the demo world");
    let selling = Selling {
        currency: settings.currency()?,
        minor_per_dollar: settings.selling.minor_per_dollar,
    };
    let made = tokio::task::spawn_blocking(move || world(size, today, selling)).await??;
    let World { airports, airlines, flights, fares, promo_codes } = made;
    store
        .load(WorldRows {
            airports,
            airlines,
            fares,
            promo_codes,
            replace_fares: false,
            provenance: Some(DEMO.to_owned()),
        })
        .await?;

    let named: BTreeSet<_> = flights.iter().map(|row| row.number.airline()).collect();
    let stage = store.stage(flights, &|_| ()).await?;
    let adoption = Adoption {
        planned_at: WorldVersion(0),
        timetable: Some((stage, named.into_iter().collect())),
        provenance: None,
        restocked: Vec::new(),
        touched: Vec::new(),
        planned_when: store.time().await?,
        judge: Judge::nothing_changes(),
    };
    match store.adopt(adoption).await {
        // Another node was quicker, which is as good.
        Ok(_) | Err(AdoptError::Outdated) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Whether nobody ever put anything of their own into the store. A start that was killed
/// half way has left the demo's airports, and no timetable.
async fn is_empty(store: &dyn Store) -> anyhow::Result<bool> {
    if store.world_version().await? != WorldVersion(0) {
        return Ok(false);
    }
    let is_demo = store.provenance().await?.as_deref() == Some(DEMO);
    Ok(is_demo || store.airports().await?.is_empty())
}
