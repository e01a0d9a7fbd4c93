//! `GET /v1/admin/departures/{flight_id}/{date}/apis`
//!
//! The one answer of the API with the numbers of travel documents in full.

use std::str::FromStr;

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, VARY};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::departures::{ApisList, apis_list, paxlst};
use utoipa::IntoParams;
use validator::Validate;

use super::apis_table;
use super::apis_view::ApisListView;
use super::named::named;
use crate::auth::Agent;
use crate::date;
use crate::problem::Problem;
use crate::query::Params;
use crate::request::plain_requests;
use crate::text::Text;
use crate::words;

/// Whom the message goes to where nobody says.
const ANY_AUTHORITY: &str = "APIS";
const EDIFACT: &str = "application/edifact";

#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ApisQuery {
    /// JSON, CSV or PAXLST, whatever `Accept` says.
    #[param(value_type = Option<words::ApisFormat>)]
    format: Option<Text<Format>>,
    /// What the authority calls itself in a PAXLST, up to 35 letters and digits [APIS].
    #[param(value_type = Option<String>, example = "USCSAPIS")]
    recipient: Option<Text<Recipient>>,
}

plain_requests! {
    ApisQuery { format, recipient }
}

/// What a list is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
    Paxlst,
}

/// The address of an authority in messages.
pub(crate) struct Recipient(String);

/// List passengers for authorities
///
/// Advance passenger information: everybody who has paid, with date of birth, nationality and travel
/// document in full, or none where it is not known yet. In JSON, as a table (`Accept: text/csv`), in
/// which no cell can be a formula, or as the UN/EDIFACT message PAXLST of D.12B
/// (`Accept: application/edifact`).
#[utoipa::path(
    operation_id = "listForAuthorities",
    tag = "Operators",
    params(
        ("flight_id" = words::Id, Path, description = "The id of the flight whose seats are sold."),
        ("date" = time::Date, Path, description = "Local to the origin."),
        ApisQuery,
    ),
    responses(
        (status = 200, description = "Who travels, as a border knows them", content(
            (ApisListView = "application/json"),
            (String = "text/csv"),
            (String = "application/edifact"),
        )),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/departures/{flight_id}/{date}/apis")]
pub(crate) async fn apis(
    _agent: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<(String, String)>,
    Params(query): Params<ApisQuery>,
) -> Result<HttpResponse, Problem> {
    let (flight, date) = named(&path)?;
    let list = apis_list(&app, flight, date).await?.ok_or_else(Problem::not_found)?;
    let format = query.format.map_or_else(|| Format::accepted(&request), |Text(format)| format);
    Ok(match format {
        Format::Json => HttpResponse::Ok()
            .insert_header((VARY, "Accept"))
            .json(ApisListView::of(&app, &list).ok_or_else(Problem::not_found)?),
        Format::Csv => apis_table::answer(&list),
        Format::Paxlst => {
            let recipient = query.recipient.map(|Text(Recipient(name))| name);
            let recipient = recipient.as_deref().unwrap_or(ANY_AUTHORITY);
            let file = format!("attachment; filename=\"{}.edi\"", file_name(&list));
            HttpResponse::Ok()
                .content_type(EDIFACT)
                .insert_header((CONTENT_DISPOSITION, file))
                .insert_header((CACHE_CONTROL, "private, no-store"))
                .insert_header((VARY, "Accept"))
                .body(paxlst(&app, &list, recipient))
        }
    })
}

/// The name of a file with this list, without its ending.
pub(super) fn file_name(list: &ApisList) -> String {
    let known = &list.departure.known;
    format!("apis-{}-{}", known.original.number, date::show(known.date))
}

impl Format {
    const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Paxlst];

    const fn code(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Paxlst => "PAXLST",
        }
    }

    /// The first that a request names in `Accept`; JSON where it names none of them.
    fn accepted(request: &HttpRequest) -> Self {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
        let ranges = accept.unwrap_or_default().split(',');
        let types = ranges.map(|range| range.split(';').next().unwrap_or_default().trim());
        let mut known = types.filter_map(|media_type| match media_type {
            "application/json" | "*/*" => Some(Self::Json),
            "text/csv" => Some(Self::Csv),
            other => other.eq_ignore_ascii_case(EDIFACT).then_some(Self::Paxlst),
        });
        known.next().unwrap_or(Self::Json)
    }
}

impl FromStr for Format {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let found = Self::ALL.into_iter().find(|format| format.code() == text);
        found.ok_or("must be JSON, CSV or PAXLST")
    }
}

impl FromStr for Recipient {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let is_plain = text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        let fits = (1..=35).contains(&text.len());
        let recipient = (is_plain && fits).then(|| Self(text.to_owned()));
        recipient.ok_or("must have 1 to 35 letters A to Z and digits")
    }
}
