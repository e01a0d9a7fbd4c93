//! Changes the way back for another day, after the quote, and pays the difference.

use std::time::Duration;

use crate::days::day;
use crate::fault::Fault;
use crate::page::Page;
use crate::patience::Patience;

pub(super) async fn exchange(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("change a journey");
    let trip = format!("trips/{reference}");
    page.go(&trip).await?;
    let tickets = page.text("dl.facts").await?;
    page.go(&format!("{trip}/change")).await?;
    page.look("change").await?;
    page.go(&format!("{trip}/change?journey=RETURNING&day={}", day(29))).await?;
    page.look("change-flights").await?;
    page.press(".brands button").await?;
    page.expect(".price", "Change fee").await?;
    page.look("change-quote").await?;
    page.press("form[action*='/change/'] button.yes").await?;
    page.wait_for("button.no").await?;

    // Until it is paid for the trip is what it was.
    page.go(&trip).await?;
    page.expect(".pay", "held for you").await?;
    page.look("trip-change-unpaid").await?;
    page.press(".pay button").await?;
    page.wait_for("button.no").await?;
    page.press("button.yes").await?;
    if page.has_scripts() {
        // The page looks again by itself.
        page.go(&trip).await?;
        page.wait_longer_for(".price.back", Duration::from_secs(30)).await?;
    }
    let patience = Patience::with_server();
    loop {
        page.go(&trip).await?;
        if page.text("dl.facts").await? != tickets {
            break;
        }
        if !patience.lasts().await {
            return Err(page.fault("the journey was not changed"));
        }
    }
    if page.has(".pay").await? {
        return Err(page.fault("it is still to be paid"));
    }
    page.look("trip-exchanged").await
}
