//! Fills an empty store with the demo world, and gives a store its first tariff.

use std::collections::BTreeSet;

use airside_app::ports::Store;
use airside_app::ports::store::{
    AdoptError, Adoption, Judge, NewTariff, WorldRows, WorldVersion,
};
use airside_demo_data::{Selling, Size, World, tariff, world};
use airside_timetable::Flight;
use anyhow::bail;
use time::OffsetDateTime;

use crate::settings::{DemoWorld, Settings};

/// What the demo's rows and its tariff are called in a store.
pub(crate) const DEMO: &str = "demo";

/// Loads the demo world into a store that never had one, if the settings want it; and the
/// demo's tariff into one that has flights and no tariff.
///
/// Releases before tariffs were kept sold by the demo's, so a store of theirs goes on as it was.
pub async fn fill_empty_store(
    settings: &Settings,
    store: &dyn Store,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    let selling = Selling {
        currency: settings.currency()?,
        minor_per_dollar: settings.selling.minor_per_dollar,
    };
    let size = match settings.world.demo {
        DemoWorld::World => Some(Size::World),
        DemoWorld::Small => Some(Size::Small),
        DemoWorld::None => None,
    };
    let is_empty = is_empty(store).await?;
    match size {
        Some(size) if is_empty => {
            refuse_for_real_money(settings)?;
            tracing::info!("the store is empty: loading the demo world");
            let made = tokio::task::spawn_blocking(move || world(size, now.date(), selling));
            let World { airports, airlines, flights, fares, promo_codes } = made.await??;
            give_tariff(store, selling, now).await?;
            let rows = WorldRows {
                airports,
                airlines,
                fares,
                promo_codes,
                provenance: Some(DEMO.to_owned()),
                fares_currency: Some(selling.currency),
                ..WorldRows::default()
            };
            store.load(rows).await?;
            adopt(store, flights).await
        }
        None if is_empty => Ok(()),
        Some(_) | None => take_over(store, selling, now).await,
    }
}

/// Makes the demo's timetable the first of this store.
async fn adopt(store: &dyn Store, flights: Vec<Flight>) -> anyhow::Result<()> {
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

fn refuse_for_real_money(settings: &Settings) -> anyhow::Result<()> {
    if settings.money_is_real() {
        bail!(
            "payments.secret_key is a live key of Stripe's, and the store is empty: the demo world \
             is not filled in where money is real. Set world.demo to none, and load what you sell \
             (docs/guides/importing.md, docs/guides/tariff.md); or use a test key (sk_test_…)"
        );
    }
    Ok(())
}

/// Writes down what an older release knew from its settings alone.
async fn take_over(store: &dyn Store, selling: Selling, now: OffsetDateTime) -> anyhow::Result<()> {
    if store.tariff().await?.is_some() {
        return Ok(());
    }
    if store.fares_currency().await?.is_none() {
        let fares_currency = Some(selling.currency);
        store.load(WorldRows { fares_currency, ..WorldRows::default() }).await?;
    }
    tracing::info!(
        "the store has flights and no tariff: it goes on with the demo's, by which it sold so far"
    );
    give_tariff(store, selling, now).await
}

/// The demo's, unless there is one.
async fn give_tariff(
    store: &dyn Store,
    selling: Selling,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    if store.tariff().await?.is_none() {
        let text = tariff(selling)?;
        let tariff = NewTariff { name: DEMO.to_owned(), text, loaded_at: now };
        store.save_tariff(tariff).await?;
    }
    Ok(())
}
