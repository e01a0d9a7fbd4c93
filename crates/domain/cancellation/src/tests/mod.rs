//! What a quote promises, through the public door of this crate alone.

mod properties;
mod quotes;
mod sample;
