//! What an operator decides about accounts.

use time::Duration;

/// From the settings.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Whether anybody may open an account; else operators do.
    pub is_sign_up_open: bool,
    /// Whether a customer has to follow a link in a mail before they book.
    pub must_prove_email: bool,
    /// How many keys an account may have at a time.
    pub most_keys: u16,
    /// How long a mailed link that sets a password works.
    pub reset_lifetime: Duration,
    /// How long a mailed link that proves an address works.
    pub proof_lifetime: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            is_sign_up_open: true,
            must_prove_email: false,
            most_keys: 10,
            reset_lifetime: Duration::HOUR,
            proof_lifetime: Duration::DAY,
        }
    }
}
