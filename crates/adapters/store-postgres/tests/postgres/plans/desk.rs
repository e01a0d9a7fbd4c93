//! What people at a desk ask.

use airside_app::history::{Actor, Deed, HistoryEntry, Said, Subject as About};
use airside_app::ports::store::{
    Finding as _, History as _, Known, Page, Queues as _, Sought, Watching as _,
};
use airside_app::ports::{Changes, Store as _, Write};
use airside_booking::BookingStatus;
use airside_port_contracts::samples::{
    DAY, NOW, booking_id, flight_id, id, ticket_numbers, user_id,
};
use airside_primitives::HistoryId;
use airside_store_postgres::PostgresStore;

pub(super) async fn ask_at_the_desk(store: &PostgresStore) {
    let known = [
        Known::Reference("K7".to_owned()),
        Known::Word(Sought("rao".to_owned())),
        Known::Owner(user_id(1)),
        Known::Ticket(ticket_numbers(1)[0]),
        Known::Flight(flight_id(1), Some(DAY)),
        Known::Flight(flight_id(1), None),
        Known::Date(DAY),
        Known::Status(BookingStatus::Expired, NOW),
        Known::CreatedFrom(NOW),
        Known::CreatedBefore(NOW),
    ];
    let page = Page { limit: 9, before: None };
    for it in known {
        store.find_bookings(vec![vec![it]], page).await.unwrap();
    }
    store.unindexed_bookings(9).await.unwrap();
    store.failed_documents(9).await.unwrap();
    store.backlogs(NOW).await.unwrap();
    let line = HistoryEntry {
        id: HistoryId(id(1)),
        at: NOW,
        by: Actor::System,
        subject: About::Tariff,
        booking: None,
        deed: Deed::TariffSaved,
        said: Said::default(),
        is_erased: false,
    };
    let booking = About::Booking(booking_id(1));
    let forget = Write::ForgetHistory(booking.clone());
    let changes = Changes::default().write(Write::AddHistory(line)).write(forget);
    store.commit(changes).await.unwrap();
    for subject in [booking, About::Tariff] {
        store.history(&subject, Page { limit: 9, before: None }).await.unwrap();
    }
}
