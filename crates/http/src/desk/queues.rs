//! `GET /v1/admin/queues`, `GET /v1/admin/queues/{name}`

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::queues::{Clear, MOST, Piece, Queue, pieces};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Agent;
use crate::page::{Cursors, List, PageParams};
use crate::problem::Problem;
use crate::query::Params;
use crate::times::Utc;
use crate::words;

/// A queue, and how much is in it.
#[derive(Serialize, ToSchema)]
#[schema(as = Queue)]
struct QueueView {
    #[schema(value_type = words::QueueName)]
    name: &'static str,
    /// At most a thousand: then there may be more.
    count: usize,
    /// Since when the oldest waits.
    #[schema(required)]
    oldest_since: Option<Utc>,
}

/// All queues.
#[derive(Serialize, ToSchema)]
#[schema(as = Queues)]
struct QueuesView {
    data: Vec<QueueView>,
}

/// Something to look at.
#[derive(Serialize, ToSchema)]
#[schema(as = QueuedItem)]
struct PieceView {
    /// Of the schedule change, refund, payment, document, endpoint or mail.
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = Option<words::BookingRef>, required)]
    booking_ref: Option<String>,
    /// In words.
    why: String,
    since: Utc,
    clear: ClearView,
}

/// What clears it: a call, or a command for somebody with a shell.
#[derive(Serialize, ToSchema)]
#[schema(as = QueuedItemClear)]
struct ClearView {
    #[schema(required, example = "POST /v1/admin/bookings/K7Q2MZ/documents/resend")]
    call: Option<String>,
    #[schema(required)]
    command: Option<String>,
}

/// List the work queues
///
/// What a person has to look at, from what is true now.
#[utoipa::path(
    operation_id = "listQueues",
    tag = "Operators",
    responses((status = 200, description = "Every queue", body = QueuesView)),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/queues")]
pub(crate) async fn list(_agent: Agent, app: Data<App>) -> Result<HttpResponse, Problem> {
    let mut data = Vec::with_capacity(Queue::ALL.len());
    for queue in Queue::ALL {
        let pieces = pieces(&*app.ports.store, queue, app.now())
            .await
            .map_err(|error| Problem::internal(&error))?;
        data.push(QueueView {
            name: queue.name(),
            count: pieces.len().min(MOST.into()),
            oldest_since: pieces.first().map(|piece| Utc(piece.since)),
        });
    }
    Ok(HttpResponse::Ok().json(QueuesView { data }))
}

/// Show a work queue
///
/// Oldest first; each with why it is there, since when, and what clears it.
#[utoipa::path(
    operation_id = "getQueue",
    tag = "Operators",
    params(("name" = words::QueueName, Path, description = "The name of the queue."), PageParams),
    responses(
        (status = 200, description = "A page of the queue, oldest first", body = List<PieceView>),
        (status = 404, description = "`not_found`", body = Problem),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/queues/{name}")]
pub(crate) async fn show(
    _agent: Agent,
    app: Data<App>,
    name: Path<String>,
    Params(page): Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let queue = Queue::of_name(&name.to_ascii_lowercase()).ok_or_else(Problem::not_found)?;
    let pieces = pieces(&*app.ports.store, queue, app.now())
        .await
        .map_err(|error| Problem::internal(&error))?;
    let at = (Cursors::of("queue", &queue), page.cursor.as_deref());
    Ok(HttpResponse::Ok().json(List::page_of_all(pieces, page.limit, at, PieceView::of)?))
}

impl PieceView {
    fn of(piece: Piece) -> Self {
        let (call, command) = match piece.clear {
            Clear::Call(method, path) => (Some(format!("{method} {path}")), None),
            Clear::Command(command) => (None, Some(command)),
        };
        Self {
            id: piece.id.to_string(),
            booking_ref: piece.booking.map(|it| it.to_string()),
            why: piece.why,
            since: Utc(piece.since),
            clear: ClearView { call, command },
        }
    }
}
