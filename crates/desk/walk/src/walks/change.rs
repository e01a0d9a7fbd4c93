//! A flight that changes after it was paid for: the name plays it.

use crate::days::day;
use crate::fault::Fault;
use crate::page::Page;
use crate::patience::Patience;
use crate::plan::Plan;

use super::pay::approve;

pub(super) async fn follow(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("follow a change");
    let depart = day(30);
    page.go(&format!("search?trip=one&from=DEL&to=BOM&depart={depart}&adults=1&stops=0")).await?;
    page.press(".brands a").await?;
    page.fill(&plan.asha("RETIMED")).await?;
    page.press("aside button.button").await?;
    let trip = format!("trips/{}", page.text(".reference").await?.trim());
    approve(page).await?;

    let patience = Patience::with_server();
    while !page.has(".change").await? {
        if !patience.lasts().await {
            return Err(page.fault("no flight has changed"));
        }
        page.go(&trip).await?;
    }
    page.look("trip-changed").await?;
    page.press("form[action$='/accept'] button").await?;
    if page.has(".change").await? {
        return Err(page.fault("the change is still asked about"));
    }
    Ok(())
}
