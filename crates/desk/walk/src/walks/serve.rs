//! The other side of the counter: a booking is found, noted on, sent again, and cancelled without a
//! charge; what is between is the rest of a day there.

use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

use super::{departure, trade};

pub(super) async fn serve(page: &mut Page, plan: &Plan, reference: &str) -> Result<(), Fault> {
    page.begin("serve");
    page.go("desk").await?;
    page.expect("h1", "Log in").await?;
    page.fill(&[("email", &plan.operator), ("password", &plan.operator_password)]).await?;
    page.press("form.narrow button.button").await?;
    page.expect("h1", "Desk").await?;
    page.look("desk").await?;
    find_booking(page, plan, reference).await?;
    write_down(page).await?;
    departure::look_at(page, plan).await?;

    page.begin("queues and sales");
    for path in ["desk/queues/schedule-changes", "desk/sales"] {
        page.go(path).await?;
        page.look(&path.replace('/', "-")).await?;
    }
    trade::trade(page, plan).await?;
    cancel(page, reference).await
}

async fn find_booking(page: &mut Page, plan: &Plan, reference: &str) -> Result<(), Fault> {
    page.fill(&[("find-q", "rao"), ("find-email", &plan.email)]).await?;
    page.press("form[role=search] button").await?;
    page.expect("table", reference).await?;
    page.look("desk-bookings").await?;
    page.press(&format!("table a[href$=\"{reference}\"]")).await?;
    page.expect(".reference", reference).await?;
    page.look("desk-booking").await
}

async fn write_down(page: &mut Page) -> Result<(), Fault> {
    page.press("form[action$='/notes'] button").await?;
    page.expect("#note-wrong", "Say").await?;
    page.fill(&[("note", "Called about a wheelchair.")]).await?;
    page.press("form[action$='/notes'] button").await?;
    page.expect(".history", "wheelchair").await?;
    page.fill(&[("resend", "Lost the mail.")]).await?;
    page.press("form[action$='/resend'] button").await?;
    page.expect(".history", "Lost the mail").await?;
    correct_name(page).await
}

async fn correct_name(page: &mut Page) -> Result<(), Fault> {
    page.press("a[href*='/travellers/']").await?;
    page.press("form.narrow button.button").await?;
    page.expect("#reason-wrong", "why").await?;
    page.look("desk-name-wrong").await?;
    page.fill(&[("given", "Ayesha"), ("reason", "Mistyped by us.")]).await?;
    page.press("form.narrow button.button").await?;
    page.expect(".history", "Mistyped by us").await
}

async fn cancel(page: &mut Page, reference: &str) -> Result<(), Fault> {
    page.begin("cancel for somebody");
    page.go(&format!("desk/bookings/{reference}")).await?;
    // It is the only one, so it is ticked already.
    page.click("input[name=journey]").await?;
    page.click("input[name=waive]").await?;
    page.fill(&[("cancel", "A death in the family.")]).await?;
    page.press("form[action$='/cancel'] button").await?;
    page.expect(".note.bad", "Choose").await?;
    page.look("desk-booking-cancel-refused").await?;
    page.expect_value("#cancel", "A death in the family.").await?;
    page.wait_for("input[name=waive][checked]").await?;
    page.click("input[name=journey]").await?;
    page.press("form[action$='/cancel'] button").await?;
    page.expect("p.amount", "Comes back").await?;
    page.look("desk-booking-cancel").await?;
    page.press("form[action$='/cancel'] button.no").await?;
    page.expect(".status", "Cancelled").await?;
    page.expect(".history", "death in the family").await
}
