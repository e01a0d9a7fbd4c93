//! A walk: everything that is done at the desk, in the order of one traveller's life, and then from
//! the other side of the counter.

mod again;
mod book;
mod cancel;
mod change;
mod departure;
mod exchange;
mod find;
mod name;
mod others;
mod pay;
mod search;
mod seats;
mod serve;
mod services;
mod several;
mod timetable;
mod trade;

use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

pub(crate) async fn all(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    search::search(page, plan).await?;
    let form = search::choose(page).await?;
    let reference = book::book(page, plan).await?;
    pay::pay(page, &reference).await?;
    seats::seats(page, &reference).await?;
    services::services(page, &reference).await?;
    exchange::exchange(page, &reference).await?;
    name::name(page, &reference).await?;
    again::send_again(page, plan, &form, &reference).await?;
    cancel::cancel(page, &reference).await?;
    several::several(page, plan).await?;
    several::wide_cabin(page, plan).await?;
    change::follow(page, plan).await?;
    find::find(page, &reference).await?;
    others::others(page, plan).await?;
    serve::serve(page, plan, &reference).await
}
