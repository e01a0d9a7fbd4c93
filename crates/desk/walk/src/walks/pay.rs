//! Is declined, pays, and takes the files of the trip.

use std::time::Duration;

use crate::fault::Fault;
use crate::page::Page;
use crate::patience::Patience;

const TICKET: &str = "a[href*='/v1/documents/']";
const CALENDAR: &str = "a[href$='.ics']";

pub(super) async fn pay(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("pay");
    to_gateway(page).await?;
    page.press("button.no").await?;
    page.go(&format!("trips/{reference}")).await?;
    approve(page).await?;
    // Declined or not before, whoever comes back sees at once what became of it.
    page.wait_for(".status").await?;
    page.expect(".status", "Confirmed").await?;
    wait_for_ticket(page, reference).await?;
    page.expect(".status", "Confirmed").await?;
    page.look("trip-paid").await?;

    for file in page.all(&format!("{TICKET}, {CALENDAR}"), "href").await? {
        let start = start_of(page, &file).await?;
        if !start.starts_with(b"%PDF") && !start.starts_with(b"BEGIN:VCALENDAR") {
            let start = String::from_utf8_lossy(&start);
            return Err(page.fault(format!("{file} begins with {start}")));
        }
    }
    Ok(())
}

/// Pays the trip that is shown.
pub(super) async fn approve(page: &mut Page) -> Result<(), Fault> {
    to_gateway(page).await?;
    page.press("button.yes").await
}

/// The button leads to a page of ours, and that to the gateway's.
async fn to_gateway(page: &mut Page) -> Result<(), Fault> {
    page.press("button.yes").await?;
    page.wait_for("button.no").await
}

/// A script waits for it by itself; without one the page is opened again.
async fn wait_for_ticket(page: &mut Page, reference: &str) -> Result<(), Fault> {
    if page.has_scripts() {
        return page.wait_longer_for(TICKET, Duration::from_secs(30)).await;
    }
    let patience = Patience::with_server();
    while !page.has(TICKET).await? {
        if !patience.lasts().await {
            return Err(page.fault("there is no ticket"));
        }
        page.go(&format!("trips/{reference}")).await?;
    }
    Ok(())
}

async fn start_of(page: &Page, file: &str) -> Result<Vec<u8>, Fault> {
    let cookies = page.cookies().await?;
    let fetched = async {
        let asked = reqwest::Client::new().get(file).header("cookie", cookies);
        asked.send().await?.bytes().await
    };
    let bytes = fetched.await.map_err(|it| page.fault(format!("{file}: {it}")))?;
    Ok(bytes.iter().copied().take(15).collect())
}
