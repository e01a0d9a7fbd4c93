//! `GET /desk/queues/{name}`: what waits for somebody, oldest first, and what clears it.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::account::Role;
use airside_app::queues::{Clear, Piece, Queue, pieces};
use maud::{Markup, html};

use super::who::staff;
use crate::refusal::Refusal;
use crate::sheet::Sheet;
use crate::shown::times::moment;
use crate::visitor::Visitor;

#[get("/desk/queues/{name}")]
pub(super) async fn show(
    app: Data<App>,
    visitor: Visitor,
    name: Path<String>,
) -> Result<HttpResponse, Refusal> {
    staff(&visitor, Role::Agent)?;
    let queue = Queue::of_name(&name).ok_or(Refusal::NotFound)?;
    let found = pieces(&*app.ports.store, queue, app.now()).await;
    let found = found.map_err(|error| Refusal::fault(&error))?;
    let texts = visitor.texts;
    let title = texts.queue(queue);
    let body = html! {
        h1 { span.over { (texts.counter.queues) } (title) }
        @if found.is_empty() { p.note.good { (texts.counter.queue_empty) } }
        ol.journeys {
            @for piece in &found {
                li.card {
                    p {
                        @if let Some(reference) = piece.booking {
                            a href=(visitor.to(&format!("desk/bookings/{reference}"))) { (reference) } " "
                        }
                        span.quiet { (moment(texts, piece.since)) " UTC" }
                    }
                    p lang="en" { (piece.why) }
                    (what_clears(&visitor, queue, piece))
                }
            }
        }
    };
    Ok(Sheet::new(&visitor, title, body).answer())
}

/// What somebody at the counter does about it; a command is for whoever has a shell.
fn what_clears(visitor: &Visitor, queue: Queue, piece: &Piece) -> Markup {
    let texts = visitor.texts;
    let page = match (piece.booking, &piece.clear) {
        (Some(reference), _) => Some(format!("desk/bookings/{reference}")),
        (None, Clear::Call(_, path)) if path.starts_with("/v1/admin/users/") => {
            Some("desk/users".to_owned())
        }
        (None, _) => None,
    };
    html! {
        p.quiet {
            (texts.clearing(queue))
            @if let Clear::Command(command) = &piece.clear { " " code { (command) } }
        }
        @if let Some(page) = page {
            p.actions { a.button.other href=(visitor.to(&page)) { (texts.counter.look_at_it) } }
        }
    }
}
