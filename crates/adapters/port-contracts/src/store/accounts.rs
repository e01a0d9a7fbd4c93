//! Promises about accounts, keys, sessions and remembered answers.

use std::sync::Arc;

use airside_app::account::User;
use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::store::Page;
use airside_app::ports::{CommitError, Store, Write};
use time::Duration;

use super::{commit, put};
use crate::samples::{NOW, api_key, hash, refresh_token, session, user, user_id};

pub async fn a_user_comes_back_as_added(store: Arc<dyn Store>) {
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;

    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(user(1)));
    assert_eq!(store.user_by_email(&user(2).email).await.unwrap(), Some(user(2)));
    assert_eq!(store.user(user_id(3)).await.unwrap(), None);
    assert_eq!(store.user_by_email("nobody@example.com").await.unwrap(), None);
}

pub async fn an_address_belongs_to_one_account_whatever_its_case(store: Arc<dyn Store>) {
    put(&*store, [Write::AddUser(user(1))]).await;

    let shouted = User { email: user(1).email.to_uppercase(), ..user(2) };
    let refused = commit(&*store, Write::AddUser(shouted.clone())).await;
    assert!(matches!(refused, Err(CommitError::EmailTaken)), "{refused:?}");

    assert_eq!(store.user(user_id(2)).await.unwrap(), None);
    assert_eq!(store.user_by_email(&shouted.email).await.unwrap(), Some(user(1)));
}

pub async fn a_live_key_leads_to_its_owner(store: Arc<dyn Store>) {
    let key = api_key(7, user_id(1));
    put(&*store, [Write::AddUser(user(1)), Write::AddApiKey(key.clone())]).await;

    assert_eq!(store.live_api_key(hash(7)).await.unwrap(), Some((key, user(1))));
    assert_eq!(store.live_api_key(hash(8)).await.unwrap(), None);
}

pub async fn keys_are_listed_newest_first_page_by_page(store: Arc<dyn Store>) {
    let keys = (1..=5).map(|number| Write::AddApiKey(api_key(number, user_id(1))));
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    put(&*store, keys).await;
    put(&*store, [Write::AddApiKey(api_key(9, user_id(2)))]).await;

    let first = store.api_keys(user_id(1), Page { limit: 3, before: None }).await.unwrap();
    let before = first.last().map(|key| key.id);
    let second = store.api_keys(user_id(1), Page { limit: 3, before }).await.unwrap();

    let listed: Vec<_> = first.into_iter().chain(second).collect();
    let expected: Vec<_> = [5, 4, 3, 2, 1].map(|number| api_key(number, user_id(1))).to_vec();
    assert_eq!(listed, expected);
}

pub async fn a_revoked_key_is_gone_and_only_its_owner_can_revoke_it(store: Arc<dyn Store>) {
    let (mine, other) = (api_key(1, user_id(1)), api_key(2, user_id(1)));
    put(&*store, [Write::AddUser(user(1)), Write::AddUser(user(2))]).await;
    put(&*store, [Write::AddApiKey(mine.clone()), Write::AddApiKey(other.clone())]).await;
    let revoke = |user| Write::RevokeApiKey { id: mine.id, user, at: NOW };

    let refused = commit(&*store, revoke(user_id(2))).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    assert!(store.live_api_key(mine.hash).await.unwrap().is_some());

    put(&*store, [revoke(user_id(1))]).await;
    put(&*store, [revoke(user_id(1))]).await;
    assert_eq!(store.live_api_key(mine.hash).await.unwrap(), None);
    let page = Page { limit: 10, before: None };
    assert_eq!(store.api_keys(user_id(1), page).await.unwrap(), [other]);
}

pub async fn a_refresh_token_is_used_once(store: Arc<dyn Store>) {
    let session = session(1, user_id(1));
    let token = refresh_token(1, session.id);
    put(&*store, [Write::AddUser(user(1)), Write::AddSession(session)]).await;
    put(&*store, [Write::AddRefreshToken(token)]).await;
    assert_eq!(store.session(session.id).await.unwrap(), Some(session));
    assert_eq!(store.refresh_token(token.hash).await.unwrap(), Some(token));

    let at = NOW + Duration::HOUR;
    let once = || Write::UseRefreshToken { hash: token.hash, at };
    put(&*store, [once()]).await;
    let refused = commit(&*store, once()).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");

    let used = store.refresh_token(token.hash).await.unwrap().unwrap();
    assert_eq!(used.used_at, Some(at));
}

pub async fn an_ended_session_gives_no_new_token(store: Arc<dyn Store>) {
    let session = session(1, user_id(1));
    let token = refresh_token(1, session.id);
    put(&*store, [Write::AddUser(user(1)), Write::AddSession(session)]).await;
    put(&*store, [Write::AddRefreshToken(token)]).await;

    let end = |at| Write::RevokeSession { id: session.id, at };
    put(&*store, [end(NOW)]).await;
    put(&*store, [end(NOW + Duration::HOUR)]).await;

    let refused = commit(&*store, Write::UseRefreshToken { hash: token.hash, at: NOW }).await;
    assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
    let ended = store.session(session.id).await.unwrap().unwrap();
    assert_eq!(ended.revoked_at, Some(NOW), "the first end stands");
}

pub async fn an_answer_is_remembered_until_it_expires(store: Arc<dyn Store>) {
    let answer = answer("first");
    put(&*store, [Write::Remember(answer.clone())]).await;

    let second = Remembered { body: "second".to_owned(), ..answer.clone() };
    let refused = commit(&*store, Write::Remember(second)).await;
    assert!(matches!(refused, Err(CommitError::AlreadyAnswered)), "{refused:?}");

    let just_before = answer.expires_at - Duration::MICROSECOND;
    let found = store.remembered(&answer.key, just_before).await.unwrap();
    assert_eq!(found, Some(answer.clone()));
    assert_eq!(store.remembered(&answer.key, answer.expires_at).await.unwrap(), None);
    let of_another = AnswerKey { user: user_id(2), ..answer.key };
    assert_eq!(store.remembered(&of_another, NOW).await.unwrap(), None);
}

pub async fn an_expired_answer_gives_way(store: Arc<dyn Store>) {
    let first = answer("first");
    let second = Remembered {
        answered_at: first.expires_at,
        expires_at: first.expires_at + Duration::DAY,
        ..answer("second")
    };
    put(&*store, [Write::Remember(first.clone())]).await;
    put(&*store, [Write::Remember(second.clone())]).await;

    let found = store.remembered(&first.key, first.expires_at).await.unwrap();
    assert_eq!(found, Some(second));
}

pub async fn all_answers_are_read_in_the_order_of_their_keys(store: Arc<dyn Store>) {
    let of = |user, operation: &str, key: &str| {
        let (operation, key) = (operation.to_owned(), key.to_owned());
        let key = AnswerKey { user: user_id(user), operation, key };
        Remembered { key, ..answer("{}") }
    };
    let all = [
        of(1, "POST /v1/bookings", "a"),
        of(1, "POST /v1/bookings", "b"),
        of(1, "POST /v1/cancellations", "a"),
        of(2, "POST /v1/bookings", "a"),
        of(2, "POST /v1/bookings", "b"),
    ];
    put(&*store, all.iter().rev().cloned().map(Write::Remember)).await;

    assert_eq!(store.all_remembered(None, 10).await.unwrap(), all);
    let mut read: Vec<Remembered> = Vec::new();
    loop {
        let after = read.last().map(|it| it.key.clone());
        let part = store.all_remembered(after.as_ref(), 2).await.unwrap();
        assert!(part.len() <= 2);
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    assert_eq!(read, all);
}

fn answer(body: &str) -> Remembered {
    Remembered {
        key: AnswerKey {
            user: user_id(1),
            operation: "POST /v1/bookings".to_owned(),
            key: "9f6b".to_owned(),
        },
        fingerprint: [7; 32],
        status: 201,
        body: body.to_owned(),
        answered_at: NOW,
        expires_at: NOW + Duration::DAY,
    }
}
