//! The link that brings a payer back, and what they find there. Uses the store.
//!
//! Its token is signed, for one booking, and expires: a bare reference opens nothing.

use airside_booking::{Booking, BookingStatus, Document, Payment, Refund};
use airside_primitives::{BookingId, ExchangeId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::bookings::read::ReadError;
use crate::context::App;
use crate::documents::list::newest_documents;
use crate::signature::{SigningKey, decode, encode};

const PURPOSE: &[u8] = b"payment return 1";
/// A booking's id, and when the token ends.
const PAYLOAD_BYTES: usize = 16 + 8;
const SIGNATURE_BYTES: usize = 32;

/// The address of the page for this booking, from now on for the lifetime in the settings.
pub fn link(app: &App, booking: &Booking) -> String {
    let expires_at = app.now() + app.settings.return_link_lifetime;
    let token = token(&app.secrets.link_key, booking.id, expires_at);
    format!("{}/payments/return?token={token}", app.settings.public_url)
}

/// What a returning payer finds.
pub struct Returned {
    pub booking: Booking,
    pub status: BookingStatus,
    /// Every attempt, oldest first.
    pub payments: Vec<Payment>,
    /// Money on its way back, oldest first.
    pub refunds: Vec<Refund>,
    /// The newest document of each ticket, and the receipts.
    pub documents: Vec<Document>,
}

impl Returned {
    /// The attempt that the payer is back from: the live one, else the last.
    pub fn payment(&self) -> Option<&Payment> {
        let live = self.payments.iter().find(|payment| payment.is_live());
        live.or_else(|| self.payments.last())
    }

    /// Whether that attempt is for an exchange of journeys, and not for the booking.
    pub fn is_for_an_exchange(&self) -> bool {
        self.exchange().is_some()
    }

    /// Whether what the attempt is for still waits for money.
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        self.booking.due(self.exchange(), now).is_some()
    }

    /// Until when that can be paid for.
    pub fn due_by(&self) -> Option<OffsetDateTime> {
        match self.exchange() {
            None => self.booking.payment_due_by(),
            Some(_) => self.booking.exchanging.as_ref().map(|it| it.due_by),
        }
    }

    fn exchange(&self) -> Option<ExchangeId> {
        self.payment().and_then(|it| it.exchange)
    }
}

/// The booking that a token is for, as it stands now.
pub async fn open(app: &App, token: &str) -> Result<Returned, ReadError> {
    let now = app.now();
    let id = read_token(&app.secrets.link_key, token, now).ok_or(ReadError::NotFound)?;
    let store = &app.ports.store;
    // What belongs to the booking is read after it, so nothing that it tells of is missing.
    let booking = store.booking(id).await?.ok_or(ReadError::NotFound)?.value;
    let payments = store.payments(id).await?.into_iter().map(|it| it.value).collect();
    let refunds = store.refunds(id).await?.into_iter().map(|it| it.value).collect();
    let documents = newest_documents(app, id).await?;
    let status = booking.status(now);
    Ok(Returned { booking, status, payments, refunds, documents })
}

fn token(key: &SigningKey, booking: BookingId, expires_at: OffsetDateTime) -> String {
    let mut token = booking.0.as_bytes().to_vec();
    token.extend_from_slice(&expires_at.unix_timestamp().to_le_bytes());
    let signature = key.sign(&[PURPOSE, &token]);
    token.extend_from_slice(&signature);
    encode(&token)
}

/// `None` when we did not sign it, or when it has ended.
fn read_token(key: &SigningKey, token: &str, now: OffsetDateTime) -> Option<BookingId> {
    let token = decode(token).filter(|token| token.len() == PAYLOAD_BYTES + SIGNATURE_BYTES)?;
    let (payload, signature) = token.split_at(PAYLOAD_BYTES);
    let (booking, expires) = payload.split_at(16);
    let expires = i64::from_le_bytes(expires.try_into().ok()?);
    let is_good = key.verify(&[PURPOSE, payload], signature) && now.unix_timestamp() < expires;
    is_good.then(|| Uuid::from_slice(booking).ok().map(BookingId)).flatten()
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    fn key() -> SigningKey {
        [1; 32].into()
    }

    const BOOKING: BookingId = BookingId(Uuid::from_u128(7));
    const END: OffsetDateTime = datetime!(2026-11-02 12:00 UTC);

    #[test]
    fn a_token_names_its_booking_until_it_ends() {
        let token = token(&key(), BOOKING, END);
        assert_eq!(read_token(&key(), &token, END - Duration::SECOND), Some(BOOKING));
        assert_eq!(read_token(&key(), &token, END), None);
    }

    #[test]
    fn a_token_that_was_changed_in_any_place_opens_nothing() {
        let token = token(&key(), BOOKING, END);
        let now = END - Duration::HOUR;
        assert_eq!(read_token(&[2; 32].into(), &token, now), None);
        let bytes = decode(&token).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(read_token(&key(), &encode(&changed), now), None, "byte {at}");
        }
        for wrong in ["", "x", &token[1..], &encode(&bytes[..40])] {
            assert_eq!(read_token(&key(), wrong, now), None, "{wrong}");
        }
    }
}
