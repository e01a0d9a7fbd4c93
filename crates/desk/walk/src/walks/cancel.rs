//! Cancels a journey of the trip, for all but one and then for everybody, after the quote.

use crate::fault::Fault;
use crate::page::Page;

const ASK: &str = "form.narrow button.button";

pub(super) async fn cancel(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("cancel");
    page.go(&format!("trips/{reference}/cancel")).await?;
    page.look("cancel").await?;
    // All but the first of them; what was ticked stays so.
    page.click("input[name=passenger]").await?;
    page.press(ASK).await?;
    page.expect(".wrong", "Choose").await?;
    page.wait_for("input[name=passenger]:not([checked])").await?;
    page.click("input[name=journey]").await?;
    page.press(ASK).await?;
    page.expect("table.lines", "For").await?;
    page.look("cancel-quote-some").await?;
    confirm(page).await?;
    page.expect(".price.back", "Comes back").await?;
    page.expect(".person .status", "Cancelled").await?;
    page.look("trip-left-by-some").await?;

    page.go(&format!("trips/{reference}/cancel")).await?;
    page.click("input[name=journey]").await?;
    page.press(ASK).await?;
    page.expect(".amount", "You get back").await?;
    page.look("cancel-quote").await?;
    confirm(page).await?;
    page.expect(".status", "Partly cancelled").await?;
    page.look("trip-cancelled").await
}

async fn confirm(page: &mut Page) -> Result<(), Fault> {
    if !page.has("form[action*='/cancel/']").await? {
        return Err(page.fault("there is no quote to confirm"));
    }
    page.press("button.no").await
}
