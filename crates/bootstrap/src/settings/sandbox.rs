//! Trying things out beside the payment sandbox.

use serde::Deserialize;

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sandbox {
    /// What lets its holders break the sandbox and move the time on, where more than this machine
    /// reaches the server; empty: nobody.
    pub token: String,
}

airside_primitives::hide_in_debug!(Sandbox);
