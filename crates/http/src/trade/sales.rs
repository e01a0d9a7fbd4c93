//! `GET /v1/admin/reports/sales`

use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use airside_app::App;
use airside_app::reports::{By, Period, ReportError, sales_report};
use time::Date;
use utoipa::IntoParams;
use validator::Validate;

use super::sales_view::{SalesReportView, table};
use crate::auth::Admin;
use crate::csv;
use crate::faults::Faults;
use crate::problem::{Kind, Problem};
use crate::query::Params;
use crate::request::{Request, fields};
use crate::words;

/// A year and a day: what a report of a year in any zone needs.
const MOST_DAYS: i64 = 366;
/// When a report is asked for again that was not ready.
const SECONDS_UNTIL_COMPLETE: u32 = 30;

/// Which days, and what its lines are told apart by.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SalesParams {
    /// The first day, by the seller's clock.
    #[param(value_type = time::Date, example = "2026-11-01")]
    from: String,
    /// The last day; at most 366 with the first.
    #[param(value_type = time::Date, example = "2026-11-30")]
    to: String,
    /// One or more, separated by commas. [day]
    #[param(value_type = Option<Vec<words::SalesBy>>, style = Form, explode = false)]
    by: Option<Vec<String>>,
}

fields! {
    SalesParams { from, to, by }
}

/// A report that was asked for.
pub(crate) struct Asked {
    from: Date,
    to: Date,
    by: Vec<By>,
}

impl Request for SalesParams {
    type Checked = Asked;

    fn check(self, faults: &mut Faults) -> Option<Asked> {
        let from = faults.date("/from", Some(&self.from));
        let to = faults.date("/to", Some(&self.to));
        let by: Vec<Word> = faults.list("/by", self.by.as_deref());
        let by = if self.by.is_none() { vec![By::Day] } else { by.iter().map(|it| it.0).collect() };
        let (from, to) = (from?, to?);
        match (to - from).whole_days() {
            ..0 => faults.add("/to", "must not be before from"),
            MOST_DAYS.. => faults.add("/to", format_args!("at most {MOST_DAYS} days at a time")),
            0..MOST_DAYS => (),
        }
        Some(Asked { from, to, by })
    }
}

/// One word of `by`.
struct Word(By);

impl FromStr for Word {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = By::ALL.into_iter().find(|by| by.word().eq_ignore_ascii_case(text));
        known.map(Self).ok_or("must be day, airline, route or brand")
    }
}

/// Report sales
///
/// From the books: a sale counts on the day on which its booking was confirmed, and what was given
/// back on the day of the cancellation, by the clock of `reports.time_zone`. `Accept: text/csv`
/// gives a table.
#[utoipa::path(
    operation_id = "reportSales",
    tag = "Operators",
    params(SalesParams),
    responses(
        (status = 200, description = "The report", content(
            (SalesReportView = "application/json"),
            (String = "text/csv"),
        )),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/reports/sales")]
pub(crate) async fn report(
    _admin: Admin,
    app: Data<App>,
    request: HttpRequest,
    params: Params<SalesParams>,
) -> Result<HttpResponse, Problem> {
    let Asked { from, to, by } = params.into_inner();
    let period = Period { from, to, zone: app.settings.report_zone.clone() };
    let report = sales_report(&*app.ports.store, &period, &by).await?;
    if csv::is_wanted(&request) {
        let name = format!("sales-{}-{}.csv", crate::date::show(from), crate::date::show(to));
        return Ok(table(&report, &by).answer(&name));
    }
    Ok(HttpResponse::Ok().json(SalesReportView::of(report, &period, &by)))
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match &error {
            ReportError::TooLong => Self::invalid_field("/by", error),
            ReportError::Incomplete => Self::new(Kind::Unavailable, error)
                .with_header(actix_web::http::header::RETRY_AFTER, SECONDS_UNTIL_COMPLETE),
            ReportError::Store(_) => Self::internal(&error),
        }
    }
}
