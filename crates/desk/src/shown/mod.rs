//! How things are shown that several pages show: money, times, journeys, prices.

pub(crate) mod account;
pub(crate) mod conditions;
pub(crate) mod journey;
pub(crate) mod money;
pub(crate) mod naming;
pub(crate) mod numbers;
pub(crate) mod price;
pub(crate) mod refund;
pub(crate) mod seat_maps;
pub(crate) mod seller;
pub(crate) mod times;
pub(crate) mod travellers;
