//! What exchanging costs, by example and for any figures.

mod properties;
mod quotes;
