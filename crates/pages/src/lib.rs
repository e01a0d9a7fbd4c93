//! How every page looks that a person sees in a browser: its frame, its style and scripts, and
//! the policy under which nothing else works.
//!
//! What a page says is written by who serves it. It says it in HTML, so text from outside goes
//! through [`escape`].

mod assets;
mod frame;

pub use assets::{Asset, asset};
pub use frame::{Frame, Language, escape, policy};
