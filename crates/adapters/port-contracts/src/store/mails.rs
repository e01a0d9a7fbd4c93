//! Mails: of each cause one, and lists of those that are due and those that were given up.

use std::sync::Arc;

use airside_app::mail::{Mail, MailKind, Recipient};
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_primitives::MailId;
use time::Duration;

use super::put;
use crate::samples::{NOW, booking_id, id, user_id};

pub async fn of_each_cause_there_is_one_mail(store: Arc<dyn Store>) {
    let first = mail(1, "confirmed:1");
    store.commit(Changes::default().mail(&first)).await.unwrap();
    // The rest of the commit stands, and so do two of the same cause in one.
    let again = Changes::default().mail(&mail(2, "confirmed:1")).mail(&mail(3, "confirmed:3"));
    store.commit(again.mail(&mail(4, "confirmed:3"))).await.unwrap();

    let found = store.mail(first.id).await.unwrap().unwrap();
    assert!(found.value == first && found.version == Version(1));
    assert!(store.mail(MailId(id(2))).await.unwrap().is_none());
    let to = store.mails_to(Recipient::Contact(booking_id(1))).await.unwrap();
    let ids: Vec<_> = to.iter().map(|mail| mail.value.id).collect();
    // Which of two in one commit it is, no store has to say.
    assert!(ids.len() == 2 && ids[0] == first.id, "{ids:?}");
    assert!(store.mails_to(Recipient::User(user_id(2))).await.unwrap().is_empty());
}

pub async fn a_mail_that_two_take_is_one_ones(store: Arc<dyn Store>) {
    store.commit(Changes::default().mail(&mail(1, "a"))).await.unwrap();
    let found = store.mail(MailId(id(1))).await.unwrap().unwrap();
    let taken = Versioned { value: found.value.tried(NOW), version: found.version };
    put(&*store, [Write::save(&taken)]).await;
    let second = store.commit(Changes::default().write(Write::save(&taken))).await;
    assert!(matches!(second, Err(CommitError::Conflict)));
    assert_eq!(store.mail(MailId(id(1))).await.unwrap().unwrap().value.attempts, 1);
}

pub async fn mails_are_listed_while_they_are_due_and_once_they_are_given_up(store: Arc<dyn Store>) {
    for number in 1..=5 {
        store.commit(Changes::default().mail(&mail(number, &number.to_string()))).await.unwrap();
    }
    let due = |now| {
        let store = store.clone();
        async move { store.due_mails(now, 9).await.unwrap() }
    };
    assert!(due(NOW).await.is_empty(), "a message has them sent first");
    let soon = NOW + Duration::MINUTE;
    assert_eq!(due(soon).await.len(), 5);
    assert_eq!(store.due_mails(soon, 2).await.unwrap(), [MailId(id(1)), MailId(id(2))]);

    turn(&*store, 1, |mail| mail.sent(NOW)).await;
    turn(&*store, 2, |mail| mail.put_off(soon)).await;
    for number in [3, 4] {
        turn(&*store, number, |mail| mail.given_up("refused".to_owned(), NOW)).await;
    }
    assert_eq!(due(soon).await, [MailId(id(5))]);
    assert_eq!(due(soon + Duration::HOUR).await, [MailId(id(5)), MailId(id(2))]);
    let failed = |after: Option<u128>| {
        let (store, after) = (store.clone(), after.map(|after| MailId(id(after))));
        async move { store.failed_mails(after, 1).await.unwrap() }
    };
    assert_eq!(failed(None).await, [MailId(id(3))]);
    assert_eq!(failed(Some(3)).await, [MailId(id(4))]);
    assert!(failed(Some(4)).await.is_empty());
    let given_up = store.mail(MailId(id(3))).await.unwrap().unwrap().value;
    assert_eq!(given_up.trouble.as_deref(), Some("refused"));

    // What was sent goes first, what was given up later, and what waits stays.
    store.forget_mails(NOW, NOW).await.unwrap();
    assert!(store.mail(MailId(id(1))).await.unwrap().is_some());
    store.forget_mails(soon, NOW).await.unwrap();
    assert!(store.mail(MailId(id(1))).await.unwrap().is_none());
    assert_eq!(failed(None).await, [MailId(id(3))]);
    store.forget_mails(soon, soon).await.unwrap();
    assert!(failed(None).await.is_empty());
    assert!(store.mail(MailId(id(2))).await.unwrap().is_some());
}

fn mail(number: u128, cause: &str) -> Mail {
    let to = Recipient::Contact(booking_id(1));
    Mail::new(MailId(id(number)), cause, to, MailKind::Confirmation, NOW)
}

/// Saves what becomes of a mail.
async fn turn(store: &dyn Store, number: u128, becomes: impl FnOnce(Mail) -> Mail) {
    let Versioned { value, version } = store.mail(MailId(id(number))).await.unwrap().unwrap();
    put(store, [Write::save(&Versioned { value: becomes(value), version })]).await;
}
