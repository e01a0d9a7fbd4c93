//! Cancels a journey of the trip, for all but one and then for everybody, after the quote.

use crate::fault::Fault;
use crate::page::Page;

const ASK: &str = "form.narrow button.button";

pub(super) async fn cancel(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("cancel");
    page.go(&format!("trips/{reference}/cancel")).await?;
    page.look("cancel").await?;
    // All but the first of them; what was ticked stays so.
    page.click("input[name=passenger]").await?;
    page.press(ASK).await?;
    page.expect(".wrong", "Choose").await?;
    page.wait_for("input[name=passenger]:not([checked])").await?;
    page.click("input[name=journey]").await?;
    page.press(ASK).await?;
    page.expect("table.lines", "For").await?;
    page.look("cancel-quote-some").await?;
    confirm(page).await?;
    page.expect(".price.back", "Comes back").await?;
    page.expect(".person .status", "Cancelled").await?;
    adds_up(page).await?;
    page.look("trip-left-by-some").await?;

    page.go(&format!("trips/{reference}/cancel")).await?;
    page.click("input[name=journey]").await?;
    page.press(ASK).await?;
    page.expect(".amount", "You get back").await?;
    page.look("cancel-quote").await?;
    confirm(page).await?;
    page.expect(".status", "Partly cancelled").await?;
    adds_up(page).await?;
    page.look("trip-cancelled").await
}

/// The total with what is taken off and kept is what was paid without what comes back.
async fn adds_up(page: &Page) -> Result<(), Fault> {
    let total = page.text(".price .total dd").await?;
    let names = page.all(".price.back dt", "textContent").await?;
    let amounts = page.all(".price.back dd", "textContent").await?;
    let sum = names.iter().zip(&amounts).fold(signed(&total), |sum, (name, amount)| {
        let is_money = matches!(name.as_str(), "Paid" | "Comes back");
        if is_money { sum - signed(amount) } else { sum + signed(amount) }
    });
    if sum == 0 && names.iter().any(|name| name == "Paid") {
        return Ok(());
    }
    Err(page.fault(format!("{total}, {names:?} {amounts:?}: off by {sum}")))
}

/// In minor units.
fn signed(amount: &str) -> i64 {
    let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
    let units = digits.parse().unwrap_or(i64::MAX / 8);
    if amount.contains('\u{2212}') { -units } else { units }
}

async fn confirm(page: &mut Page) -> Result<(), Fault> {
    if !page.has("form[action*='/cancel/']").await? {
        return Err(page.fault("there is no quote to confirm"));
    }
    page.press("button.no").await
}
