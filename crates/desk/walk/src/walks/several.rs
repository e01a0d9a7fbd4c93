//! The widest cabin that there is, on a flight over a border; and several cities, sorted and filtered,
//! with a promo code. The places are given back.

use crate::days::day;
use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

/// Ten seats abreast, as a Boeing 777 has them.
pub(super) async fn wide_cabin(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("a wide cabin");
    let way = format!("from=LHR&to=JFK&depart={}&airline=AA&stops=0", day(20));
    page.go(&format!("search?trip=one&{way}&adults=1")).await?;
    page.press(".brands a").await?;
    page.unfold("details.cabin").await?;
    let rows = page.all(".cabin .seats", "textContent").await?;
    if !rows.iter().any(|row| row.contains("ABCDEFGHJK")) {
        return Err(page.fault(format!("no row of ten: {rows:?}")));
    }
    page.look("book-wide-cabin").await?;
    over_a_border(page, plan).await
}

/// Beyond a border everybody shows a document.
async fn over_a_border(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.fill(&plan.asha("Rao")).await?;
    page.press("aside button.button").await?;
    page.expect(".person", "needed by").await?;
    let links = page.all("a[href$='/document']", "pathname").await?;
    let Some(link) = links.first() else { return Err(page.fault("no document is asked for")) };
    page.go(link.trim_start_matches('/')).await?;
    page.look("travel-document").await?;
    page.fill(&[
        ("kind", "PASSPORT"),
        ("number", "Z1234567"),
        ("issuing", "IN"),
        ("nationality", "IN"),
        ("expires", &day(20)),
    ])
    .await?;
    page.press("form.narrow button.button").await?;
    page.expect("#expires-wrong", "valid until").await?;
    page.fill(&[("number", "Z1234567"), ("expires", &day(2_000))]).await?;
    page.press("form.narrow button.button").await?;
    page.expect(".person", "4567").await?;
    page.press("form[action$='/release'] button").await?;
    page.expect(".status", "Given back").await
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
