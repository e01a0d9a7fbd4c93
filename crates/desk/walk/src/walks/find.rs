//! Finds the trip on the account, logs out, and finds it by its reference and a name.

use crate::fault::Fault;
use crate::page::Page;

const FIND: &str = "form.narrow button.button";

pub(super) async fn find(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("find");
    page.go("trips").await?;
    page.expect(".journeys", reference).await?;
    page.look("trips").await?;
    page.press(".top form button").await?;
    page.go(&format!("trips/{reference}")).await?;
    page.expect("h1", "Log in").await?;
    page.look("login").await?;

    page.go("find").await?;
    page.look("find").await?;
    page.fill(&[("reference", reference), ("family", "Nobody")]).await?;
    page.press(FIND).await?;
    page.expect(".wrong", "no trip").await?;
    page.fill(&[("reference", &reference.to_lowercase()), ("family", "RAO")]).await?;
    page.press(FIND).await?;
    page.expect(".reference", reference).await
}
