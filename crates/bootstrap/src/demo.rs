//! Fills an empty store with the demo world.

use airside_app::ports::Store;
use airside_app::ports::store::WorldRows;
use airside_demo_data::{Selling, Size, World, world};
use time::Date;

use crate::settings::{DemoWorld, Settings};

/// Loads the demo world into a store that has no flights, if the settings want it.
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
    if !store.flights().await?.is_empty() {
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
            flights,
            fares,
            promo_codes,
            replace_flights: false,
            replace_fares: false,
            provenance: Some("demo".to_owned()),
        })
        .await?;
    Ok(())
}
