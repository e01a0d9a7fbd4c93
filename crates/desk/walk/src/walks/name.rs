//! Corrects the name of a traveller: too much of it is refused, a slip is mended. Looks at how the
//! trip would be split.

use crate::fault::Fault;
use crate::page::Page;

const SAVE: &str = "form.narrow button.button";

pub(super) async fn name(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("correct a name");
    page.go(&format!("trips/{reference}")).await?;
    page.press("a[href*='/travellers/']").await?;
    page.look("name").await?;
    page.fill(&[("given", "Somebody Else")]).await?;
    page.press(SAVE).await?;
    page.expect(".wrong", "three letters").await?;
    page.expect_value("#given", "Somebody Else").await?;
    page.look("name-wrong").await?;
    page.fill(&[("given", "Aisha")]).await?;
    page.press(SAVE).await?;
    page.expect(".reference", reference).await?;
    page.expect(".person", "Aisha").await?;
    part(page, reference).await
}

/// Looks at what it would be to part, and parts from nobody.
async fn part(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.press("a[href$='/split']").await?;
    page.press(SAVE).await?;
    page.expect("#passenger-wrong", "Choose somebody").await?;
    page.look("split").await?;
    page.go(&format!("trips/{reference}")).await
}
