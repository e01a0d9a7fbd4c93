//! Reads an exchange for the owner of its booking. Uses the store.

use airside_booking::{Booking, Document, DocumentKind, Exchange, Payment};
use airside_primitives::{ExchangeId, UserId};

use crate::bookings::read::ReadError;
use crate::context::App;
use crate::ports::{StoreError, Versioned};
use crate::schedule_changes::follow::up_to_date;

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
