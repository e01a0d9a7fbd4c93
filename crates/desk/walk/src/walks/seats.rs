//! Two sit elsewhere after they have paid: the second on a free seat, the first on what the second had.

use crate::fault::Fault;
use crate::page::Page;

const FREE: &str = "details.cabin button.seat:not([disabled]):not(.mine)";
const MINE: &str = "details.cabin button.seat.mine";

pub(super) async fn seats(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("seats");
    page.go(&format!("trips/{reference}")).await?;
    page.press("a[href$='/seats']").await?;
    page.expect("h1", "Change seats").await?;
    page.unfold("details.cabin").await?;
    page.look("seats").await?;
    let before = page.all(MINE, "id").await?;
    page.click("input[name=who0][value='1']").await?;
    press(page, FREE).await?;
    let after = page.all(MINE, "id").await?;
    if after.len() != before.len() || after == before {
        return Err(page.fault(format!("picked from {before:?} to {after:?}")));
    }
    page.press("div.actions button.button").await?;
    page.expect("h1", "Trip").await?;
    let shown = page.text("main").await?;
    let seats = after.iter().filter_map(|id| id.strip_prefix("s0-"));
    let missing: Vec<&str> = seats.filter(|seat| !shown.contains(*seat)).collect();
    if missing.is_empty() { Ok(()) } else { Err(page.fault(format!("no seat {missing:?}"))) }
}

/// A script changes the map in its place; without one the page comes back.
async fn press(page: &mut Page, seat: &str) -> Result<(), Fault> {
    if !page.has_scripts() {
        return page.press(seat).await;
    }
    let was = page.text("details.cabin .who").await?;
    page.click(seat).await?;
    page.wait_for_other_text("details.cabin .who", &was).await
}
