//! Accounts: signing up, logging in, and proving who calls.
//!
//! Secrets leave the system once, when they are made; only their hashes are kept.

mod access_token;
mod api_key;
mod api_keys;
mod authenticate;
mod change_password;
mod known_callers;
mod log_in;
mod mailed_link;
pub(crate) mod password;
mod profile;
mod prove_email;
mod refresh_session;
mod reset_password;
mod rules;
mod sessions;
mod sign_up;
pub mod staff;
mod token_pair;

use airside_primitives::{ApiKeyId, SessionId, UserId};

pub use api_key::NewApiKey;
pub use api_keys::{
    CreateApiKeyError, RevokeApiKeyError, create_api_key, list_api_keys, revoke_api_key,
};
pub use authenticate::{AuthenticateError, authenticate, is_stranger};
pub use change_password::{ChangePasswordError, change_password};
pub use known_callers::KnownCallers;
pub use log_in::{LogInError, PAGE_SESSION_SECONDS, log_in, log_in_on_pages};
pub use profile::{ChangeProfile, ChangeProfileError, change_profile};
pub use prove_email::{ProveEmailError, ask_for_proof, prove_email};
pub use refresh_session::{RefreshSessionError, refresh_session};
pub use reset_password::{ResetPasswordError, ask_for_reset, reset_password};
pub use rules::Rules;
pub use sessions::{EndSessionError, end_session, list_sessions, log_out};
pub use sign_up::{SignUp, SignUpError, SignedUp, sign_up};
pub use token_pair::TokenPair;

use crate::account::{Role, Scopes};

/// Who calls, and what they proved it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub user: UserId,
    pub role: Role,
    /// What this proof may be used for.
    pub scopes: Scopes,
    pub credential: Credential,
}

/// The proof of who a caller is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    ApiKey(ApiKeyId),
    /// An access token of this login.
    Session(SessionId),
}
