//! Reads an exchange for the owner of its booking. Uses the store.

use airside_booking::{Booking, Document, DocumentKind, Exchange, Payment};
use airside_primitives::{ExchangeId, UserId};

use crate::bookings::read::ReadError;
use crate::context::App;
use crate::ports::{StoreError, Versioned};
use crate::schedule_changes::follow::up_to_date;

/// One that moves between all of these reads is told as it stood between two of them.
const MOST_LOOKS: usize = 5;

/// The exchange and its booking, if they are this user's. The booking has followed its flights.
pub async fn own_exchange(
    app: &App,
    owner: UserId,
    id: ExchangeId,
) -> Result<(Versioned<Exchange>, Versioned<Booking>), ReadError> {
    let store = &app.ports.store;
    let exchange = store.exchange(id).await?.ok_or(ReadError::NotFound)?;
    let booking = store.booking(exchange.value.booking).await?.ok_or(ReadError::NotFound)?;
    if booking.value.owner != owner {
        return Err(ReadError::NotFound);
    }
    Ok((exchange, up_to_date(app, booking).await?))
}

/// The exchange, its booking and the newest attempt to pay for it, as they stood at one moment. Money
/// and journeys change hands in one commit, which may come between three reads: then they are read
/// again.
pub async fn exchange_as_it_stands(
    app: &App,
    owner: UserId,
    id: ExchangeId,
) -> Result<(Exchange, Booking, Option<Payment>), ReadError> {
    let mut before = own_exchange(app, owner, id).await?;
    let mut looks = 0;
    loop {
        let payment = payment_of(app, &before.0.value).await?;
        let after = own_exchange(app, owner, id).await?;
        let has_moved = (before.0.version, before.1.version) != (after.0.version, after.1.version);
        looks += 1;
        if !has_moved || looks == MOST_LOOKS {
            return Ok((before.0.value, before.1.value, payment));
        }
        before = after;
    }
}

/// The newest attempt to pay for it.
pub async fn payment_of(app: &App, exchange: &Exchange) -> Result<Option<Payment>, StoreError> {
    let payments = app.ports.store.payments(exchange.booking).await?.into_iter();
    Ok(payments.map(|it| it.value).rfind(|it| it.exchange == Some(exchange.id)))
}

/// Its receipt, once it is done.
pub async fn receipt_of(app: &App, exchange: &Exchange) -> Result<Option<Document>, StoreError> {
    let documents = app.ports.store.documents(exchange.booking).await?.into_iter();
    let kind = DocumentKind::ChangeReceipt(exchange.id);
    Ok(documents.map(|it| it.value).find(|it| it.kind == kind))
}
