//! Selling in currencies that the gateway counts in another way than ISO 4217.

use airside_primitives::{Amount, Currency};

use crate::journeys::{DAY, adult};
use crate::site::Site;

/// A currency, its minor units for a dollar, and how the gateway writes what we do.
type Case = (&'static str, i64, fn(String) -> String);

#[actix_web::test]
async fn what_is_booked_is_what_the_payer_sees_and_pays() {
    let as_it_is: fn(String) -> String = |shown| shown;
    // The gateway has no decimals for the ariary, and ISO 4217 has two.
    let without_decimals: fn(String) -> String = |shown| shown.replace(".00", "");
    let cases: [Case; 4] = [
        ("ISK", 140, as_it_is),
        ("UGX", 3_700, as_it_is),
        ("KWD", 305, as_it_is),
        ("MGA", 450_000, without_decimals),
    ];
    for (code, minor_per_dollar, written) in cases {
        let site = Site::start_with(|settings| {
            settings.selling.currency = code.to_owned();
            settings.selling.minor_per_dollar = minor_per_dollar;
        })
        .await;
        let asha = site.sign_up("Asha").await;
        let offer = asha.offer("6E", "DEL-BOM", DAY).await;
        let booking = asha.book(&[&offer], &[adult("Asha")]).await;
        let total = booking["price"]["total"]["amount"].as_i64().unwrap();

        let page = asha.checkout(&booking).await;
        let shown = asha.without_bearer().get(&page).await;
        let currency: Currency = code.parse().unwrap();
        let amount = written(currency.show(Amount::minor(total)));
        assert!(shown.text().contains(&format!(">{amount}<")), "{amount}: {}", shown.text());

        asha.press(&page, "approve").await.expect(200);
        asha.booking_once(&booking, "CONFIRMED").await;
    }
}
