//! Airside for assistants: an MCP server that speaks to the API over HTTP.
//!
//! Whatever moves money or seats takes two calls. `propose_…` changes nothing and answers the exact
//! figures and a proposal; `confirm_…` acts on that proposal, and knows no other way to act. A
//! proposal belongs to the key that asked for it and to the request that was made, it lapses, and
//! its name is the idempotency key: confirmed twice, it takes effect once.

#![expect(clippy::doc_markdown, reason = "models read these docs: words of the API as they are")]

mod caller;
mod cli;
mod http;
mod kept;
mod memory;
mod proposal;
mod refusal;
mod server;
mod tool;
mod tools;
mod views;

pub use cli::run;
