//! `POST /v1/admin/timetable`: a file in CSV or SSIM chapter 7 is put in force, whole or not at all.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use airside_app::App;
use airside_app::timetable::{ApplyError, Wanted};
use airside_app::trade::timetable::{TimetableError, apply_timetable, plan_timetable};
use airside_import::{NoPart, Part, RowErrors, TimetableFile, any_timetable};
use airside_primitives::AirlineCode;
use time::Date;
use utoipa::IntoParams;
use validator::Validate;

use super::by::by;
use super::timetable_view::{Read, TimetablePlanView};
use super::upload::Upload;
use crate::auth::Admin;
use crate::faults::Faults;
use crate::pointer::inside;
use crate::problem::{FieldError, Kind, Problem};
use crate::query::Params;
use crate::reason::Reason;
use crate::request::{Request, fields};
use crate::text::Text;

/// What of the file is put in force, and whether.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimetableParams {
    /// Tell what would change, and change nothing.
    #[param(required = false)]
    dry_run: bool,
    /// Take the flights of this airline alone.
    #[param(value_type = Option<String>, example = "QZ")]
    airline: Option<Text<AirlineCode>>,
    /// The first date that changes: the file is the whole truth from then on. [today, in UTC]
    #[param(value_type = Option<time::Date>)]
    from: Option<String>,
    /// The last date that changes. [the latest that the file names]
    #[param(value_type = Option<time::Date>)]
    until: Option<String>,
    /// Apply it also where it takes away much.
    #[param(required = false)]
    confirm: bool,
    /// Why; it stands in the history. Required, but for a dry run.
    reason: Option<Reason>,
}

fields! {
    TimetableParams { dry_run, airline, from, until, confirm, reason }
}

/// The same, checked.
pub(crate) struct Asked {
    dry_run: bool,
    airline: Option<AirlineCode>,
    from: Option<Date>,
    until: Option<Date>,
    confirm: bool,
    /// There unless it is a dry run.
    reason: Option<Reason>,
}

impl Request for TimetableParams {
    type Checked = Asked;

    fn check(self, faults: &mut Faults) -> Option<Asked> {
        let (from, until) = (
            faults.date("/from", self.from.as_deref()),
            faults.date("/until", self.until.as_deref()),
        );
        let airline = self.airline.map(|Text(airline)| airline);
        let Self { dry_run, confirm, reason, .. } = self;
        if !dry_run && reason.is_none() {
            faults.add("/reason", "is required");
        }
        Some(Asked { dry_run, airline, from, until, confirm, reason })
    }
}

/// Replace the timetable
///
/// The file has the whole timetable of its airlines (or of the one that is named) within its dates:
/// what is not in it is withdrawn. It is taken whole or not at all, in one commit, and bookings
/// follow their flights. One file is read at a time: 503 while there is another.
#[utoipa::path(
    operation_id = "replaceTimetable",
    tag = "Operators",
    params(TimetableParams),
    request_body(content = String, content_type = "text/csv", description = "CSV, or SSIM chapter 7; gzip as `Content-Encoding` is fine."),
    responses(
        (status = 200, description = "What it changes, or would change", body = TimetablePlanView),
        (status = 409, description = "`needs_confirmation`, `conflict`", body = Problem),
        (status = 413, description = "`payload_too_large`", body = Problem),
        (status = 422, description = "`invalid_request`: every bad row, as `/lines/12/departure_local`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/timetable")]
pub(crate) async fn replace(
    admin: Admin,
    app: Data<App>,
    params: Params<TimetableParams>,
    file: Upload,
) -> Result<HttpResponse, Problem> {
    let asked = params.into_inner();
    let today = app.now().date();
    let from = asked.from.unwrap_or(today);
    if from < today {
        return Err(Problem::invalid_field("/from", "is in the past, which does not change"));
    }
    let found = read(&app, file.bytes, from).await?;
    let (rows, repeated, merged) = (found.read, found.repeated, found.merged);
    let notes = found.notes.clone();
    let part = found.part(asked.airline, from, asked.until).map_err(no_part)?;
    let read = Read { rows, repeated, merged, taken: part.rows.len(), notes };

    let Part { airlines, rows, window } = part;
    let plan = plan_timetable(&app, Wanted { airlines, rows, window }).await?;
    let mut view = TimetablePlanView::of(read, &plan);
    if let Some(reason) = asked.reason.filter(|_| !asked.dry_run) {
        let by = by(&admin, reason);
        let version = apply_timetable(&app, plan, asked.confirm, &by).await?;
        view.applied(version);
    }
    Ok(HttpResponse::Ok().json(view))
}

/// A file of many rows must not hold up the requests of this thread.
async fn read(app: &App, bytes: Vec<u8>, from: Date) -> Result<TimetableFile, Problem> {
    let airports = app.ports.store.airports().await.map_err(|error| Problem::internal(&error))?;
    let reading = actix_web::web::block(move || {
        let airports: HashMap<_, _> = airports.into_iter().map(|it| (it.iata, it)).collect();
        any_timetable(&bytes, &|code| airports.get(&code), from)
    });
    let found = reading.await.map_err(|error| Problem::internal(&error))?;
    found.map_err(|errors| bad_rows(&errors))
}

/// Every fault where it is: `/lines/12/cabin`, or `/lines/12` for a row as a whole.
fn bad_rows(errors: &RowErrors) -> Problem {
    let fault = |error: &airside_import::RowError| {
        let line = match error.line {
            0 => String::new(),
            line => inside("/lines", line),
        };
        let place = if error.column.is_empty() { line } else { inside(&line, &error.column) };
        FieldError::new(place, &error.detail)
    };
    let mut faults: Vec<_> = errors.listed.iter().map(fault).collect();
    if errors.unlisted > 0 {
        faults.push(FieldError::new("", format!("and {} more", errors.unlisted)));
    }
    Problem::invalid(faults)
}

fn no_part(why: NoPart) -> Problem {
    let pointer = match why {
        NoPart::NoFlightOf(_) => "/airline",
        NoPart::Empty => "",
        NoPart::EndsBefore { .. } => "/until",
    };
    Problem::invalid_field(pointer, why)
}

impl From<TimetableError> for Problem {
    fn from(error: TimetableError) -> Self {
        match &error {
            TimetableError::NeedsConfirmation(_) => Self::new(Kind::NeedsConfirmation, error),
            TimetableError::Apply(ApplyError::Outdated) => {
                Self::new(Kind::Conflict, "the timetable or the tariff was changed meanwhile")
            }
            TimetableError::Capacity(_)
            | TimetableError::Plan(_)
            | TimetableError::Apply(ApplyError::Store(_))
            | TimetableError::Store(_) => Self::internal(&error),
        }
    }
}
