//! Cancels a journey of the trip, after the quote.

use crate::fault::Fault;
use crate::page::Page;

const ASK: &str = "form.narrow button.button";

pub(super) async fn cancel(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("cancel");
    page.go(&format!("trips/{reference}/cancel")).await?;
    page.look("cancel").await?;
    page.press(ASK).await?;
    page.expect(".wrong", "Choose").await?;

    page.click("input[name=journey]").await?;
    page.press(ASK).await?;
    page.expect(".amount", "You get back").await?;
    page.look("cancel-quote").await?;
    if !page.has("form[action*='/cancel/']").await? {
        return Err(page.fault("there is no quote to confirm"));
    }
    page.press("button.no").await?;
    page.expect(".status", "Partly cancelled").await?;
    page.look("trip-cancelled").await
}
