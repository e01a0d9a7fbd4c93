//! What a start fills in, takes over and refuses.
#![expect(clippy::unwrap_used, reason = "a test fails so")]

use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use airside_app::ports::Store;
use airside_app::ports::store::{NewTariff, WorldRows};
use airside_bootstrap::{Settings, fill_empty_store, open_store, start, system_clock};
use airside_demo_data::{Selling, TARIFF};
use airside_primitives::Currency;
use flate2::read::GzDecoder;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const ADDRESS: &str = "127.0.0.1:8080";
const LIVE: [(&str, &str); 3] = [
    ("AIRSIDE_PAYMENTS__GATEWAY", "stripe"),
    ("AIRSIDE_PAYMENTS__SECRET_KEY", "sk_live_none"),
    ("AIRSIDE_PAYMENTS__WEBHOOK_SECRET", "whsec_none"),
];
const EURO: [(&str, &str); 2] =
    [("AIRSIDE_SELLING__CURRENCY", "EUR"), ("AIRSIDE_SELLING__MINOR_PER_DOLLAR", "90")];

/// A data folder, and settings that differ in what is said.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn settings(&self, variables: &[(&str, &str)]) -> Settings {
        let here = self.0.path().to_str().unwrap();
        let usual = [("AIRSIDE_DATA_DIR", here), ("AIRSIDE_WORLD__DEMO", "small")];
        let all = usual.iter().chain(variables);
        let all = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::from_variables(all.collect()).unwrap()
    }

    async fn store(&self) -> Arc<dyn Store> {
        open_store(&self.settings(&[])).await.unwrap()
    }

    async fn filled() -> Self {
        let folder = Self::new();
        fill_empty_store(&folder.settings(&[]), &*folder.store().await, NOW).await.unwrap();
        folder
    }

    /// With a store that had neither a tariff nor a currency.
    fn of_release_0_1_0() -> Self {
        let folder = Self::new();
        let stores = Path::new(env!("CARGO_MANIFEST_DIR")).join("../adapters/store-sqlite/tests");
        let packed = File::open(stores.join("stored/0.1.0/airside.db.gz")).unwrap();
        let mut store = File::create(folder.0.path().join("airside.db")).unwrap();
        io::copy(&mut GzDecoder::new(packed), &mut store).unwrap();
        folder
    }

    /// Why it does not start; stops what did.
    async fn refusal(&self, variables: &[(&str, &str)]) -> Option<String> {
        let address: SocketAddr = ADDRESS.parse().unwrap();
        let settings = self.settings(variables);
        match start(&settings, system_clock(&settings), address).await {
            Ok(started) => {
                started.stop().await;
                None
            }
            Err(error) => Some(format!("{error:#}")),
        }
    }
}

fn own() -> NewTariff {
    let text = TARIFF.replace("demo = true", "");
    NewTariff { name: "own.toml".to_owned(), text, loaded_at: NOW }
}

#[tokio::test]
async fn an_empty_store_gets_the_demos_tariff_with_the_demos_world() {
    let folder = Folder::filled().await;
    let store = folder.store().await;
    let tariff = store.tariff().await.unwrap().unwrap();
    assert_eq!((tariff.version, tariff.text.as_str()), (1, TARIFF));
    assert_eq!(store.fares_currency().await.unwrap(), Some(Currency::INR));
    assert_eq!(folder.refusal(&[]).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_start_together_on_an_empty_store_all_start_and_fill_it_once() {
    let folder = Folder::new();
    let (settings, store) = (Arc::new(folder.settings(&[])), folder.store().await);
    let mut nodes = tokio::task::JoinSet::new();
    for _ in 0..3 {
        let (settings, store) = (settings.clone(), store.clone());
        nodes.spawn(async move { fill_empty_store(&settings, &*store, NOW).await });
    }
    while let Some(started) = nodes.join_next().await {
        started.unwrap().unwrap();
    }
    let alone = Folder::filled().await.store().await;
    assert_eq!(store.flights().await.unwrap().len(), alone.flights().await.unwrap().len());
}

#[tokio::test]
async fn a_store_that_sold_by_no_tariff_of_its_own_goes_on_with_the_demos_in_its_currency() {
    let folder = Folder::of_release_0_1_0();
    let settings = folder.settings(&[&EURO[..], &[("AIRSIDE_WORLD__DEMO", "none")]].concat());
    for _again in 0..2 {
        let store = open_store(&settings).await.unwrap();
        assert!(!store.is_carry_over_due().await.unwrap());
        let tariff = store.tariff().await.unwrap().unwrap();
        assert_eq!(tariff.version, 1);
        assert!(tariff.text.contains("currency = \"EUR\""));
        assert!(tariff.text.contains("{ more_than_hours = 72, charge = 31.80 }"));
        assert_eq!(store.fares_currency().await.unwrap(), Some("EUR".parse().unwrap()));
    }
    assert_eq!(folder.refusal(&EURO).await, None);
}

#[tokio::test]
async fn a_tariff_of_ones_own_is_never_replaced() {
    let folder = Folder::new();
    let store = folder.store().await;
    store.save_tariff(own(), Vec::new()).await.unwrap();
    fill_empty_store(&folder.settings(&[]), &*store, NOW).await.unwrap();
    assert_eq!(store.tariff().await.unwrap().unwrap().name, "own.toml");
}

#[tokio::test]
async fn another_currency_than_the_stores_stops_the_start_and_both_are_named() {
    let folder = Folder::filled().await;
    let refusal = folder.refusal(&EURO).await.unwrap();
    assert!(refusal.contains("INR") && refusal.contains("EUR"), "{refusal}");

    let store = folder.store().await;
    let tariff = airside_demo_data::tariff(Selling {
        currency: "EUR".parse().unwrap(),
        minor_per_dollar: 90,
    });
    let euro = NewTariff { text: tariff.unwrap(), ..own() };
    store.save_tariff(euro, Vec::new()).await.unwrap();
    let refusal = folder.refusal(&EURO).await.unwrap();
    assert!(refusal.contains("the fares in the store are in INR"), "{refusal}");
}

#[tokio::test]
async fn nothing_made_up_is_sold_for_real_money() {
    let folder = Folder::new();
    let refusal = folder.refusal(&LIVE).await.unwrap();
    assert!(refusal.contains("world.demo"), "{refusal}");
    assert!(folder.store().await.flights().await.unwrap().is_empty(), "nothing was filled in");

    let folder = Folder::filled().await;
    let refusal = folder.refusal(&LIVE).await.unwrap();
    assert!(refusal.contains("airside tariff load FILE"), "{refusal}");

    folder.store().await.save_tariff(own(), Vec::new()).await.unwrap();
    let refusal = folder.refusal(&LIVE).await.unwrap();
    assert!(refusal.contains("airside import timetable"), "{refusal}");

    let provenance = Some("winter.csv".to_owned());
    let renamed = WorldRows { provenance, ..WorldRows::default() };
    folder.store().await.load(renamed).await.unwrap();
    assert_eq!(folder.refusal(&LIVE).await, None);
}

#[tokio::test]
async fn an_empty_store_may_start_with_a_live_key_to_be_filled_by_its_operator() {
    let none = [("AIRSIDE_WORLD__DEMO", "none")];
    assert_eq!(Folder::new().refusal(&[&LIVE[..], &none].concat()).await, None);
}
