//! Access tokens: JWTs that any node can read without asking the store.
//!
//! A token says who calls; whether its session goes on, the store is asked once in a while. Time is the `Clock` port's: the library's own checks of
//! time read the machine's clock and are switched off.

use airside_primitives::{SessionId, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Caller, Credential};
use crate::account::{Role, Scopes, User};

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    /// The login it came from.
    sid: Uuid,
    /// Spares the store a look-up for each call of an operator.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    admin: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    agent: bool,
    iat: i64,
    exp: i64,
}

/// A token for one user, valid from now for so many seconds.
pub(super) fn issue(
    key: &[u8; 32],
    user: &User,
    session: SessionId,
    now: OffsetDateTime,
    seconds: i64,
) -> Result<String, CannotIssue> {
    let iat = now.unix_timestamp();
    let (agent, admin) = match user.role {
        Role::Customer => (false, false),
        Role::Agent => (true, false),
        Role::Admin => (false, true),
    };
    let exp = iat.saturating_add(seconds);
    let claims = Claims { sub: user.id.0, sid: session.0, admin, agent, iat, exp };
    let key = EncodingKey::from_secret(key);
    Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key)?)
}

/// The holder of this token and its session; `None` unless we issued it and it has not lapsed.
pub(super) fn read(
    key: &[u8; 32],
    token: &str,
    now: OffsetDateTime,
) -> Option<(Caller, SessionId)> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;

    let key = DecodingKey::from_secret(key);
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()?.claims;
    let is_live = now.unix_timestamp() < claims.exp;
    let role = match (claims.admin, claims.agent) {
        (true, _) => Role::Admin,
        (false, true) => Role::Agent,
        (false, false) => Role::Customer,
    };
    let session = SessionId(claims.sid);
    let caller = Caller {
        user: UserId(claims.sub),
        role,
        scopes: Scopes::of(role),
        credential: Credential::Session(session),
    };
    is_live.then_some((caller, session))
}

/// The token could not be signed.
#[derive(Debug, Error)]
#[error("the access token could not be signed")]
pub struct CannotIssue(#[from] jsonwebtoken::errors::Error);

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use time::Duration;

    use super::*;

    const KEY: [u8; 32] = [7; 32];
    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
    const SESSION: SessionId = SessionId(Uuid::from_u128(2));

    fn user(role: Role) -> User {
        User {
            id: UserId(Uuid::from_u128(1)),
            email: String::new(),
            password_hash: String::new(),
            given_name: String::new(),
            family_name: String::new(),
            phone: None,
            role,
            created_at: NOW,
            email_proved_at: None,
            blocked_at: None,
        }
    }

    #[test]
    fn a_token_names_its_user_until_it_lapses() {
        for role in Role::ALL {
            let token = issue(&KEY, &user(role), SESSION, NOW, 900).unwrap();
            let caller = Caller {
                user: UserId(Uuid::from_u128(1)),
                role,
                scopes: Scopes::of(role),
                credential: Credential::Session(SESSION),
            };
            let told = Some((caller, SESSION));
            assert_eq!(read(&KEY, &token, NOW), told);
            assert_eq!(read(&KEY, &token, NOW + Duration::seconds(899)), told);
            assert_eq!(read(&KEY, &token, NOW + Duration::seconds(900)), None);
        }
    }

    #[test]
    fn a_token_that_we_did_not_sign_is_refused() {
        let token = issue(&KEY, &user(Role::Customer), SESSION, NOW, 900).unwrap();
        assert_eq!(read(&[8; 32], &token, NOW), None);

        let [header, claims, signature] =
            <[&str; 3]>::try_from(token.split('.').collect::<Vec<_>>()).unwrap();
        let unsigned = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        let raised = BASE64_URL_SAFE_NO_PAD.encode(
            String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(claims).unwrap())
                .unwrap()
                .replace(r#""iat""#, r#""admin":true,"iat""#),
        );
        for forged in [
            format!("{unsigned}.{claims}."),
            format!("{unsigned}.{claims}.{signature}"),
            format!("{header}.{raised}.{signature}"),
            format!("{header}.{claims}."),
            "a.b.c".to_owned(),
            String::new(),
        ] {
            assert_eq!(read(&KEY, &forged, NOW), None, "{forged}");
        }
    }
}
