//! Accounts, and what they hold to prove themselves: live, revoked and used.

use airside_app::account::{ApiKey, RefreshToken, Role, Scopes, Session, User};
use airside_app::ports::store::Page;
use airside_app::ports::{Store, Write};
use airside_port_contracts::samples;
use airside_primitives::{ApiKeyId, SessionId, UserId};
use time::Duration;

use super::world::NOW;

/// The accounts, and what was revoked or used of them.
pub(super) fn writes() -> Vec<Write> {
    let (customer, admin) = (samples::user_id(1), samples::user_id(2));
    let user = |role, number, phone: Option<&str>| User {
        id: samples::user_id(number),
        email: format!("Asha.{number}@example.com"),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".to_owned(),
        given_name: "Zoë".to_owned(),
        family_name: "O’Brien".to_owned(),
        phone: phone.map(str::to_owned),
        role,
        created_at: NOW,
        email_proved_at: None,
        blocked_at: None,
    };
    let key = |number: u8, user| ApiKey {
        id: ApiKeyId(samples::id(number.into())),
        user,
        hash: samples::hash(number),
        hint: format!("air_test_{number}"),
        name: None,
        scopes: Scopes::ALL,
        created_at: NOW,
        revoked_at: None,
    };
    let session = |number, user: UserId| Session {
        id: SessionId(samples::id(number)),
        user,
        created_at: NOW,
        revoked_at: None,
    };
    let token = |number| RefreshToken {
        hash: samples::hash(number),
        session: session(1, customer).id,
        expires_at: NOW + Duration::DAY,
        used_at: None,
    };
    vec![
        Write::AddUser(user(Role::Customer, 1, Some("+919800000000"))),
        Write::AddUser(user(Role::Admin, 2, None)),
        Write::AddApiKey(key(1, customer)),
        Write::AddApiKey(key(2, customer)),
        Write::RevokeApiKey { id: key(2, customer).id, user: customer, at: NOW },
        Write::AddSession(session(1, customer)),
        Write::AddSession(session(2, admin)),
        Write::RevokeSession { id: session(2, admin).id, at: NOW },
        Write::AddRefreshToken(token(1)),
        Write::AddRefreshToken(token(2)),
        Write::UseRefreshToken { hash: samples::hash(2), at: NOW },
    ]
}

/// All of it, told in lines.
pub(super) async fn told(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    for number in [1, 2] {
        let it = store.user(samples::user_id(number)).await.unwrap().unwrap();
        lines.push(format!(
            "user {} {} {} {} {} {:?} {:?} {}",
            it.id,
            it.email,
            it.password_hash,
            it.given_name,
            it.family_name,
            it.phone,
            it.role,
            it.created_at,
        ));
        let by_email = store.user_by_email(&it.email.to_uppercase()).await.unwrap();
        assert_eq!(by_email.map(|user| user.id), Some(it.id));
        let session = SessionId(samples::id(number));
        let it = store.session(session).await.unwrap().unwrap();
        lines.push(format!(
            "session {} {} {} {:?}",
            it.id,
            it.user,
            it.created_at,
            it.revoked_at.map(|it| it.to_string())
        ));
    }
    for it in store.api_keys(samples::user_id(1), Page { limit: 9, before: None }).await.unwrap() {
        lines.push(format!("key {} {:?} {} {}", it.id, it.hash.0, it.hint, it.created_at));
    }
    assert!(store.live_api_key(samples::hash(2)).await.unwrap().is_none(), "it was revoked");
    for number in [1, 2] {
        let it = store.refresh_token(samples::hash(number)).await.unwrap().unwrap();
        lines.push(format!(
            "token {:?} {} {} {:?}",
            it.hash.0,
            it.session,
            it.expires_at,
            it.used_at.map(|it| it.to_string())
        ));
    }
    lines
}
