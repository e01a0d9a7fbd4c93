//! Settings of accounts: who may open one, and how long what is mailed to people works.

use airside_app::accounts::Rules;
use serde::Deserialize;
use time::Duration;

use super::choice::choice;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    pub sign_up: SignUp,
    pub prove_email: bool,
    pub max_keys: u16,
    pub reset_minutes: i64,
    pub proof_hours: i64,
}

choice! {
    /// Who may open an account.
    pub enum SignUp {
        /// Anybody.
        Open = "open",
        /// Operators only.
        Closed = "closed",
    }
}

impl Accounts {
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            is_sign_up_open: match self.sign_up {
                SignUp::Open => true,
                SignUp::Closed => false,
            },
            must_prove_email: self.prove_email,
            most_keys: self.max_keys,
            reset_lifetime: Duration::minutes(self.reset_minutes),
            proof_lifetime: Duration::hours(self.proof_hours),
        }
    }
}
