//! Fills an empty store with the demo world.

use std::time::Duration;

use airside_app::ports::store::{NewTariff, WorldRows, WorldVersion};
use airside_app::ports::{Store, StoreError};
use airside_app::timetable::{ApplyError, adopt_first};
use airside_demo_data::{Selling, Size, World, tariff, world};
use anyhow::bail;
use time::OffsetDateTime;
use tokio::time::{Instant, sleep};

use crate::settings::{DemoWorld, Settings, StackKind};

/// How long another node may take to load the demo world.
const PATIENCE: Duration = Duration::from_mins(1);
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// What the demo's rows and its tariff are called in a store.
pub(crate) const DEMO: &str = "demo";

/// Loads the demo world and its tariff into a store that never had any, if the settings want
/// it. A store that ever had rows of its own is never filled.
pub async fn fill_empty_store(
    settings: &Settings,
    store: &dyn Store,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    let selling = Selling {
        currency: settings.currency()?,
        minor_per_dollar: settings.selling.minor_per_dollar,
    };
    if !is_empty(store).await? {
        return Ok(());
    }
    match settings.world.demo {
        DemoWorld::World => fill_or_wait(settings, store, Size::World, selling, now).await?,
        DemoWorld::Small => fill_or_wait(settings, store, Size::Small, selling, now).await?,
        DemoWorld::Airports => {
            let World { airports, .. } = made(Size::World, selling, now).await?;
            store.load(WorldRows { airports, ..WorldRows::default() }).await?;
        }
        DemoWorld::None => return Ok(()),
    }
    match settings.stack {
        StackKind::Embedded => tell_nobody(store).await,
        StackKind::Server => Ok(()),
    }
}

/// Removes the messages about what was filled in. This process is the only one on its data and
/// reads the world next: told again, it would read all of it again and hold it twice.
async fn tell_nobody(store: &dyn Store) -> anyhow::Result<()> {
    loop {
        let news: Vec<_> = store.unsent(100).await?.into_iter().map(|it| it.id).collect();
        if news.is_empty() {
            return Ok(());
        }
        store.take_off(&news).await?;
    }
}

async fn made(size: Size, selling: Selling, now: OffsetDateTime) -> anyhow::Result<World> {
    Ok(tokio::task::spawn_blocking(move || world(size, now.date(), selling)).await??)
}

/// Of several nodes that start on one empty store, each may clear away what another was loading.
/// The others wait for the one that goes on.
async fn fill_or_wait(
    settings: &Settings,
    store: &dyn Store,
    size: Size,
    selling: Selling,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    let Err(error) = fill(settings, store, size, selling, now).await else { return Ok(()) };
    if !error.is::<ApplyError>() && !error.is::<StoreError>() {
        return Err(error);
    }
    let began = Instant::now();
    while is_empty(store).await? {
        if began.elapsed() > PATIENCE {
            return Err(error);
        }
        sleep(BETWEEN_LOOKS).await;
    }
    tracing::info!("another node has loaded the demo world");
    Ok(())
}

async fn fill(
    settings: &Settings,
    store: &dyn Store,
    size: Size,
    selling: Selling,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    refuse_for_real_money(settings)?;
    tracing::info!("the store is empty: loading the demo world");
    let World { airports, airlines, flights, fares, promo_codes } =
        made(size, selling, now).await?;
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
    Ok(adopt_first(store, flights).await?)
}

/// Whether the store never had rows of its own. A start that was killed half way has left the
/// demo's airports, and no timetable.
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

/// Saves the demo's tariff, unless there is one.
pub(crate) async fn give_tariff(
    store: &dyn Store,
    selling: Selling,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    if store.tariff().await?.is_none() {
        let text = tariff(selling)?;
        let tariff = NewTariff { name: DEMO.to_owned(), text, loaded_at: now };
        store.save_tariff(tariff, Vec::new()).await?;
    }
    Ok(())
}
