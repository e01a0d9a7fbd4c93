//! Whoever leaves is forgotten, whenever a node dies, and the books stay whole.

use airside_app::account::User;
use airside_app::accounts::{SignUp, sign_up};
use airside_app::audit::{Sources, audit};
use airside_app::personal_data::erase::{EraseAccountError, erase_account};
use airside_app::personal_data::sweep::sweep_personal_data;
use airside_app::ports::{Changes, CommitError, Write};
use airside_booking::{Booking, DocumentState};
use airside_port_contracts::samples::{OWNER, user};
use time::Duration;

use crate::site::Site;

/// The account that books here.
async fn signed_up(site: &Site) {
    let user = User { id: OWNER, ..user(1) };
    let changes = Changes::default().write(Write::AddUser(user));
    site.app.commit(changes).await.unwrap();
}

async fn leave(site: &Site) {
    let leave = Write::LeaveAccount { user: OWNER, at: site.app.now() };
    site.app.commit(Changes::default().write(leave)).await.unwrap();
}

async fn cancelled(site: &Site) -> Booking {
    let booking = site.book_and_pay().await;
    let quote = site.quote(&booking).await;
    site.confirm(quote.id, "confirm").await.unwrap();
    site.work().await;
    booking
}

async fn nothing_is_wrong(site: &Site) {
    let world = site.app.world.load();
    let ports = &site.app.ports;
    let sources = Sources {
        blobs: Some(&*ports.blobs),
        gateway: Some(&*ports.payments),
        ..Sources::of_store(&*ports.store, &world, site.app.now())
    };
    let found = audit(sources, &|_| ()).await.unwrap().findings;
    assert_eq!(found, []);
}

async fn states(site: &Site, booking: &Booking) -> Vec<DocumentState> {
    let documents = site.app.ports.store.documents(booking.id).await.unwrap();
    documents.into_iter().map(|it| it.value.state).collect()
}

#[tokio::test]
async fn another_node_finishes_what_one_began_and_the_audit_finds_nothing_missing() {
    let site = Site::open().await;
    signed_up(&site).await;
    let booking = cancelled(&site).await;
    assert_eq!(states(&site, &booking).await.len(), 2, "a ticket and a receipt");
    // The node dies here.
    leave(&site).await;

    let node = site.another_node().await;
    sweep_personal_data(&node.app).await.unwrap();
    let nameless = site.booking(booking.id).await;
    assert_eq!(nameless.people().count(), 0);
    assert_eq!(nameless.price(), booking.price());
    for document in site.app.ports.store.documents(booking.id).await.unwrap() {
        assert!(matches!(document.value.state, DocumentState::Erasing { .. }));
        let file = site.app.ports.blobs.get(&document.value.blob_key()).await.unwrap();
        assert_eq!(file, None, "a file is gone at once");
    }
    nothing_is_wrong(&site).await;
    assert_eq!(site.app.ports.store.leaving(None, 9).await.unwrap().len(), 1);

    site.clock.advance(Duration::HOUR * 24);
    for node in [&site, &node] {
        sweep_personal_data(&node.app).await.unwrap();
    }
    let erased = |state: &DocumentState| matches!(state, DocumentState::Erased { .. });
    assert!(states(&site, &booking).await.iter().all(erased));
    assert_eq!(site.app.ports.store.leaving(None, 9).await.unwrap(), []);
    nothing_is_wrong(&site).await;
}

#[tokio::test]
async fn a_file_that_a_worker_puts_down_late_goes_too() {
    let site = Site::open().await;
    signed_up(&site).await;
    let booking = cancelled(&site).await;
    let ticket = site.app.ports.store.documents(booking.id).await.unwrap().remove(0).value;
    leave(&site).await;
    sweep_personal_data(&site.app).await.unwrap();
    let late = b"%PDF-1.7 of nobody".to_vec();
    site.app.ports.blobs.put(&ticket.blob_key(), "application/pdf", late).await.unwrap();

    site.clock.advance(Duration::minutes(2));
    sweep_personal_data(&site.app).await.unwrap();
    assert_eq!(site.app.ports.blobs.get(&ticket.blob_key()).await.unwrap(), None);
}

#[tokio::test]
async fn what_was_booked_while_the_account_left_is_flown_first() {
    let site = Site::open().await;
    signed_up(&site).await;
    let booking = site.book_and_pay().await;
    leave(&site).await;
    sweep_personal_data(&site.app).await.unwrap();
    assert!(site.booking(booking.id).await.people().count() > 0);

    let refused = site.app.commit(Changes::default().write(Write::Stays(OWNER))).await;
    assert!(matches!(refused, Err(CommitError::Leaving)), "{refused:?}");

    site.clock.advance(booking.over_at() - site.app.now());
    sweep_personal_data(&site.app).await.unwrap();
    assert_eq!(site.booking(booking.id).await.people().count(), 0);
    assert_eq!(site.app.ports.store.leaving(None, 9).await.unwrap(), []);
}

#[tokio::test]
async fn nobody_is_erased_with_a_wrong_password() {
    let site = Site::open().await;
    let unknown = erase_account(&site.app, OWNER, "correct horse".to_owned()).await;
    assert!(matches!(unknown, Err(EraseAccountError::NoAccount)), "{unknown:?}");
    let wish = SignUp {
        email: "asha@example.com".to_owned(),
        password: "correct horse".to_owned(),
        given_name: "Asha".to_owned(),
        family_name: "Rao".to_owned(),
        phone: None,
    };
    let asha = sign_up(&site.app, wish).await.unwrap().user;
    let store = &site.app.ports.store;
    let wrong = erase_account(&site.app, asha.id, "correct horsf".to_owned()).await;
    assert!(matches!(wrong, Err(EraseAccountError::InvalidCredentials)), "{wrong:?}");
    assert_eq!(store.user(asha.id).await.unwrap(), Some(asha.clone()));
    erase_account(&site.app, asha.id, "correct horse".to_owned()).await.unwrap();
    assert_eq!(store.user(asha.id).await.unwrap(), None);
}
