//! What may be carried, and what more of it costs.

use airside_fares::Tariff;
use airside_primitives::Cabin;
use serde::Serialize;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::words;

/// Baggage rules of a flight, for each passenger.
#[derive(Serialize, ToSchema)]
#[schema(as = BaggageRules)]
pub(crate) struct BaggageRulesView {
    /// Included, by cabin.
    included: Vec<IncludedView>,
    /// What may be added to a booking.
    extra: Vec<ExtraView>,
    /// For a kilogram more, paid at the airport.
    at_airport_per_kg: MoneyView,
}

/// What a cabin includes.
#[derive(Serialize, ToSchema)]
#[schema(as = IncludedBaggage)]
struct IncludedView {
    #[schema(value_type = words::Cabin)]
    cabin: &'static str,
    hand_kg: u8,
    checked_kg: u8,
}

/// Extra baggage on sale.
#[derive(Serialize, ToSchema)]
#[schema(as = ExtraBaggage)]
struct ExtraView {
    kg: u8,
    /// With the booking, for one passenger on one journey.
    prepaid: MoneyView,
}

impl BaggageRulesView {
    pub(super) fn of(tariff: &Tariff, cabins: impl Iterator<Item = Cabin>) -> Self {
        let (baggage, currency) = (&tariff.baggage, tariff.currency);
        let included = |cabin: Cabin| {
            let allowance = baggage.allowance(cabin);
            IncludedView {
                cabin: cabin.code(),
                hand_kg: allowance.hand_kg,
                checked_kg: allowance.checked_kg,
            }
        };
        let steps = baggage.steps.iter();
        let extra = steps
            .map(|step| ExtraView { kg: step.kg, prepaid: MoneyView::of(step.prepaid, currency) });
        Self {
            included: cabins.map(included).collect(),
            extra: extra.collect(),
            at_airport_per_kg: MoneyView::of(baggage.at_airport_per_kg, currency),
        }
    }
}
