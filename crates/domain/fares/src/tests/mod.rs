//! What a price promises, through the public interface of this crate alone.

mod demo;
mod divided;
mod journeys;
mod pricing;
mod promo_codes;
mod sums;
mod taxes;
mod which_fare;
