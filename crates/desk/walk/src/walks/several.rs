//! The widest cabin that there is, and several cities, sorted and filtered, with a promo code; and the places given back.

use crate::days::day;
use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

/// Ten seats abreast, as a Boeing 777 has them.
pub(super) async fn wide_cabin(page: &mut Page) -> Result<(), Fault> {
    page.begin("a wide cabin");
    let way = format!("from=LHR&to=JFK&depart={}&airline=AA&stops=0", day(20));
    page.go(&format!("search?trip=one&{way}&adults=1")).await?;
    page.press(".brands a").await?;
    page.unfold("details.cabin").await?;
    let rows = page.all(".cabin .seats", "textContent").await?;
    if !rows.iter().any(|row| row.contains("ABCDEFGHJK")) {
        return Err(page.fault(format!("no row of ten: {rows:?}")));
    }
    page.look("book-wide-cabin").await
}

pub(super) async fn several(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("several cities");
    let ways = format!("from=DEL&to=BOM&depart={}&from=BOM&to=BLR&depart={}", day(33), day(36));
    page.go(&format!("search?trip=multi&{ways}&adults=1&stops=0")).await?;
    sort_by_price(page).await?;
    page.press(".brands a").await?;
    page.expect("h1", "Mumbai to").await?;
    page.press(".brands a").await?;

    page.fill(&plan.asha("Rao")).await?;
    page.fill(&[("promo", "NOSUCH1")]).await?;
    page.press("aside button.button").await?;
    page.expect("#promo-wrong", "no such code").await?;
    page.fill(&[("promo", "WELCOME10")]).await?;
    page.press("aside button.button").await?;
    page.expect(".price", "Discount").await?;
    page.press("form[action$='/release'] button").await?;
    page.expect(".status", "Given back").await
}

/// A script sends the filter as soon as it is chosen.
async fn sort_by_price(page: &mut Page) -> Result<(), Fault> {
    page.fill(&[("sort", "PRICE")]).await?;
    if page.has_scripts() {
        page.wait_for_query("sort=PRICE").await?;
    } else {
        page.press(".filters button").await?;
    }
    let shown = page.all(".brands li:first-child b", "textContent").await?;
    let prices: Vec<_> = shown.iter().map(|it| minor_units(it)).collect();
    if prices.is_empty() || !prices.is_sorted() {
        return Err(page.fault(format!("not by price: {shown:?}")));
    }
    Ok(())
}

/// All amounts of a page are of one currency, with as many digits after the point.
fn minor_units(amount: &str) -> Option<u64> {
    amount.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}
