//! A timetable by file: one that is wrong, then one that is not; its plan, and the same file in force.

use std::fs;
use std::path::Path;

use tempfile::tempdir;

use crate::days::day;
use crate::fault::Fault;
use crate::page::Page;
use crate::plan::Plan;

use super::departure::fly;

const HEAD: &str = "airline,flight_number,origin,destination,departure_local,arrival_local,\
                    days_of_week,valid_from,valid_until,aircraft";

const SEE: &str = "main form button.button";
const PUT_IN_FORCE: &str = "main form button.no";

pub(super) async fn load(page: &mut Page, plan: &Plan) -> Result<(), Fault> {
    page.begin("the timetable");
    let folder = tempdir().map_err(|it| page.fault(it))?;
    let wrong = folder.path().join("wrong.csv");
    let right = folder.path().join("right.csv");
    fs::write(&wrong, flights_to("XXX")).map_err(|it| page.fault(it))?;
    fs::write(&right, flights_to("BOM")).map_err(|it| page.fault(it))?;

    page.go("desk/timetable").await?;
    page.look("desk-timetable").await?;
    send(page, &wrong, SEE).await?;
    page.expect(".wrong", "Line 2").await?;
    send(page, &right, SEE).await?;
    page.expect("h1", "What it changes").await?;
    page.look("desk-timetable-plan").await?;
    page.fill(&[("reason", "The winter.")]).await?;
    send(page, &wrong, PUT_IN_FORCE).await?;
    page.expect(".wrong", "Line 2").await?;
    send(page, &right, SEE).await?;
    page.fill(&[("reason", "The winter.")]).await?;
    send(page, &right, PUT_IN_FORCE).await?;
    page.expect(".note.good", "in force").await?;
    fly(page, plan).await
}

async fn send(page: &mut Page, file: &Path, button: &str) -> Result<(), Fault> {
    page.type_into("#file", &file.display().to_string()).await?;
    page.press(button).await
}

fn flights_to(destination: &str) -> String {
    let (from, until) = (day(40), day(90));
    format!("{HEAD}\nX9,101,DEL,{destination},07:00,09:10,1234567,{from},{until},320\n")
}
