//! `GET /v1/admin/history`

use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use airside_app::App;
use airside_app::bookings::happened::Happened;
use airside_app::history::Subject;
use airside_app::ports::store::Page;
use airside_primitives::{AirlineCode, AirportCode, FlightId, HistoryId, UserId};
use utoipa::IntoParams;
use validator::Validate;

use super::history_view::HistoryView;
use crate::auth::Admin;
use crate::faults::Faults;
use crate::page::{Cursors, List, PageSize};
use crate::problem::Problem;
use crate::query::Params;
use crate::request::{Request, fields};
use crate::words;

/// What it was done to.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeedsQuery {
    /// The kind of thing.
    #[param(inline, value_type = words::HistorySubject, example = "TARIFF")]
    about: String,
    /// Which one: `{flight_id}/{date}` of a departure, the code of an airport, airline or promo
    /// code, the id of an account. There is one timetable and one tariff.
    #[validate(length(max = 100))]
    #[param(max_length = 100, example = "WINTER15")]
    id: Option<String>,
    /// 1 to 200 [50].
    limit: Option<PageSize>,
    /// From the answer before.
    cursor: Option<String>,
}

fields! {
    DeedsQuery { about, id, limit, cursor }
}

/// What is asked for.
pub(crate) struct Asked {
    subject: Subject,
    limit: PageSize,
    cursor: Option<String>,
}

impl Request for DeedsQuery {
    type Checked = Asked;

    fn check(self, faults: &mut Faults) -> Option<Asked> {
        let id = self.id.as_deref().map(str::trim);
        let subject = match self.about.trim().to_ascii_uppercase().as_str() {
            "TIMETABLE" => alone(Subject::Timetable, id, faults),
            "TARIFF" => alone(Subject::Tariff, id, faults),
            "DEPARTURE" => named(id, faults, departure, "must be {flight_id}/{date}"),
            "AIRPORT" => {
                let airport = |it: &str| it.parse::<AirportCode>().ok().map(Subject::Airport);
                named(id, faults, airport, "must be an IATA airport code")
            }
            "AIRLINE" => {
                let airline = |it: &str| it.parse::<AirlineCode>().ok().map(Subject::Airline);
                named(id, faults, airline, "must be an IATA airline code")
            }
            "PROMO_CODE" => named(
                id,
                faults,
                |it| it.parse().ok().map(Subject::PromoCode),
                "must be a promo code",
            ),
            "USER" => {
                let user = |it: &str| it.parse::<UserId>().ok().map(Subject::User);
                named(id, faults, user, "must be the id of an account")
            }
            _ => faults.refuse("/about", format!("must be one of {}", Subject::OTHERS.join(", "))),
        };
        let limit = self.limit.unwrap_or_default();
        Some(Asked { subject: subject?, limit, cursor: self.cursor })
    }
}

fn alone(subject: Subject, id: Option<&str>, faults: &mut Faults) -> Option<Subject> {
    match id {
        None | Some("") => Some(subject),
        Some(_) => faults.refuse("/id", "must be left out: there is one alone"),
    }
}

fn named(
    id: Option<&str>,
    faults: &mut Faults,
    read: impl Fn(&str) -> Option<Subject>,
    wanted: &str,
) -> Option<Subject> {
    match id {
        None => faults.refuse("/id", "is missing"),
        Some(id) => read(id).or_else(|| faults.refuse("/id", wanted)),
    }
}

fn departure(id: &str) -> Option<Subject> {
    let (flight, date) = id.split_once('/')?;
    Some(Subject::Departure(FlightId::from_str(flight).ok()?, crate::date::read(date)?))
}

/// List what was done to something
///
/// What people of the house did to a departure, an airport, an airline, the timetable, the tariff, a
/// promo code or an account: who, when, why, and how it was before. Newest first. Nobody can change a
/// line. Bookings have histories of their own.
#[utoipa::path(
    operation_id = "listHistory",
    tag = "Operators",
    params(DeedsQuery),
    responses(
        (status = 200, description = "A page of lines, newest first", body = List<HistoryView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/history")]
pub(crate) async fn list(
    _admin: Admin,
    app: Data<App>,
    params: Params<DeedsQuery>,
) -> Result<HttpResponse, Problem> {
    let Asked { subject, limit, cursor } = params.into_inner();
    let filter = format!("{} {}", subject.kind(), subject.key());
    let cursors = Cursors::of("deeds", &filter);
    let before: Option<HistoryId> = cursors.key(cursor.as_deref())?;
    let page = Page { limit: limit.with_one_more(), before };
    let lines = app.ports.store.history(&subject, page).await;
    let lines = lines.map_err(|error| Problem::internal(&error))?;
    let view = |line| HistoryView::of(Happened::from(line));
    Ok(HttpResponse::Ok().json(List::page(lines, limit, cursors, |it| it.id, view)))
}
