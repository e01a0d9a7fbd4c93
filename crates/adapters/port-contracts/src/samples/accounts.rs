//! Users, and what they hold to prove themselves.

use airside_app::account::{ApiKey, RefreshToken, Role, Scopes, Session, User};
use airside_primitives::{ApiKeyId, SessionId, UserId};
use time::Duration;

use super::{NOW, hash, id, user_id};

/// A user with an address of their own.
pub fn user(number: u128) -> User {
    User {
        id: user_id(number),
        email: format!("Asha.{number}@example.com"),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".to_owned(),
        given_name: "Asha".to_owned(),
        family_name: "Rao".to_owned(),
        phone: Some("+919800000000".to_owned()),
        role: Role::Customer,
        created_at: NOW,
        email_proved_at: None,
        blocked_at: None,
    }
}

/// A live key of a user.
pub fn api_key(number: u8, user: UserId) -> ApiKey {
    ApiKey {
        id: ApiKeyId(id(number.into())),
        user,
        hash: hash(number),
        hint: format!("air_test_{number}"),
        name: None,
        scopes: Scopes::ALL,
        created_at: NOW,
        revoked_at: None,
    }
}

/// A live session of a user.
pub const fn session(number: u128, user: UserId) -> Session {
    Session { id: SessionId(id(number)), user, created_at: NOW, revoked_at: None }
}

/// A refresh token that nobody has used.
pub fn refresh_token(number: u8, session: SessionId) -> RefreshToken {
    let expires_at = NOW + Duration::days(30);
    RefreshToken { hash: hash(number), session, expires_at, used_at: None }
}
