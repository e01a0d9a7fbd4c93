//! What is kept about a person beside the bookings: to be handed out, and to be erased.
//!
//! Everything is read a page at a time, and erased some rows at a time, so that nobody waits for
//! whoever has a lot.

use airside_booking::Booking;
use airside_fares::PromoName;
use airside_primitives::{ApiKeyId, BookingId, DocumentId, SessionId, UserId};
use async_trait::async_trait;
use time::OffsetDateTime;

use crate::account::{ApiKey, MailedToken, RefreshToken, Session};
use crate::ports::changes::Remembered;
use crate::ports::payments::GatewayEvent;
use crate::ports::store::{Page, StoreError};

/// An account that is being erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    pub user: UserId,
    pub since: OffsetDateTime,
}

/// Where a list of answers goes on: after this operation and key.
#[derive(Clone, PartialEq, Eq)]
pub struct AfterAnswer {
    pub operation: String,
    pub key: String,
}

airside_primitives::hide_in_debug!(AfterAnswer);

/// Reads and erases what is kept about people.
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// The keys of a user, revoked ones too, newest first.
    async fn every_api_key(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError>;

    /// The logins of a user, ended ones too, newest first.
    async fn sessions(
        &self,
        user: UserId,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError>;

    /// The refresh tokens of a login, by the time at which they expire.
    async fn refresh_tokens(&self, session: SessionId) -> Result<Vec<RefreshToken>, StoreError>;

    /// The tokens that were mailed to a user and not used, newest first.
    async fn mailed_tokens(&self, user: UserId) -> Result<Vec<MailedToken>, StoreError>;

    /// The answers that are remembered for a user, by operation and key.
    async fn answers(
        &self,
        user: UserId,
        after: Option<AfterAnswer>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError>;

    /// The promo code that a booking is counted for.
    async fn promo_use(&self, booking: BookingId) -> Result<Option<PromoName>, StoreError>;

    /// Events about any of these ids of the gateway, with the time at which they came.
    async fn events_about(
        &self,
        subjects: &[String],
    ) -> Result<Vec<(GatewayEvent, OffsetDateTime)>, StoreError>;

    /// Bookings of a user that may not be over at `now`, newest first. What an older release wrote
    /// counts as such.
    async fn bookings_ahead(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError>;

    /// A booking of a user with a payment that is open, or with a refund that has not succeeded.
    async fn money_under_way(&self, owner: UserId) -> Result<Option<BookingId>, StoreError>;

    /// Accounts that are being erased, by id; only those after `after`.
    async fn leaving(&self, after: Option<UserId>, limit: u16) -> Result<Vec<Leaving>, StoreError>;

    /// Deletes remembered answers, refresh tokens, logins, keys and mailed tokens of a user that is
    /// leaving, at most so many of each, and tells how many rows went.
    async fn forget_logins(&self, user: UserId, limit: u16) -> Result<usize, StoreError>;

    /// Bookings with people in them that were over at `before` and have no money under way, what is
    /// over longest first.
    async fn over_since(
        &self,
        before: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError>;

    /// Bookings that only an older release wrote, which kept no time at which they are over; by id,
    /// only those after `after`.
    async fn undated_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError>;

    /// Documents whose file is to be deleted.
    async fn erasing_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError>;
}
