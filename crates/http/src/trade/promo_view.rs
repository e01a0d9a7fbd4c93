//! A promo code as operators see it.

use airside_app::trade::promo_codes::{Counted, is_over};
use airside_fares::Reduction;
use airside_primitives::Currency;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::times::Utc;
use crate::words;

/// A promo code, its terms, and its uses so far.
#[derive(Serialize, ToSchema)]
#[schema(as = PromoCode)]
pub(super) struct PromoCodeView {
    code: String,
    #[schema(required)]
    percent: Option<u8>,
    #[schema(required)]
    fixed: Option<MoneyView>,
    /// The first instant at which it may be used.
    #[schema(required)]
    valid_from: Option<Utc>,
    /// The first instant at which it may be used no more.
    #[schema(required)]
    valid_until: Option<Utc>,
    /// Whether it may be used no more.
    is_over: bool,
    #[schema(required)]
    minimum_spend: Option<MoneyView>,
    #[schema(required)]
    limit: Option<u32>,
    #[schema(required)]
    limit_per_user: Option<u32>,
    /// None: all.
    #[schema(value_type = Vec<words::AirlineCode>)]
    airlines: Vec<String>,
    /// None: all.
    #[schema(value_type = Vec<words::Route>)]
    routes: Vec<String>,
    /// Bookings that have it and did not lapse.
    uses: u32,
}

impl PromoCodeView {
    pub(super) fn of(counted: Counted, currency: Currency, now: OffsetDateTime) -> Self {
        let Counted { code, uses } = counted;
        let money = |amount| MoneyView::of(amount, currency);
        let (percent, fixed) = match code.reduction {
            Reduction::Percent(percent) => (Some(percent.get()), None),
            Reduction::Fixed(amount) => (None, Some(money(amount))),
        };
        Self {
            is_over: is_over(&code, now),
            code: code.name.to_string(),
            percent,
            fixed,
            valid_from: code.valid_from.map(Utc),
            valid_until: code.valid_until.map(Utc),
            minimum_spend: code.minimum_spend.map(money),
            limit: code.limit_total,
            limit_per_user: code.limit_per_user,
            airlines: code.airlines.iter().map(ToString::to_string).collect(),
            routes: code.routes.iter().map(|(from, to)| format!("{from}-{to}")).collect(),
            uses,
        }
    }
}
