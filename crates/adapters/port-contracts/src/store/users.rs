//! Promises about what becomes of accounts: their roles, sessions, and what is mailed to them.

use std::sync::Arc;

use airside_app::account::{MailedToken, Purpose, Role, User};
use airside_app::ports::changes::UserChange;
use airside_app::ports::store::Page;
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_primitives::UserId;
use futures::future::join_all;
use time::Duration;

use super::{commit, put};
use crate::samples::{NOW, api_key, hash, refresh_token, session, user, user_id};

fn change(user: UserId, change: UserChange) -> Write {
    Write::ChangeUser { user, change }
}

fn token(number: u8, user: UserId, purpose: Purpose) -> MailedToken {
    let expires_at = NOW + Duration::HOUR;
    MailedToken { hash: hash(number), user, purpose, created_at: NOW, expires_at }
}

pub async fn an_account_comes_back_as_it_was_changed(store: Arc<dyn Store>) {
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    let names = UserChange::Names {
        given_name: "Zoë".to_owned(),
        family_name: "O’Brien".to_owned(),
        phone: None,
    };
    let all = [
        names,
        UserChange::PasswordHash("another".to_owned()),
        UserChange::Role(Role::Agent),
        UserChange::Blocked(Some(NOW)),
        UserChange::EmailProved(NOW),
    ];
    put(&*store, all.map(|it| change(user_id(1), it))).await;
    let changed = User {
        given_name: "Zoë".to_owned(),
        family_name: "O’Brien".to_owned(),
        phone: None,
        password_hash: "another".to_owned(),
        role: Role::Agent,
        blocked_at: Some(NOW),
        email_proved_at: Some(NOW),
        ..user(1)
    };
    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(changed));
    assert_eq!(store.user(user_id(2)).await.unwrap(), Some(user(2)));
    put(&*store, [change(user_id(1), UserChange::Blocked(None))]).await;
    assert_eq!(store.user(user_id(1)).await.unwrap().unwrap().blocked_at, None);

    let unknown = commit(&*store, change(user_id(3), UserChange::Role(Role::Admin))).await;
    assert!(matches!(unknown, Err(CommitError::Conflict)), "{unknown:?}");
    put(&*store, [Write::LeaveAccount { user: user_id(2), at: NOW }]).await;
    let leaving = commit(&*store, change(user_id(2), UserChange::Role(Role::Admin))).await;
    assert!(matches!(leaving, Err(CommitError::Conflict)), "{leaving:?}");
}

pub async fn whoever_is_blocked_has_no_live_key_and_no_live_session(store: Arc<dyn Store>) {
    let (key, login) = (api_key(1, user_id(1)), session(1, user_id(1)));
    put(&*store, [Write::AddUser(user(1)), Write::AddApiKey(key.clone())]).await;
    put(&*store, [Write::AddSession(login)]).await;
    let live = async || {
        let key = store.live_api_key(key.hash).await.unwrap();
        (key.is_some(), store.live_session(login.id).await.unwrap())
    };
    assert_eq!(live().await, (true, Some((login, user(1)))));
    put(&*store, [change(user_id(1), UserChange::Blocked(Some(NOW)))]).await;
    assert_eq!(live().await, (false, None));
    put(&*store, [change(user_id(1), UserChange::Blocked(None))]).await;
    assert_eq!(live().await, (true, Some((login, user(1)))));

    put(&*store, [Write::RevokeSession { id: login.id, at: NOW }]).await;
    assert_eq!(live().await, (true, None));
    put(&*store, [Write::LeaveAccount { user: user_id(1), at: NOW }]).await;
    assert_eq!(live().await, (false, None));
}

pub async fn sessions_are_listed_while_they_go_on(store: Arc<dyn Store>) {
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    let of = |number| session(number, user_id(if number == 9 { 2 } else { 1 }));
    put(&*store, [1, 2, 3, 4, 9].map(|number| Write::AddSession(of(number)))).await;
    // The fourth has no token.
    let tokens = [(1, 1), (2, 2), (3, 3), (9, 9)];
    let tokens = tokens.map(|(token, login)| refresh_token(token, of(login).id));
    put(&*store, tokens.map(Write::AddRefreshToken)).await;
    put(&*store, [Write::UseRefreshToken { hash: hash(2), at: NOW }]).await;
    let next = refresh_token(22, of(2).id);
    put(&*store, [Write::AddRefreshToken(next)]).await;
    let listed = async |at, before| {
        let page = Page { limit: 2, before };
        store.live_sessions(user_id(1), at, page).await.unwrap()
    };
    assert_eq!(listed(NOW, None).await, [of(3), of(2)]);
    assert_eq!(listed(NOW, Some(of(2).id)).await, [of(1)]);
    put(&*store, [Write::RevokeSession { id: of(3).id, at: NOW }]).await;
    assert_eq!(listed(NOW, None).await, [of(2), of(1)]);
    assert_eq!(listed(next.expires_at, None).await, []);

    put(&*store, [Write::EndSessions { user: user_id(1), at: NOW + Duration::HOUR }]).await;
    assert_eq!(listed(NOW, None).await, []);
    let ended = async |number| store.session(of(number).id).await.unwrap().unwrap().revoked_at;
    assert_eq!(ended(3).await, Some(NOW), "the first end stands");
    assert_eq!(ended(1).await, Some(NOW + Duration::HOUR));
    assert_eq!(ended(9).await, None);
}

pub async fn users_are_listed_by_their_least_role_newest_first(store: Arc<dyn Store>) {
    let roles = [Role::Customer, Role::Agent, Role::Admin, Role::Customer, Role::Admin];
    let users = roles.iter().zip(1..).map(|(role, number)| User { role: *role, ..user(number) });
    put(&*store, users.map(Write::AddUser)).await;
    let listed = async |least, before| {
        let page = Page { limit: 3, before };
        let users = store.users(least, page).await.unwrap();
        users.into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(Role::Customer, None).await, [5, 4, 3].map(user_id));
    assert_eq!(listed(Role::Customer, Some(user_id(3))).await, [2, 1].map(user_id));
    assert_eq!(listed(Role::Agent, None).await, [5, 3, 2].map(user_id));
    put(&*store, [Write::LeaveAccount { user: user_id(5), at: NOW }]).await;
    assert_eq!(listed(Role::Admin, None).await, [3].map(user_id));
}

pub async fn somebody_stays_administrator_whoever_asks_at_the_same_time(store: Arc<dyn Store>) {
    let admins = (1..=6).map(|number| User { role: Role::Admin, ..user(number) });
    put(&*store, admins.map(Write::AddUser)).await;
    let writes = |number| {
        let user = user_id(number);
        let taken = match number % 3 {
            0 => change(user, UserChange::Role(Role::Customer)),
            1 => change(user, UserChange::Blocked(Some(NOW))),
            _ => Write::LeaveAccount { user, at: NOW },
        };
        Changes::default().write(taken).write(Write::KeepsAnAdmin { but: user })
    };
    let asked = (1..=6).map(|number| {
        let store = store.clone();
        async move { store.commit(writes(number)).await }
    });
    let outcomes = join_all(asked).await;
    let refused = outcomes.iter().filter_map(|it| it.as_ref().err());
    let refused: Vec<_> = refused.collect();
    assert!(matches!(refused[..], [CommitError::LastAdmin]), "{refused:?}");

    let page = Page { limit: 9, before: None };
    let left = store.users(Role::Admin, page).await.unwrap();
    assert_eq!(left.iter().filter(|it| it.blocked_at.is_none()).count(), 1);
}

pub async fn a_mailed_token_is_used_once_and_the_others_of_its_purpose_with_it(
    store: Arc<dyn Store>,
) {
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    let one = token(1, user_id(1), Purpose::ResetPassword);
    let others = [
        one,
        token(2, user_id(1), Purpose::ResetPassword),
        token(3, user_id(1), Purpose::ProveEmail),
        token(4, user_id(2), Purpose::ResetPassword),
    ];
    put(&*store, others.map(Write::AddMailedToken)).await;
    assert_eq!(store.mailed_token(hash(1)).await.unwrap(), Some(one));
    assert_eq!(store.mailed_token(hash(9)).await.unwrap(), None);
    assert_eq!(store.mailed_tokens(user_id(1)).await.unwrap().len(), 3);

    let used = async |number, at| commit(&*store, Write::UseMailedToken { hash: hash(number), at });
    let lapsed = used(1, one.expires_at).await.await;
    assert!(matches!(lapsed, Err(CommitError::Conflict)), "{lapsed:?}");
    let both = join_all([used(1, NOW).await, used(2, NOW).await]).await;
    assert_eq!(both.iter().filter(|it| it.is_ok()).count(), 1, "{both:?}");
    let left = async |number| store.mailed_token(hash(number)).await.unwrap().is_some();
    assert_eq!(
        [left(1).await, left(2).await, left(3).await, left(4).await],
        [false, false, true, true]
    );
}

pub async fn what_was_mailed_makes_room_once_it_has_lapsed_and_leaves_with_its_user(
    store: Arc<dyn Store>,
) {
    put(&*store, [Write::AddUser(user(1))]).await;
    let old = token(1, user_id(1), Purpose::ResetPassword);
    let new = MailedToken {
        created_at: old.expires_at,
        expires_at: old.expires_at + Duration::HOUR,
        ..token(2, user_id(1), Purpose::ResetPassword)
    };
    put(&*store, [Write::AddMailedToken(old)]).await;
    put(&*store, [Write::AddMailedToken(new)]).await;
    assert_eq!(store.mailed_tokens(user_id(1)).await.unwrap(), [new]);

    put(&*store, [Write::LeaveAccount { user: user_id(1), at: NOW }]).await;
    put(&*store, [Write::RemoveAccount(user_id(1))]).await;
    assert_eq!(store.leaving(None, 9).await.unwrap().len(), 1, "it has a token yet");
    assert!(store.forget_logins(user_id(1), 9).await.unwrap() > 0);
    assert_eq!(store.mailed_tokens(user_id(1)).await.unwrap(), []);
    put(&*store, [Write::RemoveAccount(user_id(1))]).await;
    assert_eq!(store.leaving(None, 9).await.unwrap(), []);
}
