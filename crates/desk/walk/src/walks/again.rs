//! Goes back to the page to book on, in another tab: the same people on the same flights are the
//! same trip.

use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

const RELEASE: &str = "form[action$='/release'] button";

pub(super) async fn send_again(
    page: &mut Page,
    plan: &Plan,
    form: &str,
    reference: &str,
) -> Result<(), Fault> {
    page.begin("send again");
    let before = page.open_tab().await?;
    let again = send(page, plan, form).await?;
    if again != reference {
        // Other seats and baggage: another trip, unpaid, which is given back.
        page.press(RELEASE).await?;
        page.expect(".status", "Given back").await?;
    }
    let third = send(page, plan, form).await?;
    let fourth = send(page, plan, form).await?;
    if third != fourth {
        return Err(page.fault(format!("one wish became two trips: {third} and {fourth}")));
    }
    page.press(RELEASE).await?;
    page.close_tab(before).await
}

/// Fills in the page anew and books, and says which trip that is.
async fn send(page: &mut Page, plan: &Plan, form: &str) -> Result<String, Fault> {
    page.go(form).await?;
    page.fill(&plan.party()).await?;
    page.press("aside button.button").await?;
    Ok(page.text(".reference").await?.trim().to_owned())
}
