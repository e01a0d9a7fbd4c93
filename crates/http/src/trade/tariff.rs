//! `GET, PUT /v1/admin/tariff`: the file that says what is sold by, as it is written.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::web::Data;
use actix_web::{HttpResponse, get, put};
use airside_app::App;
use airside_app::trade::tariff::{TariffError, load_tariff};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::by::by;
use super::timetable_view::ClosedCabinView;
use super::upload::Upload;
use crate::auth::Admin;
use crate::pointer::inside;
use crate::problem::{FieldError, Kind, Problem};
use crate::query::Params;
use crate::reason::ReasonParams;
use crate::request::plain_requests;
use crate::words;

/// The version of the tariff in an answer that is the file itself.
const TARIFF_VERSION: &str = "tariff-version";

/// Which tariff.
#[derive(Default, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TariffParams {
    /// One that was in use before. [the one in use]
    #[param(minimum = 1, maximum = 2_147_483_647)]
    version: Option<u32>,
}

plain_requests! {
    TariffParams { version in 1..=2_147_483_647 }
}

/// A tariff that was taken.
#[derive(Serialize, ToSchema)]
#[schema(as = LoadedTariff)]
struct LoadedTariffView {
    /// Counted from 1; each is kept.
    version: u32,
    /// False if this very text was in use already.
    is_new: bool,
    #[schema(value_type = words::CurrencyCode)]
    currency: String,
    taxes: usize,
    aircraft: usize,
    /// Flights of the timetable that cannot be sold by it, since their aircraft are not in it.
    unsold_flights: usize,
    /// Cabins of departures that have sold more than they hold by it, and sell no more.
    closed: Vec<ClosedCabinView>,
}

/// Show the tariff
///
/// The file as it was loaded, and its version in the header `Tariff-Version`.
#[utoipa::path(
    operation_id = "getTariff",
    tag = "Operators",
    params(TariffParams),
    responses(
        (status = 200, description = "The file", body = String, content_type = "application/toml"),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/tariff")]
pub(crate) async fn show(
    _admin: Admin,
    app: Data<App>,
    params: Params<TariffParams>,
) -> Result<HttpResponse, Problem> {
    let store = &app.ports.store;
    let found = match params.into_inner().version {
        None => store.tariff().await,
        Some(version) => store.tariff_version(version).await,
    };
    let found = found.map_err(|error| Problem::internal(&error))?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .content_type("application/toml")
        .insert_header((TARIFF_VERSION, found.version.to_string()))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"tariff.toml\""))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .body(found.text))
}

/// Sell by another tariff
///
/// From now on, on all nodes; what was offered and sold before stays as it was. The file is taken
/// whole or not at all.
#[utoipa::path(
    operation_id = "putTariff",
    tag = "Operators",
    params(ReasonParams),
    request_body(content = String, content_type = "application/toml", description = "The whole tariff."),
    responses(
        (status = 200, description = "In use", body = LoadedTariffView),
        (status = 413, description = "`payload_too_large`", body = Problem),
        (status = 422, description = "`invalid_request`: every fault, as `/lines/12/taxes[0].amount`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[put("/v1/admin/tariff")]
pub(crate) async fn replace(
    admin: Admin,
    app: Data<App>,
    why: Params<ReasonParams>,
    file: Upload,
) -> Result<HttpResponse, Problem> {
    let text = String::from_utf8(file.bytes.clone());
    let text = text.map_err(|_| Problem::new(Kind::BadRequest, "the file is not text in UTF-8"))?;
    let by = by(&admin, why.into_inner().reason);
    let loaded = load_tariff(&app, &text, &by).await?;
    let terms = &loaded.terms;
    Ok(HttpResponse::Ok().json(LoadedTariffView {
        version: loaded.version,
        is_new: !loaded.is_known,
        currency: terms.tariff.currency.code().to_owned(),
        taxes: terms.tariff.taxes.len(),
        aircraft: terms.fleet.iter().len(),
        unsold_flights: loaded.grounded,
        closed: loaded.closed.iter().map(ClosedCabinView::of).collect(),
    }))
}

impl From<TariffError> for Problem {
    fn from(error: TariffError) -> Self {
        match &error {
            TariffError::Faults(faults) => {
                let faults = faults.0.iter().map(|fault| {
                    let line = inside("/lines", fault.line);
                    let at = match fault.path.as_str() {
                        "" => line,
                        path => inside(&line, path),
                    };
                    FieldError::new(at, &fault.detail)
                });
                Self::invalid(faults.collect())
            }
            TariffError::Currency { .. } | TariffError::Demo => Self::invalid_field("", error),
            TariffError::Store(error) => Self::internal(error),
        }
    }
}
