//! `GET, POST /v1/admin/promo-codes`, `DELETE /v1/admin/promo-codes/{code}`

use std::fmt::Display;
use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use airside_app::App;
use airside_app::trade::promo_codes::{
    PromoError, add_promo_code, end_promo_code, list_promo_codes,
};
use airside_fares::{Percent, PromoCode, PromoName, Reduction};
use airside_primitives::{AirlineCode, AirportCode, Amount};
use time::{Date, OffsetDateTime, Time};
use utoipa::ToSchema;
use validator::Validate;

use super::by::by;
use super::promo_view::PromoCodeView;
use crate::auth::Admin;
use crate::faults::Faults;
use crate::json::Body;
use crate::location;
use crate::page::{Cursors, List, PageParams};
use crate::path::Segment;
use crate::pointer::inside;
use crate::problem::{FieldError, Kind, Problem};
use crate::query::Params;
use crate::reason::{Reason, ReasonParams};
use crate::request::{Request, fields};
use crate::words;

/// No discount and no fare is larger, in minor units.
const MOST: i64 = 1_000_000_000_000;
/// No code is used more often.
const MOST_USES: u32 = 1_000_000_000;

/// A promo code and its terms. It takes off either a share or an amount.
#[derive(Default, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "WINTER15", "percent": 15, "valid_until": "2026-12-31", "limit": 1000,
    "limit_per_user": 1, "routes": ["DEL-BOM"], "reason": "The winter campaign.",
}))]
pub(crate) struct NewPromoCode {
    /// What the customer types: 3 to 20 letters and digits.
    #[schema(value_type = String, pattern = "^[A-Z0-9]{3,20}$", example = "WINTER15")]
    code: String,
    /// So many hundredths of the base fare.
    #[schema(minimum = 1, maximum = 100)]
    percent: Option<u8>,
    /// So much of the base fare of a booking, in minor units of the selling currency.
    #[schema(minimum = 1)]
    fixed: Option<i64>,
    /// The first day on which it may be used, in UTC.
    #[schema(value_type = Option<time::Date>)]
    valid_from: Option<String>,
    /// The last day, in UTC.
    #[schema(value_type = Option<time::Date>)]
    valid_until: Option<String>,
    /// The least base fare that it applies to, in minor units.
    #[schema(minimum = 1)]
    minimum_spend: Option<i64>,
    /// The most bookings in all.
    #[schema(minimum = 1)]
    limit: Option<u32>,
    /// The most bookings of one user.
    #[schema(minimum = 1)]
    limit_per_user: Option<u32>,
    /// Airlines that it applies to. [all]
    #[schema(value_type = Option<Vec<words::AirlineCode>>)]
    airlines: Option<Vec<String>>,
    /// Routes that it applies to, one way, as `DEL-BOM`. [all]
    #[schema(value_type = Option<Vec<words::Route>>)]
    routes: Option<Vec<String>>,
    /// Why; it stands in the history.
    reason: Reason,
}

fields! {
    NewPromoCode {
        code, percent in 1..=100, fixed in 1..=MOST, valid_from, valid_until,
        minimum_spend in 1..=MOST, limit in 1..=MOST_USES, limit_per_user in 1..=MOST_USES,
        airlines, routes, reason
    }
}

/// A promo code that was asked for, and why.
pub(crate) struct Asked {
    code: PromoCode,
    reason: Reason,
}

impl Request for NewPromoCode {
    type Checked = Asked;

    fn check(self, faults: &mut Faults) -> Option<Asked> {
        let name: Option<PromoName> = self.code.trim().parse().ok();
        if name.is_none() {
            faults.add("/code", "must have 3 to 20 characters, A to Z and 0 to 9");
        }
        let reduction = match (self.percent.and_then(Percent::new), self.fixed) {
            (Some(percent), None) => Some(Reduction::Percent(percent)),
            (None, Some(fixed)) => Some(Reduction::Fixed(Amount::minor(fixed))),
            (Some(_), Some(_)) => {
                faults.refuse("/fixed", "a code takes off either percent or fixed, not both")
            }
            (None, None) => faults.refuse("/percent", "either percent or fixed is required"),
        };
        let from = faults.date("/valid_from", self.valid_from.as_deref());
        let until = faults.date("/valid_until", self.valid_until.as_deref());
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            faults.add("/valid_until", "must not be before valid_from");
        }
        let airlines: Vec<AirlineCode> = each("/airlines", self.airlines, faults);
        let routes: Vec<Route> = each("/routes", self.routes, faults);
        let code = PromoCode {
            valid_from: from.map(midnight),
            valid_until: until.and_then(Date::next_day).map(midnight),
            minimum_spend: self.minimum_spend.map(Amount::minor),
            limit_total: self.limit,
            limit_per_user: self.limit_per_user,
            airlines,
            routes: routes.into_iter().map(|Route(from, to)| (from, to)).collect(),
            ..PromoCode::unlimited(name?, reduction?)
        };
        Some(Asked { code, reason: self.reason })
    }
}

/// What each text of a list stands for; one that is wrong is blamed where it stands.
fn each<T: FromStr<Err: Display>>(
    at: &str,
    texts: Option<Vec<String>>,
    faults: &mut Faults,
) -> Vec<T> {
    let texts = texts.unwrap_or_default().into_iter().enumerate();
    texts.filter_map(|(index, text)| faults.read(&inside(at, index), Some(&text))).collect()
}

/// `DEL-BOM`
struct Route(AirportCode, AirportCode);

impl FromStr for Route {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "must be two airports, such as DEL-BOM";
        let (from, to) = text.split_once('-').ok_or(WRONG)?;
        let airport = |code: &str| code.trim().parse().map_err(|_| WRONG);
        Ok(Self(airport(from)?, airport(to)?))
    }
}

const fn midnight(date: Date) -> OffsetDateTime {
    date.with_time(Time::MIDNIGHT).assume_utc()
}

/// List promo codes
///
/// By code, each with its uses so far; those that are over, too.
#[utoipa::path(
    operation_id = "listPromoCodes",
    tag = "Operators",
    params(PageParams),
    responses(
        (status = 200, description = "A page of promo codes", body = List<PromoCodeView>),
        (status = 422, description = "`invalid_cursor`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[get("/v1/admin/promo-codes")]
pub(crate) async fn list(
    _admin: Admin,
    app: Data<App>,
    params: Params<PageParams>,
) -> Result<HttpResponse, Problem> {
    let PageParams { limit, cursor } = params.into_inner();
    let cursors = Cursors::of("promo-codes", &());
    let after: Option<PromoName> = cursors.key(cursor.as_deref())?;
    let found = list_promo_codes(&app, after.as_ref(), limit.with_one_more()).await;
    let found = found.map_err(|error| Problem::internal(&error))?;
    let (currency, now) = (app.loader.selling, app.now());
    let view = |it| PromoCodeView::of(it, currency, now);
    let page = List::page(found, limit, cursors, |it| it.code.name.clone(), view);
    Ok(HttpResponse::Ok().json(page))
}

/// Add a promo code
///
/// It may be used at once, as its terms say. The name of one that is over may be given again; its
/// uses go on counting.
#[utoipa::path(
    operation_id = "createPromoCode",
    tag = "Operators",
    request_body = NewPromoCode,
    responses(
        (status = 201, description = "The promo code", body = PromoCodeView),
        (status = 409, description = "`promo_code_exists`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[post("/v1/admin/promo-codes")]
pub(crate) async fn create(
    admin: Admin,
    app: Data<App>,
    body: Body<NewPromoCode>,
) -> Result<HttpResponse, Problem> {
    let Asked { code, reason } = body.value;
    check_amounts(&app, &code)?;
    let added = add_promo_code(&app, code, &by(&admin, reason)).await?;
    let view = PromoCodeView::of(added, app.loader.selling, app.now());
    Ok(location::at(HttpResponse::Created().json(view), &app, "/v1/admin/promo-codes"))
}

/// What no gateway can charge cannot be taken off either.
fn check_amounts(app: &App, code: &PromoCode) -> Result<(), Problem> {
    let currency = app.loader.selling;
    let step = currency.chargeable_step();
    let fixed = match code.reduction {
        Reduction::Fixed(amount) => Some(amount),
        Reduction::Percent(_) => None,
    };
    let amounts = [("/fixed", fixed), ("/minimum_spend", code.minimum_spend)];
    let wrong = amounts.into_iter().filter(|(_, it)| it.is_some_and(|it| !it.is_multiple_of(step)));
    let detail = format!("must be a multiple of {step}, which can be charged in {currency}");
    let wrong: Vec<_> = wrong.map(|(at, _)| FieldError::new(at, &detail)).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Problem::invalid(wrong)) }
}

/// End a promo code
///
/// Nobody can use it from now on. Bookings that have it keep their discount, and its uses stay in
/// the books; ended before is fine.
#[utoipa::path(
    operation_id = "endPromoCode",
    tag = "Operators",
    params(
        ("code" = String, Path, description = "What the customer types.", example = "WINTER15"),
        ReasonParams,
    ),
    responses(
        (status = 204, description = "It is over"),
        (status = 404, description = "`not_found`", body = Problem),
    ),
    security(("api_key" = []), ("access_token" = []))
)]
#[delete("/v1/admin/promo-codes/{code}")]
pub(crate) async fn end(
    admin: Admin,
    app: Data<App>,
    code: Segment<PromoName>,
    why: Params<ReasonParams>,
) -> Result<HttpResponse, Problem> {
    let by = by(&admin, why.into_inner().reason);
    end_promo_code(&app, &code.0, &by).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<PromoError> for Problem {
    fn from(error: PromoError) -> Self {
        match error {
            PromoError::Exists(_) => Self::at_field(Kind::PromoCodeExists, "/code", error),
            PromoError::Commit(error) => error.into(),
            PromoError::Store(error) => Self::internal(&error),
        }
    }
}
