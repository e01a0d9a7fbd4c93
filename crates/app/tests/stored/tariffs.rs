//! Tariffs as stores keep them, as text: an old one prices and promises what it did.
//!
//! Nothing of ours writes this text, so there is nothing to compare it with. Stores keep it to
//! the letter, for offers and tickets name the version that priced them.

use airside_app::offers::search::search_offers;
use airside_app::ports::store::NewTariff;
use airside_booking::Offer;
use airside_fares::ExtraBaggageMode;
use airside_port_contracts::samples::{self, DAY, NOW, code};
use airside_primitives::{AircraftCode, AirlineCode, Cabin, Currency, Party};

use crate::releases::{self, NEWEST, releases_with};
use crate::site::{Site, demo};

const FILE: &str = "tariff.toml";
/// What it comes to.
const TOLD: &str = "tariff.txt";

/// What a flight from Delhi to Mumbai costs by this tariff, and what else it says.
async fn told(text: &str) -> String {
    let site = Site::with(text.to_owned()).await;
    let world = site.app.world.load();
    let mut lines = Vec::new();
    for (adults, children, infants) in [(1, 0, 0), (2, 1, 1)] {
        let party = Party::new(adults, children, infants).unwrap();
        let command = samples::search(party, Cabin::Economy, DAY);
        let found = search_offers(&site.app, &world, &command).unwrap();
        lines.extend(found.slices.iter().flatten().map(|found| offer(&found.offer)));
    }
    let baggage = &world.terms.tariff.baggage;
    lines.push(format!("extra baggage of {} kg", baggage.weights()));
    let prices = (0..=u8::MAX).filter_map(|kg| baggage.extra(ExtraBaggageMode::Prepaid, kg));
    let prices: Vec<_> = prices.map(|price| price.get().to_string()).collect();
    lines.push(format!(
        "for {}; {} at the airport",
        prices.join(", "),
        baggage.at_airport_per_kg.get()
    ));
    for aircraft in ["AT7", "320", "788"].map(code::<AircraftCode>) {
        let seats = Cabin::ALL.map(|cabin| world.terms.fleet.capacity(aircraft, cabin));
        lines.push(format!("{aircraft} has {seats:?}"));
    }
    for airline in ["AI", "BA"].map(code::<AirlineCode>) {
        lines.push(format!("{airline} issues {:03}", world.terms.carriers.prefixes.of(airline)));
    }
    lines.push(format!("a demo: {}", world.terms.is_demo));
    lines.join("\n") + "\n"
}

fn offer(offer: &Offer) -> String {
    let steps = offer.conditions.charges().iter();
    let steps: Vec<_> =
        steps.map(|it| format!("{} h {}", it.above_hours, it.charge.get())).collect();
    let taxes = offer.price.taxes().iter();
    let taxes: Vec<_> =
        taxes.map(|it| format!("{} {} {}", it.code, it.amount.get(), it.refundable)).collect();
    format!(
        "{} {} for {}: {} {} + {}; {}+{} kg; {}",
        offer.brand,
        offer.cabin,
        offer.party.total(),
        offer.currency,
        offer.price.base().get(),
        taxes.join(", "),
        offer.baggage.hand_kg,
        offer.baggage.checked_kg,
        steps.join(", "),
    )
}

/// The demo's tariff as it is now.
pub(crate) async fn write() {
    let text = demo(Currency::INR);
    releases::write(TOLD, told(&text).await);
    releases::write(FILE, text);
}

#[tokio::test]
async fn a_tariff_of_every_release_says_what_it_said() {
    let releases = releases_with(FILE);
    assert_eq!(releases, [NEWEST]);
    for release in releases {
        let told = told(&releases::text(&release, FILE)).await;
        assert_eq!(told, releases::text(&release, TOLD), "{release}");
    }
}

#[tokio::test]
async fn a_tariff_is_kept_to_the_letter() {
    let site = Site::without_tariff().await;
    let text = releases::text(NEWEST, FILE);
    let tariff = NewTariff { name: FILE.to_owned(), text: text.clone(), loaded_at: NOW };
    let version = site.app.ports.store.save_tariff(tariff, Vec::new()).await.unwrap();
    let kept = site.app.ports.store.tariff_version(version).await.unwrap().unwrap();
    assert_eq!((kept.text, kept.version), (text, 1));
}
