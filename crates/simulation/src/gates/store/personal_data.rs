//! What is read and erased of people. No story erases anybody yet.

use airside_app::account::{ApiKey, MailedToken, RefreshToken, Session};
use airside_app::ports::payments::GatewayEvent;
use airside_app::ports::store::{AfterAnswer, Leaving, Page, PersonalData};
use airside_app::ports::{Remembered, StoreError};
use airside_booking::Booking;
use airside_fares::PromoName;
use airside_primitives::{ApiKeyId, BookingId, DocumentId, SessionId, UserId};
use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreGate;

#[async_trait]
impl PersonalData for StoreGate {
    async fn every_api_key(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError> {
        self.read("store.every_api_key", self.store.every_api_key(user, page)).await
    }

    async fn sessions(
        &self,
        user: UserId,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError> {
        self.read("store.sessions", self.store.sessions(user, page)).await
    }

    async fn refresh_tokens(&self, session: SessionId) -> Result<Vec<RefreshToken>, StoreError> {
        self.read("store.refresh_tokens", self.store.refresh_tokens(session)).await
    }

    async fn mailed_tokens(&self, user: UserId) -> Result<Vec<MailedToken>, StoreError> {
        self.read("store.mailed_tokens", self.store.mailed_tokens(user)).await
    }

    async fn answers(
        &self,
        user: UserId,
        after: Option<AfterAnswer>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError> {
        self.read("store.answers", self.store.answers(user, after, limit)).await
    }

    async fn promo_use(&self, booking: BookingId) -> Result<Option<PromoName>, StoreError> {
        self.read("store.promo_use", self.store.promo_use(booking)).await
    }

    async fn events_about(
        &self,
        subjects: &[String],
    ) -> Result<Vec<(GatewayEvent, OffsetDateTime)>, StoreError> {
        self.read("store.events_about", self.store.events_about(subjects)).await
    }

    async fn bookings_ahead(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        self.read("store.bookings_ahead", self.store.bookings_ahead(owner, now, page)).await
    }

    async fn money_under_way(&self, owner: UserId) -> Result<Option<BookingId>, StoreError> {
        self.read("store.money_under_way", self.store.money_under_way(owner)).await
    }

    async fn leaving(&self, after: Option<UserId>, limit: u16) -> Result<Vec<Leaving>, StoreError> {
        self.read("store.leaving", self.store.leaving(after, limit)).await
    }

    async fn forget_logins(&self, user: UserId, limit: u16) -> Result<usize, StoreError> {
        self.write("store.forget_logins", self.store.forget_logins(user, limit)).await
    }

    async fn over_since(
        &self,
        before: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read("store.over_since", self.store.over_since(before, limit)).await
    }

    async fn undated_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read("store.undated_bookings", self.store.undated_bookings(after, limit)).await
    }

    async fn erasing_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError> {
        self.read("store.erasing_documents", self.store.erasing_documents(limit)).await
    }
}
