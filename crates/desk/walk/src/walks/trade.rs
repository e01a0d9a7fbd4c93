//! What administrators do: promo codes, roles, the timetable, the tariff.

use crate::days::stamp;
use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

use super::timetable::load;

pub(super) async fn trade(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    put_up_and_end_a_code(page).await?;
    give_a_role(page, plan).await?;
    load(page, plan).await?;
    page.begin("the tariff");
    page.go("desk/tariff").await?;
    page.expect("pre", "currency").await?;
    page.look("desk-tariff").await
}

async fn put_up_and_end_a_code(page: &mut Page) -> Result<(), Fault> {
    page.begin("a promo code");
    page.go("desk/promo-codes").await?;
    page.press("form.card button").await?;
    page.expect("#code-wrong", "letters").await?;
    page.look("desk-promo-codes").await?;
    let code = format!("WALK{:08}", stamp() % 100_000_000);
    page.fill(&[("code", &code), ("percent", "10"), ("reason", "A walk.")]).await?;
    page.press("form.card button").await?;
    page.expect(".journeys", &code).await?;
    page.fill(&[(&format!("end-{code}"), "It is over.")]).await?;
    page.press(&format!("form[action*=\"{code}\"] button")).await
}

async fn give_a_role(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("a role");
    page.go(&format!("desk/users?email={}", plan.email)).await?;
    page.look("desk-users").await?;
    page.press("form.row button").await?;
    page.expect(".wrong", "why").await?;
    page.set("select[name=role]", "AGENT").await?;
    page.set("form.row input[name=reason]", "Serves with us now.").await?;
    page.press("form.row button").await?;
    page.expect_value("select[name=role]", "AGENT").await
}
