//! Accounts: signing up, logging in, and proving who calls.
//!
//! Secrets leave the system once, when they are made; only their hashes are kept.

mod access_token;
mod api_key;
mod api_keys;
mod authenticate;
mod known_keys;
mod log_in;
mod log_out;
pub(crate) mod password;
mod refresh_session;
mod sign_up;
mod token_pair;

use airside_primitives::{ApiKeyId, SessionId, UserId};

pub use api_key::NewApiKey;
pub use api_keys::{
    CreateApiKeyError, RevokeApiKeyError, create_api_key, list_api_keys, revoke_api_key,
};
pub use authenticate::{AuthenticateError, authenticate, is_stranger};
pub use known_keys::KnownKeys;
pub use log_in::{LogInError, log_in};
pub use log_out::{LogOutError, log_out};
pub use refresh_session::{RefreshSessionError, refresh_session};
pub use sign_up::{SignUp, SignUpError, SignedUp, sign_up};
pub use token_pair::TokenPair;

use crate::account::Role;

/// Who calls, and what they proved it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub user: UserId,
    pub role: Role,
    pub credential: Credential,
}

/// The proof of who a caller is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    ApiKey(ApiKeyId),
    /// An access token of this login.
    Session(SessionId),
}
