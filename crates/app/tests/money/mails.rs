//! Of each cause one mail goes out, whatever fails on the way, with the documents that belong to it.

use airside_app::account::User;
use airside_app::documents::make::make_document;
use airside_app::mail::send::send_mail;
use airside_app::mail::sweep::sweep_mails;
use airside_app::mail::{Mail, MailKind, MailState, Recipient};
use airside_app::ports::bus::Message;
use airside_app::ports::mailer::{Block, Letter, MailerError};
use airside_app::ports::{Changes, Envelope, Write};
use airside_booking::Booking;
use airside_port_contracts::fakes::CARD;
use airside_port_contracts::samples::{OWNER, user};
use airside_primitives::MailId;
use time::Duration;
use uuid::Uuid;

use crate::site::Site;

/// The only letter that was sent, which was to somebody.
fn only(site: &Site) -> Letter {
    let mut sent = site.letters.sent();
    assert_eq!(sent.len(), 1, "one letter was expected");
    sent.remove(0)
}

/// A booking that was paid a moment ago: nothing is done yet that follows.
async fn paid(site: &Site) -> Booking {
    let booking = site.book("book").await;
    site.pay(&booking, Some(CARD), "pay").await.unwrap();
    site.booking(booking.id).await
}

async fn mails(site: &Site, booking: &Booking) -> Vec<Mail> {
    let mails = site.app.ports.store.mails_to(Recipient::Contact(booking.id)).await.unwrap();
    mails.into_iter().map(|it| it.value).collect()
}

fn words(letter: &Letter) -> String {
    let block = |block: &Block| match block {
        Block::Text(text) | Block::Notice(text) | Block::Title(text) => text.clone(),
        Block::Facts(facts) => {
            let facts = facts.iter().map(|(name, value)| format!("{name}: {value}"));
            facts.collect::<Vec<_>>().join("\n")
        }
        Block::Flight(flight) => format!("{} {}", flight.departure.time, flight.arrival.time),
        Block::Void(flight) => format!("was {}", flight.departure.time),
        Block::Link { label, url } => format!("{label} {url}"),
    };
    letter.blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_confirmation_goes_out_once_its_tickets_are_made_and_carries_them() {
    let site = Site::open().await;
    let booking = paid(&site).await;
    // Its own message comes before the tickets are there.
    let mail = mails(&site, &booking).await.remove(0);
    send_mail(&site.app, mail.id).await.unwrap();
    assert!(site.letters.sent().is_empty());

    site.work().await;
    let letter = only(&site);
    assert_eq!(letter.to, booking.contact.as_ref().unwrap().email);
    assert!(letter.subject.contains(&booking.reference.to_string()), "{}", letter.subject);
    assert_eq!(letter.attachments.len(), 1);
    assert!(letter.attachments[0].name.starts_with("ticket-"));
    let words = words(&letter);
    assert!(words.contains("08:00 IST 10:10 IST") && words.contains("Delhi"), "{words}");

    // Whoever is told again does nothing.
    site.work().await;
    sweep_mails(&site.app).await.unwrap();
    send_mail(&site.app, mail.id).await.unwrap();
    only(&site);
}

#[tokio::test]
async fn a_mail_whose_messages_are_lost_is_swept() {
    let site = Site::open().await;
    let booking = paid(&site).await;
    let store = &site.app.ports.store;
    let lost = store.unsent(100).await.unwrap();
    store.take_off(&lost.iter().map(|it| it.id).collect::<Vec<_>>()).await.unwrap();

    sweep_mails(&site.app).await.unwrap();
    for Envelope { body, .. } in lost {
        if let Ok(Message::DocumentRequested(id)) = airside_app::wire::decode(&body) {
            make_document(&site.app, id).await.unwrap();
        }
    }
    // And that of the document as well.
    let told = store.unsent(100).await.unwrap();
    store.take_off(&told.iter().map(|it| it.id).collect::<Vec<_>>()).await.unwrap();
    assert!(site.letters.sent().is_empty());
    site.clock.advance(Duration::MINUTE);
    sweep_mails(&site.app).await.unwrap();
    assert_eq!(only(&site).to, booking.contact.unwrap().email);
}

#[tokio::test]
async fn a_server_that_is_away_is_asked_again_later_each_time_and_then_never() {
    let site = Site::open().await;
    let booking = paid(&site).await;
    site.letters.answer(MailerError::Away("down".into()));
    site.work().await;
    let mail = mails(&site, &booking).await.remove(0);
    assert_eq!(mail.attempts, 1);
    assert!(mail.trouble.as_ref().unwrap().contains("down"));
    sweep_mails(&site.app).await.unwrap();
    assert!(site.letters.sent().is_empty(), "not before its pause is over");

    for _ in 0..8 {
        site.letters.answer(MailerError::Away("down".into()));
        site.clock.advance(Duration::days(1));
        sweep_mails(&site.app).await.unwrap();
    }
    let given_up = mails(&site, &booking).await.remove(0);
    assert!(matches!(given_up.state, MailState::Failed { .. }));
    assert_eq!(site.app.ports.store.failed_mails(None, 9).await.unwrap(), [given_up.id]);
    site.clock.advance(Duration::days(1));
    sweep_mails(&site.app).await.unwrap();
    assert!(site.letters.sent().is_empty());
}

#[tokio::test]
async fn a_letter_that_was_refused_is_given_up_at_once() {
    let site = Site::open().await;
    let booking = paid(&site).await;
    site.letters.answer(MailerError::Refused("the mail server answered 550".to_owned()));
    site.work().await;
    let mail = mails(&site, &booking).await.remove(0);
    assert!(matches!(mail.state, MailState::Failed { .. }));
}

#[tokio::test]
async fn a_cancellation_brings_its_receipt() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    site.work().await;
    let quote = site.quote(&booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();
    for _ in 0..2 {
        site.work().await;
    }
    let sent = site.letters.sent();
    assert_eq!(sent.len(), 2, "the confirmation, and the cancellation");
    let letter = &sent[1];
    assert!(letter.subject.contains("is cancelled"), "{}", letter.subject);
    assert!(letter.attachments[0].name.starts_with("refund-receipt-"));
    let refund = booking.currency.show(quote.refund());
    assert!(words(letter).contains(&format!("Refund: {refund}")), "{}", words(letter));
}

#[tokio::test]
async fn a_receipt_that_does_not_come_holds_up_no_letter_for_longer_than_some_minutes() {
    let site = Site::open().await;
    let booking = site.book_and_pay().await;
    site.work().await;
    site.gateway.make_refunds(airside_app::ports::payments::RefundStatus::Pending);
    let quote = site.quote(&booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();
    site.work().await;
    assert_eq!(site.letters.sent().len(), 1, "it waits");
    site.clock.advance(Duration::minutes(5));
    sweep_mails(&site.app).await.unwrap();
    let sent = site.letters.sent();
    assert_eq!(sent.len(), 2);
    assert!(sent[1].attachments.is_empty());
    assert!(words(&sent[1]).contains("is on its way back"), "{}", words(&sent[1]));
}

#[tokio::test]
async fn a_link_is_mailed_to_the_account_while_it_works_and_its_secret_is_kept_no_longer() {
    let site = Site::open().await;
    let account = User { id: OWNER, ..user(1) };
    site.app.commit(Changes::default().write(Write::AddUser(account))).await.unwrap();
    let now = site.app.now();
    let reset = |number, now| {
        let kind = MailKind::PasswordReset { token: "hush".to_owned() };
        let to = Recipient::User(OWNER);
        Mail::new(MailId(Uuid::from_u128(number)), format!("reset:{number}"), to, kind, now)
    };
    let (fresh, stale) = (reset(1, now), reset(2, now - Duration::HOUR));
    site.app.commit(Changes::default().mail(&fresh).mail(&stale)).await.unwrap();
    site.work().await;

    let words = words(&only(&site));
    assert!(words.contains("/account/password?token=hush"), "{words}");
    let kept = |id| {
        let store = site.app.ports.store.clone();
        async move { store.mail(id).await.unwrap().unwrap().value }
    };
    let (sent, dropped) = (kept(fresh.id).await, kept(stale.id).await);
    assert!(matches!(sent.state, MailState::Sent { .. }));
    assert!(matches!(dropped.state, MailState::Dropped { .. }));
    for mail in [sent, dropped] {
        assert!(mail.kind == MailKind::PasswordReset { token: String::new() });
    }
}
