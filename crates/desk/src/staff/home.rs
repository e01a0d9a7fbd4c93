//! `GET /desk`: what waits for somebody, and the ways to everything else.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::queues::{Queue, pieces};
use maud::html;

use super::find::form;
use super::who::staff;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::shown::times::{iso, moment};
use crate::visitor::Visitor;

#[get("/desk")]
pub(super) async fn show(app: Data<App>, visitor: Visitor) -> Result<HttpResponse, Refusal> {
    let caller = staff(&visitor, Role::Agent)?;
    let texts = visitor.texts;
    let mut queues = Vec::new();
    for queue in Queue::ALL {
        let found = pieces(&*app.ports.store, queue, app.now()).await;
        queues.push((queue, found.map_err(|error| Refusal::fault(&error))?));
    }
    let today = iso(app.now().date());
    let body = html! {
        h1 { (texts.desk) }
        (form(&visitor, &Fields::default(), &Wrong::default()))
        div.row {
            section.card {
                h2 { (texts.counter.departures) }
                form method="get" action=(visitor.to("desk/departures")) {
                    div.field { label for="date" { (texts.departure_date) } input #date type="date" name="date" value=(today) required; }
                    div.field { label for="origin" { (texts.from) } input #origin name="origin" maxlength="3" placeholder="DEL"; }
                    div.field { label for="flight" { (texts.counter.flight_number) } input #flight name="flight" maxlength="8" placeholder="6E2045"; }
                    button.button { (texts.counter.show) }
                }
            }
            section.card {
                h2 { (texts.counter.queues) }
                ul.plain {
                    @for (queue, pieces) in &queues {
                        li {
                            a href=(visitor.to(&format!("desk/queues/{}", queue.name()))) { (texts.queue(*queue)) }
                            " " b { (pieces.len()) }
                            @if let Some(oldest) = pieces.first() { span { (moment(texts, oldest.since)) " UTC" } }
                        }
                    }
                }
                @if caller.role >= Role::Admin {
                    div.actions {
                        @for (path, name) in [("sales", texts.counter.sales), ("promo-codes", texts.counter.promo_codes), ("users", texts.counter.users), ("tariff", texts.counter.tariff), ("timetable", texts.counter.timetable)] {
                            a.button.other href=(visitor.to(&format!("desk/{path}"))) { (name) }
                        }
                    }
                }
            }
        }
    };
    Ok(Sheet::new(&visitor, texts.desk, body).answer())
}
