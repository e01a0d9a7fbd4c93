//! Asks for a vegan meal and a wheelchair for the second traveller, with what has to be known.

use crate::fault::Fault;
use crate::page::Page;

pub(super) async fn services(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("services");
    page.go(&format!("trips/{reference}")).await?;
    let links = page.all("a[href$='/services']", "pathname").await?;
    let Some(second) = links.get(1) else { return Err(page.fault("nobody is served")) };
    page.go(second.trim_start_matches('/')).await?;
    page.expect("h1", "Special services").await?;
    page.click("input[value=VGML]").await?;
    page.click("input[value=WCHR]").await?;
    page.click("input[name=on-VGML]").await?;
    page.fill(&[("text-WCHR", "walks with two sticks")]).await?;
    page.look("services").await?;
    page.press("form.medium button.button").await?;
    page.expect("h1", "Trip").await?;
    page.expect("main", "Wheelchair to the gate (walks with two sticks)").await?;
    page.look("trip-served").await
}
