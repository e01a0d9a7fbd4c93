//! Says where to and when, mistypes a city, and chooses a flight for each way.

use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

const SEARCH: &str = "form.search button.button";

pub(super) async fn search(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("search");
    page.go("").await?;
    page.look("search").await?;
    if page.has_scripts() {
        page.type_into("#from0", "delh").await?;
        page.wait_for("#places option").await?;
    }
    page.fill(&[
        ("from0", plan.from),
        ("to0", "Nowhereville"),
        ("depart0", &plan.depart),
        ("return", &plan.back),
    ])
    .await?;
    page.press(SEARCH).await?;
    page.expect(".wrong", "no such city").await?;
    page.look("search-wrong").await?;
    page.expect_value("#from0", plan.from).await?;

    page.fill(&[("to0", plan.to), ("adults", "2"), ("infants", "1")]).await?;
    page.press(SEARCH).await?;
    page.expect("h1", "Delhi to Mumbai").await?;
    page.look("results").await
}

/// Ends on the page to book on, and says where that is.
pub(super) async fn choose(page: &mut Page) -> Result<String, Fault> {
    page.begin("choose");
    page.press(".brands a").await?;
    page.expect("h1", "Mumbai to").await?;
    page.expect(".chosen", "Choose other flights").await?;
    page.press(".brands a").await?;
    page.expect("h1", "Your booking").await?;
    page.look("book").await?;
    Ok(page.url().await?.into())
}
