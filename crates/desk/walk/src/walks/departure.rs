//! One departure: closed and opened, moved, given another aircraft, and cancelled.

use crate::days::day;
use crate::fault::Fault;
use crate::page::Page;
use crate::patience::Patience;
use crate::plan::Plan;

const AMEND: &str = "form[action*='/departures/'] button";

/// Closes one and opens it again, and does not cancel it.
pub(super) async fn look_at(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("a departure");
    page.go(&format!("desk/departures?date={}&origin=BOM", plan.back)).await?;
    page.expect("table", "BOM–DEL").await?;
    page.look("desk-departures").await?;
    page.press("table a").await?;
    page.expect("h1", "BOM – ").await?;
    page.look("desk-departure").await?;
    let here = page.url().await?;
    for (sales, said) in [("CLOSED", "Closed"), ("OPEN", "Open")] {
        page.fill(&[("sales", sales), ("amend", "Weather.")]).await?;
        page.press(AMEND).await?;
        page.expect(".summary", said).await?;
    }
    page.go(&format!("{here}/cancel")).await?;
    page.expect("main form", "never flies again").await?;
    page.look("desk-departure-cancel").await?;
    page.press("button.no").await?;
    page.expect(".wrong", "why").await
}

/// One of the timetable that is new: another hour, another aircraft, and then none.
pub(super) async fn fly(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("fly");
    // Each walk has a day to itself.
    let date = day(41 + plan.number);
    find_it(page, &date).await?;
    page.press("table a").await?;
    let (departs, arrives) = (format!("{date}T08:00"), format!("{date}T10:10"));
    page.fill(&[("departs", &departs), ("arrives", &arrives), ("amend", "A slot.")]).await?;
    page.press(AMEND).await?;
    page.expect(".summary", "08:00 – 10:10").await?;

    let aircraft = page.choose_last("#aircraft").await?;
    page.fill(&[("amend", "Ours is in repair.")]).await?;
    page.press(AMEND).await?;
    page.expect(".summary", &aircraft).await?;

    let here = page.url().await?;
    page.go(&format!("{here}/cancel")).await?;
    page.click("input[value=AT_ONCE]").await?;
    page.fill(&[("reason", "A storm.")]).await?;
    page.press("button.no").await?;
    page.expect(".summary", "Cancelled").await
}

/// The server takes up a timetable in a moment.
async fn find_it(page: &mut Page, date: &str) -> Result<(), Fault> {
    let patience = Patience::with_server();
    page.go(&format!("desk/departures?date={date}&flight=X9101")).await?;
    while !page.has("table a").await? {
        if !patience.lasts().await {
            return Err(page.fault("the departure is not there"));
        }
        page.go(&format!("desk/departures?date={date}&flight=X9101")).await?;
    }
    Ok(())
}
