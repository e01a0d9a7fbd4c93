//! Names the travellers, picks a seat, adds baggage and books, with a new account.

use crate::fault::Fault;
use crate::page::Page;
use crate::plan::{PASSWORD, Plan};

const BOOK: &str = "aside button.button";

/// Ends on the trip, and says its reference.
pub(super) async fn book(page: &mut Page, plan: &Plan) -> Result<String, Fault> {
    page.begin("book");
    page.press(BOOK).await?;
    page.expect("#faults", "missing").await?;
    page.look("book-wrong").await?;

    page.fill(&plan.party()).await?;
    page.fill(&[("password", PASSWORD)]).await?;
    pick_a_seat(page).await?;
    page.fill(&[("extra0", "10")]).await?;
    if page.has_scripts() {
        page.wait_for_text("#price", "Extra baggage").await?;
    }
    reduce(page).await?;
    // A page that comes back from the server holds no password.
    page.fill(&[("password", PASSWORD)]).await?;
    page.press(BOOK).await?;
    page.expect("h1", "Trip").await?;
    page.look("trip-unpaid").await?;
    Ok(page.text(".reference").await?.trim().to_owned())
}

/// What a promo code takes off is shown before anything is booked; what is none is said.
async fn reduce(page: &mut Page) -> Result<(), Fault> {
    const LOOK: &str = "aside button.look";
    for (code, shown) in [("NOSUCHCODE", "no such code"), ("WELCOME10", "Discount")] {
        page.fill(&[("promo", code)]).await?;
        if page.has_scripts() {
            page.click(LOOK).await?;
            page.wait_for_text("#price", shown).await?;
        } else {
            page.press(LOOK).await?;
            page.expect("#price", shown).await?;
        }
    }
    page.look("book-reduced").await
}

async fn pick_a_seat(page: &mut Page) -> Result<(), Fault> {
    const FREE: &str = "details.cabin button.seat:not([disabled])";
    page.unfold("details.cabin").await?;
    if page.has_scripts() {
        page.click(FREE).await?;
        page.wait_for("button.seat.mine").await?;
    } else {
        page.press(FREE).await?;
        page.expect("button.seat.mine", "").await?;
    }
    page.look("book-seats").await?;
    page.expect_value("#given1", "Ravi").await
}
