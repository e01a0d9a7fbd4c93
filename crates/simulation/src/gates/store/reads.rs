//! Everything that is read, and what is written otherwise than by a commit.

use airside_app::account::{ApiKey, MailedToken, RefreshToken, Role, SecretHash, Session, User};
use airside_app::ports::changes::AnswerKey;
use airside_app::ports::payments::{GatewayEvent, GatewayEventId};
use airside_app::ports::store::{
    Accounts, AdoptError, Adoption, BookingFilter, Bookings, Carried, CarryOver, Claim, Due,
    NewTariff, Page, Records, Stage, StoredTariff, Tariffs, TouchedDeparture, Work, World,
    WorldRows, WorldVersion,
};
use airside_app::ports::{Clock as _, Envelope, Remembered, StoreError, Versioned, Write};
use airside_booking::Booking;
use airside_fares::{Fare, PromoCode, PromoName, PromoUses};
use airside_primitives::{
    ApiKeyId, BookingId, Currency, DocumentId, EventId, FlightId, PaymentId, RefundId, SessionId,
    UserId,
};
use airside_records::Column;
use airside_timetable::{Airline, Airport, Flight};
use async_trait::async_trait;
use time::{Date, OffsetDateTime};

use super::{StoreGate, lost};
use crate::desk::Kind;
use crate::plants::Plant;

#[async_trait]
impl Accounts for StoreGate {
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.read("store.user", self.store.user(id)).await
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        self.read("store.user_by_email", self.store.user_by_email(email)).await
    }

    async fn live_api_key(&self, hash: SecretHash) -> Result<Option<(ApiKey, User)>, StoreError> {
        self.read("store.live_api_key", self.store.live_api_key(hash)).await
    }

    async fn api_keys(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError> {
        self.read("store.api_keys", self.store.api_keys(user, page)).await
    }

    async fn users(&self, least: Role, page: Page<UserId>) -> Result<Vec<User>, StoreError> {
        self.read("store.users", self.store.users(least, page)).await
    }

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        self.read("store.session", self.store.session(id)).await
    }

    async fn live_session(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.read("store.live_session", self.store.live_session(id)).await
    }

    async fn live_sessions(
        &self,
        user: UserId,
        now: OffsetDateTime,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError> {
        self.read("store.live_sessions", self.store.live_sessions(user, now, page)).await
    }

    async fn mailed_token(&self, hash: SecretHash) -> Result<Option<MailedToken>, StoreError> {
        self.read("store.mailed_token", self.store.mailed_token(hash)).await
    }

    async fn refresh_token(&self, hash: SecretHash) -> Result<Option<RefreshToken>, StoreError> {
        self.read("store.refresh_token", self.store.refresh_token(hash)).await
    }

    async fn remembered(
        &self,
        key: &AnswerKey,
        now: OffsetDateTime,
    ) -> Result<Option<Remembered>, StoreError> {
        self.read("store.remembered", self.store.remembered(key, now)).await
    }

    async fn all_remembered(
        &self,
        after: Option<&AnswerKey>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError> {
        self.read("store.all_remembered", self.store.all_remembered(after, limit)).await
    }
}

#[async_trait]
impl World for StoreGate {
    async fn airports(&self) -> Result<Vec<Airport>, StoreError> {
        self.read("store.airports", self.store.airports()).await
    }

    async fn airlines(&self) -> Result<Vec<Airline>, StoreError> {
        self.read("store.airlines", self.store.airlines()).await
    }

    async fn flights(&self) -> Result<Vec<Flight>, StoreError> {
        self.read("store.flights", self.store.flights()).await
    }

    async fn fares(&self) -> Result<Vec<Fare>, StoreError> {
        self.read("store.fares", self.store.fares()).await
    }

    async fn world_version(&self) -> Result<WorldVersion, StoreError> {
        self.read("store.world_version", self.store.world_version()).await
    }

    async fn load(&self, rows: WorldRows) -> Result<(), StoreError> {
        self.write("store.load", self.store.load(rows)).await
    }

    async fn stage(
        &self,
        rows: Vec<Flight>,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Stage, StoreError> {
        self.write("store.stage", self.store.stage(rows, progress)).await
    }

    async fn adopt(&self, adoption: Adoption) -> Result<WorldVersion, AdoptError> {
        let adopt = async {
            let version = self.store.adopt(adoption).await?;
            self.ledger.adopted(version, self.clock.now());
            Ok(version)
        };
        self.gate.pass(Kind::Write, "store.adopt", adopt, || lost().into()).await
    }

    async fn provenance(&self) -> Result<Option<String>, StoreError> {
        self.read("store.provenance", self.store.provenance()).await
    }

    async fn fares_currency(&self) -> Result<Option<Currency>, StoreError> {
        self.read("store.fares_currency", self.store.fares_currency()).await
    }

    async fn promo_code(&self, code: &PromoName) -> Result<Option<PromoCode>, StoreError> {
        self.read("store.promo_code", self.store.promo_code(code)).await
    }

    async fn promo_codes(
        &self,
        after: Option<&PromoName>,
        limit: u16,
    ) -> Result<Vec<(PromoCode, u32)>, StoreError> {
        self.read("store.promo_codes", self.store.promo_codes(after, limit)).await
    }

    async fn promo_uses(&self, code: &PromoName, user: UserId) -> Result<PromoUses, StoreError> {
        self.read("store.promo_uses", self.store.promo_uses(code, user)).await
    }
}

#[async_trait]
impl Tariffs for StoreGate {
    async fn tariff(&self) -> Result<Option<StoredTariff>, StoreError> {
        self.read("store.tariff", self.store.tariff()).await
    }

    async fn tariff_version(&self, version: u32) -> Result<Option<StoredTariff>, StoreError> {
        self.read("store.tariff_version", self.store.tariff_version(version)).await
    }

    async fn save_tariff(&self, tariff: NewTariff, also: Vec<Write>) -> Result<u32, StoreError> {
        self.write("store.save_tariff", self.store.save_tariff(tariff, also)).await
    }
}

#[async_trait]
impl Records for StoreGate {
    async fn records(
        &self,
        table: &'static str,
        column: Column,
    ) -> Result<Vec<Versioned<String>>, StoreError> {
        self.read("store.records", self.store.records(table, column)).await
    }
}

#[async_trait]
impl Bookings for StoreGate {
    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        self.read("store.bookings", self.store.bookings(filter, page)).await
    }

    async fn unpaid_bookings(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Booking>, StoreError> {
        self.read("store.unpaid_bookings", self.store.unpaid_bookings(owner, now, limit)).await
    }

    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        self.read("store.all_bookings", self.store.all_bookings(after, limit)).await
    }

    async fn sealed_otherwise(
        &self,
        key: &str,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let found = self.store.sealed_otherwise(key, after, limit);
        self.read("store.sealed_otherwise", found).await
    }

    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError> {
        self.read("store.booked_from", self.store.booked_from(date)).await
    }

    async fn bookings_on(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read("store.bookings_on", self.store.bookings_on(flight, date)).await
    }
}

#[async_trait]
impl CarryOver for StoreGate {
    async fn is_carry_over_due(&self) -> Result<bool, StoreError> {
        self.read("store.is_carry_over_due", self.store.is_carry_over_due()).await
    }

    async fn carry_over(&self, carried: Carried) -> Result<(), StoreError> {
        self.write("store.carry_over", self.store.carry_over(carried)).await
    }
}

impl StoreGate {
    /// A change of a departure with the time of the story.
    fn in_its_time(&self, touched: TouchedDeparture) -> TouchedDeparture {
        TouchedDeparture { since: self.ledger.since(touched.world), ..touched }
    }
}

#[async_trait]
impl Due for StoreGate {
    async fn unsent(&self, limit: u16) -> Result<Vec<Envelope>, StoreError> {
        self.read("store.unsent", self.store.unsent(limit)).await
    }

    async fn take_off(&self, ids: &[EventId]) -> Result<(), StoreError> {
        self.write("store.take_off", self.store.take_off(ids)).await
    }

    async fn unsent_since(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<EventId>, StoreError> {
        self.read("store.unsent_since", self.store.unsent_since(since, limit)).await
    }

    async fn overdue_holds(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        if self.gate.has(Plant::NeverExpires) {
            return Ok(Vec::new());
        }
        self.read("store.overdue_holds", self.store.overdue_holds(now, limit)).await
    }

    async fn touched_departures(
        &self,
        after: Option<(FlightId, Date)>,
        limit: u16,
    ) -> Result<Vec<TouchedDeparture>, StoreError> {
        if self.gate.has(Plant::NeverFollows) {
            return Ok(Vec::new());
        }
        let touched = self.store.touched_departures(after, limit);
        let touched = self.read("store.touched_departures", touched).await?;
        Ok(touched.into_iter().map(|it| self.in_its_time(it)).collect())
    }

    async fn touched_among(
        &self,
        departures: &[(FlightId, Date)],
    ) -> Result<Vec<TouchedDeparture>, StoreError> {
        let touched = self.store.touched_among(departures);
        let touched = self.read("store.touched_among", touched).await?;
        Ok(touched.into_iter().map(|it| self.in_its_time(it)).collect())
    }

    async fn unanswered_changes(
        &self,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        let unanswered = self.store.unanswered_changes(now, limit);
        self.read("store.unanswered_changes", unanswered).await
    }

    async fn live_payments(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<PaymentId>, StoreError> {
        self.read("store.live_payments", self.store.live_payments(since, limit)).await
    }

    async fn claim(
        &self,
        work: Work,
        since: OffsetDateTime,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Claim>, StoreError> {
        let is_skipped = match work {
            Work::Refunds => self.gate.has(Plant::NeverRefundsAgain),
            Work::Payments | Work::Closings => self.gate.has(Plant::NeverLooksAtPayments),
            Work::Events => false,
        };
        if is_skipped {
            return Ok(Vec::new());
        }
        self.write("store.claim", self.store.claim(work, since, now, limit)).await
    }

    async fn unfinished_refunds(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<RefundId>, StoreError> {
        self.read("store.unfinished_refunds", self.store.unfinished_refunds(since, limit)).await
    }

    async fn pending_documents(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<DocumentId>, StoreError> {
        if self.gate.has(Plant::NeverMakesDocuments) {
            return Ok(Vec::new());
        }
        self.read("store.pending_documents", self.store.pending_documents(since, limit)).await
    }

    async fn gateway_event(&self, id: &GatewayEventId) -> Result<Option<GatewayEvent>, StoreError> {
        self.read("store.gateway_event", self.store.gateway_event(id)).await
    }

    async fn unsettled_events(
        &self,
        since: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<GatewayEventId>, StoreError> {
        self.read("store.unsettled_events", self.store.unsettled_events(since, limit)).await
    }

    async fn forget(
        &self,
        now: OffsetDateTime,
        settled_before: OffsetDateTime,
    ) -> Result<(), StoreError> {
        self.write("store.forget", self.store.forget(now, settled_before)).await
    }
}
