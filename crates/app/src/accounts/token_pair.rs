//! An access token, and the refresh token that buys the next pair.
//!
//! A refresh token works once. A second use means that somebody has a copy, and the whole login
//! ends.

use airside_primitives::SessionId;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::Duration;

use super::access_token::{self, CannotIssue};
use crate::account::{RefreshToken, SecretHash, User};
use crate::context::App;

/// What a login or a refresh answers.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenPair {
    pub access_token: String,
    pub refresh_token: String,
    /// Seconds until the access token lapses.
    pub expires_in: i64,
}

impl TokenPair {
    /// A new pair for a login, whose access token lasts so many seconds, and what has to be stored
    /// of it.
    pub(super) fn issue(
        app: &App,
        user: &User,
        session: SessionId,
        expires_in: i64,
    ) -> Result<(Self, RefreshToken), CannotIssue> {
        let now = app.now();
        let mut secret = [0; 32];
        app.ports.entropy.fill(&mut secret);
        let refresh_token = BASE64_URL_SAFE_NO_PAD.encode(secret);
        let kept = RefreshToken {
            hash: hash(&refresh_token),
            session,
            expires_at: now.saturating_add(Duration::seconds(app.settings.refresh_token_seconds)),
            used_at: None,
        };
        let access_token =
            access_token::issue(&app.secrets.token_key, user, session, now, expires_in)?;
        Ok((Self { access_token, refresh_token, expires_in }, kept))
    }
}

/// What is kept of a refresh token.
pub(super) fn hash(refresh_token: &str) -> SecretHash {
    SecretHash(Sha256::digest(refresh_token.as_bytes()).into())
}

airside_primitives::hide_in_debug!(TokenPair { expires_in });
