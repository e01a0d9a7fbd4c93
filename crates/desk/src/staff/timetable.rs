//! `/desk/timetable`: a file is read, what it would change is shown, and the same file is then put in
//! force.
//!
//! Nothing is kept between the two: the second time the file has to be the one that was shown, which
//! its hash tells.

use std::collections::HashMap;

use actix_web::web::{self, Data};
use actix_web::{HttpResponse, get, post};
use airside_app::App;
use airside_app::account::Role;
use airside_app::signature::encode;
use airside_app::timetable::{ApplyError, Plan, Wanted};
use airside_app::trade::By;
use airside_app::trade::timetable::{TimetableError, apply_timetable, plan_timetable};
use airside_import::{Part, RowErrors, any_timetable};
use airside_primitives::AirlineCode;
use maud::{Markup, html};

use super::upload::Upload;
use super::who::staff;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, token, wrong};
use crate::shown::times::{day, iso, read_iso};
use crate::table::table;
use crate::texts::Texts;
use crate::visitor::Visitor;

const HERE: &str = "desk/timetable";
/// Departures that somebody has booked, of those that change, so many are shown.
const MOST: usize = 200;
/// Bad rows that are shown.
const MOST_FAULTS: usize = 50;
/// Of a head that is not understood.
const MOST_OF_HEAD: usize = 3;

#[get("/desk/timetable")]
pub(super) async fn show(visitor: Visitor) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Admin)?;
    Ok(asked(&visitor, &Fields::default(), &Wrong::default()))
}

/// Shows what a file would change.
#[post("/desk/timetable")]
pub(super) async fn read(app: Data<App>, upload: Upload) -> Result<HttpResponse, Refusal> {
    let Upload { visitor, fields, file, .. } = &upload;
    match planned(&app, visitor, fields, file).await? {
        Ok(plan) => Ok(answer(&app, &upload, &plan, &Wrong::default())),
        Err(wrong) => Ok(asked(visitor, fields, &wrong)),
    }
}

/// Puts the file in force that was shown.
#[post("/desk/timetable/apply")]
pub(super) async fn apply(app: Data<App>, upload: Upload) -> Result<HttpResponse, Refusal> {
    let Upload { visitor, fields, file, caller, .. } = &upload;
    let texts = visitor.texts;
    let plan = match planned(&app, visitor, fields, file).await? {
        Ok(plan) => plan,
        Err(wrong) => return Ok(asked(visitor, fields, &wrong)),
    };
    let mut faults = Wrong::default();
    if fields.get("shown") != hash(&app, file) {
        faults.add("file", texts.counter.other_file);
    }
    if fields.get("reason").is_empty() {
        faults.add("reason", texts.counter.why_missing);
    }
    if plan.takes_away_much() && !fields.has("confirm") {
        faults.add("confirm", texts.counter.confirm_much);
    }
    if !faults.is_empty() {
        return Ok(answer(&app, &upload, &plan, &faults));
    }
    let by = By { actor: caller.into(), reason: fields.get("reason").to_owned() };
    match apply_timetable(&app, plan, fields.has("confirm"), &by).await {
        Ok(_) => {
            let body = html! {
                h1 { (texts.counter.timetable) }
                p.note.good role="status" { (texts.counter.timetable_applied) }
                p.actions { a.button href=(visitor.to("desk")) { (texts.desk) } }
            };
            Ok(Sheet::new(visitor, texts.counter.timetable, body).answer())
        }
        Err(TimetableError::Apply(ApplyError::Outdated)) => {
            Ok(asked(visitor, fields, &Wrong::with("file", texts.once_more)))
        }
        Err(error) => Err(Refusal::fault(&error)),
    }
}

/// The plan, or what is wrong with the file.
async fn planned(
    app: &App,
    visitor: &Visitor,
    fields: &Fields,
    file: &[u8],
) -> Result<Result<Plan, Wrong>, Refusal> {
    let texts = visitor.texts;
    if file.is_empty() {
        return Ok(Err(Wrong::with("file", texts.counter.choose_file)));
    }
    let today = app.now().date();
    let from = read_iso(fields.get("from")).unwrap_or(today);
    if from < today {
        return Ok(Err(Wrong::with("from", texts.date_past)));
    }
    let airports = app.ports.store.airports().await.map_err(|error| Refusal::fault(&error))?;
    let bytes = file.to_vec();
    let reading = web::block(move || {
        let airports: HashMap<_, _> = airports.into_iter().map(|it| (it.iata, it)).collect();
        any_timetable(&bytes, &|code| airports.get(&code), from)
    });
    let found = match reading.await.map_err(|error| Refusal::fault(&error))? {
        Ok(found) => found,
        Err(errors) => {
            return Ok(Err(wrong_lines(&errors, texts)));
        }
    };
    let airline = fields.read::<AirlineCode>("airline");
    let Part { airlines, rows, window } =
        match found.part(airline, from, read_iso(fields.get("until"))) {
            Ok(part) => part,
            Err(why) => return Ok(Err(Wrong::with("file", why.to_string()))),
        };
    let plan = plan_timetable(app, Wanted { airlines, rows, window }).await;
    plan.map(Ok).map_err(|error| Refusal::fault(&error))
}

/// The first faults of a file. Of one whose head is not understood there is no more to tell than what
/// a head says.
fn wrong_lines(errors: &RowErrors, texts: &Texts) -> Wrong {
    let mut wrong = Wrong::default();
    let has_no_head = errors.listed.iter().all(|it| it.line == 1);
    if has_no_head {
        wrong.add("file", texts.counter.timetable_columns);
    }
    let most = if has_no_head { MOST_OF_HEAD } else { MOST_FAULTS };
    for error in errors.listed.iter().take(most) {
        let line = format!("{} {}", texts.counter.line, error.line);
        let at = if error.column.is_empty() { line } else { format!("{line}, {}", error.column) };
        wrong.add("file", format!("{at}: {}", error.detail));
    }
    wrong
}

fn hash(app: &App, file: &[u8]) -> String {
    encode(&app.secrets.link_key.sign(&[b"timetable shown 1", file]))
}

fn asked(visitor: &Visitor, fields: &Fields, faults: &Wrong) -> HttpResponse {
    let texts = visitor.texts;
    let body = html! {
        form.card.medium method="post" action=(visitor.to(HERE)) enctype="multipart/form-data" {
            h1 { (texts.counter.timetable) }
            (token(visitor))
            p { (texts.counter.timetable_how) }
            p.quiet { (texts.counter.timetable_columns) }
            (chosen_file(visitor, faults))
            div.row {
                div.field { label for="airline" { (texts.airline) } input #airline name="airline" maxlength="2" value=(fields.get("airline")); }
                div.field {
                    label for="from" { (texts.counter.from_day) }
                    input #from type="date" name="from" value=(fields.get("from")) aria-describedby="from-wrong";
                    (wrong("from-wrong", faults.of("from")))
                }
                div.field { label for="until" { (texts.counter.to_day) } input #until type="date" name="until" value=(fields.get("until")); }
            }
            button.button { (texts.counter.show_plan) }
        }
    };
    let sheet = Sheet::new(visitor, texts.counter.timetable, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}

fn chosen_file(visitor: &Visitor, faults: &Wrong) -> Markup {
    html! {
        div.field {
            label for="file" { (visitor.texts.counter.file) }
            input #file type="file" name="file" required accept=".csv,.ssim,.txt,text/csv,text/plain" aria-describedby="file-wrong";
            div #file-wrong {
                @for (_, said) in faults.iter().filter(|(field, _)| *field == "file") { p.wrong { (said) } }
            }
        }
    }
}

/// The plan, and the form that carries it out.
fn answer(app: &App, upload: &Upload, plan: &Plan, faults: &Wrong) -> HttpResponse {
    let Upload { visitor, fields, file, .. } = upload;
    let texts = visitor.texts;
    let body = html! {
        h1 { span.over { (texts.counter.timetable) } (texts.counter.plan) }
        (counts(visitor, plan))
        @for (aircraft, rows) in &plan.seatless {
            p.note.bad { ((texts.counter.seatless)(&aircraft.to_string(), *rows)) }
        }
        @if !plan.touched.is_empty() { (touched(visitor, plan)) }
        form.card.medium method="post" action=(visitor.to(&format!("{HERE}/apply"))) enctype="multipart/form-data" {
            h2 { (texts.counter.apply_plan) }
            (token(visitor))
            @for name in ["airline", "from", "until"] { input type="hidden" name=(name) value=(fields.get(name)); }
            input type="hidden" name="shown" value=(if faults.of("file").is_some() { fields.get("shown").to_owned() } else { hash(app, file) });
            p { (texts.counter.same_file) }
            (chosen_file(visitor, faults))
            @if plan.takes_away_much() {
                label.tick { input type="checkbox" name="confirm" value="1" aria-describedby="confirm-wrong"; (texts.counter.confirm_much) }
                (wrong("confirm-wrong", faults.of("confirm")))
            }
            div.field {
                label for="reason" { (texts.counter.reason) }
                input #reason name="reason" required maxlength="500" value=(fields.get("reason")) aria-describedby="reason-wrong";
                (wrong("reason-wrong", faults.of("reason")))
            }
            div.actions {
                button.button.no { (texts.counter.apply_plan) }
                a.button.other href=(visitor.to(HERE)) { (texts.back) }
            }
        }
    };
    let sheet = Sheet::new(visitor, texts.counter.timetable, body);
    if faults.is_empty() { sheet } else { sheet.refused() }.answer()
}

fn counts(visitor: &Visitor, plan: &Plan) -> Markup {
    let texts = visitor.texts;
    let counts = plan.departures;
    let all = [counts.added, counts.withdrawn, counts.moved, counts.retimed, counts.reequipped];
    let airlines: Vec<String> = plan.airlines.iter().map(ToString::to_string).collect();
    let rows = html! {
        tr {
            @for count in all { td { (count) } }
            td { (plan.bookings) } td { (plan.passengers) } td { (plan.left_for_sale) }
        }
    };
    html! {
        p { (airlines.join(", ")) " · " (day(texts, *plan.window.start())) " – " (day(texts, *plan.window.end())) }
        div.card { (table(texts.counter.plan, &texts.counter.plan_words, &rows)) }
    }
}

/// Departures that somebody has booked.
fn touched(visitor: &Visitor, plan: &Plan) -> Markup {
    let texts = visitor.texts;
    html! {
        section.card {
            h2 { (texts.counter.booked_change) }
            ul.plain {
                @for (touched, _) in plan.touched.iter().take(MOST) {
                    @let bookings = plan.references.get(&(touched.flight, touched.date)).map_or(0, Vec::len);
                    li {
                        a href=(visitor.to(&format!("desk/departures/{}/{}", touched.flight, iso(touched.date)))) {
                            (plan.row(touched.flight, touched.date).map_or_else(String::new, |row| row.number.to_string()))
                            " " (day(texts, touched.date))
                        }
                        span { ((texts.counter.bookings_found)(bookings)) }
                    }
                }
            }
        }
    }
}
