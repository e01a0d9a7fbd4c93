//! What a quote promises, through the public interface of this crate alone.

mod properties;
mod quotes;
mod sample;
