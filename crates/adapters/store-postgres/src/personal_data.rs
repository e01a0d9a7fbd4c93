//! Reads and erases what is kept about people.

use airside_app::account::{ApiKey, MailedToken, RefreshToken, Session};
use airside_app::ports::StoreError;
use airside_app::ports::changes::Remembered;
use airside_app::ports::payments::GatewayEvent;
use airside_app::ports::store::{AfterAnswer, Leaving, Page, PersonalData};
use airside_app::wire;
use airside_booking::{Booking, BookingStatus};
use airside_fares::PromoName;
use airside_primitives::{ApiKeyId, BookingId, DocumentId, SessionId, UserId};
use async_trait::async_trait;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::RunQueryDsl as _;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PostgresStore;
use crate::cached::Cached;
use crate::column::Code;
use crate::failure::Failure;
use crate::rows::accounts::{AnswerRow, ApiKeyRow, MailedTokenRow, RefreshTokenRow, SessionRow};
use crate::schema::{
    answers, api_keys, bookings, documents, gateway_events, mailed_tokens, payments, promo_uses,
    refresh_tokens, refunds, sessions, users,
};

/// Tokens go before their login, which others may still see.
const FORGET: [&str; 5] = [
    "DELETE FROM refresh_tokens WHERE session = ANY (ARRAY (
         SELECT id FROM sessions WHERE account = $1 ORDER BY id LIMIT $2
     ))",
    "DELETE FROM sessions WHERE id = ANY (ARRAY (
         SELECT id FROM sessions WHERE account = $1 ORDER BY id LIMIT $2
     )) AND NOT EXISTS (SELECT FROM refresh_tokens WHERE session = sessions.id)",
    "DELETE FROM mailed_tokens WHERE hash = ANY (ARRAY (
         SELECT hash FROM mailed_tokens WHERE account = $1 LIMIT $2
     ))",
    "DELETE FROM answers WHERE ctid = ANY (ARRAY (
         SELECT ctid FROM answers WHERE account = $1 LIMIT $2
     ))",
    "DELETE FROM api_keys WHERE id = ANY (ARRAY (
         SELECT id FROM api_keys WHERE account = $1 ORDER BY id LIMIT $2
     ))",
];

#[async_trait]
impl PersonalData for PostgresStore {
    async fn every_api_key(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let found = api_keys::table
            .filter(api_keys::account.eq(user.0).and(api_keys::id.lt(before)))
            .order(api_keys::id.desc())
            .limit(page.limit.into())
            .select(ApiKeyRow::as_select());
        let rows = self.load(found).await?;
        Ok(rows.into_iter().map(ApiKeyRow::api_key).collect::<Result<_, _>>()?)
    }

    async fn sessions(
        &self,
        user: UserId,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let found = sessions::table
            .filter(sessions::account.eq(user.0).and(sessions::id.lt(before)))
            .order(sessions::id.desc())
            .limit(page.limit.into())
            .select(SessionRow::as_select());
        Ok(self.load(found).await?.into_iter().map(SessionRow::session).collect())
    }

    async fn refresh_tokens(&self, session: SessionId) -> Result<Vec<RefreshToken>, StoreError> {
        let found = refresh_tokens::table
            .filter(refresh_tokens::session.eq(session.0))
            .order(refresh_tokens::expires_at)
            .select(RefreshTokenRow::as_select());
        Ok(self.load(found).await?.into_iter().map(RefreshTokenRow::refresh_token).collect())
    }

    async fn mailed_tokens(&self, user: UserId) -> Result<Vec<MailedToken>, StoreError> {
        let found = mailed_tokens::table
            .filter(mailed_tokens::account.eq(user.0))
            .order((mailed_tokens::created_at.desc(), mailed_tokens::hash))
            .select(MailedTokenRow::as_select());
        let rows = self.load(found).await?;
        Ok(rows.into_iter().map(MailedTokenRow::mailed_token).collect::<Result<_, _>>()?)
    }

    async fn answers(
        &self,
        user: UserId,
        after: Option<AfterAnswer>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError> {
        let AfterAnswer { operation, key } =
            after.unwrap_or_else(|| AfterAnswer { operation: String::new(), key: String::new() });
        let same = answers::operation.eq(operation.clone()).and(answers::key.gt(key));
        let found = answers::table
            .filter(answers::account.eq(user.0))
            .filter(answers::operation.gt(operation).or(same))
            .order((answers::operation, answers::key))
            .limit(limit.into())
            .select(AnswerRow::as_select());
        let rows = self.load(found).await?.into_iter();
        Ok(rows.map(|row| row.remembered(&self.keys)).collect::<Result<_, _>>()?)
    }

    async fn promo_use(&self, booking: BookingId) -> Result<Option<PromoName>, StoreError> {
        let found = promo_uses::table.find(booking.0).select(promo_uses::name);
        Ok(self.find::<_, Code<PromoName>>(found).await?.map(|Code(name)| name))
    }

    async fn events_about(
        &self,
        subjects: &[String],
    ) -> Result<Vec<(GatewayEvent, OffsetDateTime)>, StoreError> {
        let found = gateway_events::table
            .filter(gateway_events::subject.eq_any(subjects.to_vec()))
            .order((gateway_events::received_at, gateway_events::id))
            .select((gateway_events::body, gateway_events::received_at));
        let rows = self.load::<_, (String, OffsetDateTime)>(found).await?.into_iter();
        let read = |(body, at): (String, _)| Ok((wire::decode_event(&body)?, at));
        Ok(rows.map(read).collect::<Result<_, Failure>>()?)
    }

    async fn bookings_ahead(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let live = [
            BookingStatus::PendingPayment,
            BookingStatus::Confirmed,
            BookingStatus::PartiallyCancelled,
        ];
        let live: Vec<_> = live.into_iter().map(|status| status.code().to_owned()).collect();
        let is_ahead = bookings::over_at.is_null().or(bookings::over_at.gt(now).assume_not_null());
        let found = bookings::table
            .filter(bookings::owner.eq(owner.0).and(bookings::id.lt(before)))
            .filter(not(bookings::is_erased))
            .filter(bookings::status.eq_any(live))
            .filter(is_ahead)
            .order(bookings::id.desc())
            .limit(page.limit.into())
            .select(bookings::document);
        self.bookings_of(self.load(found).await?)
    }

    async fn money_under_way(&self, owner: UserId) -> Result<Option<BookingId>, StoreError> {
        let paying = payments::table.filter(payments::booking.eq(bookings::id));
        let paying = exists(paying.filter(payments::is_live));
        let returning = refunds::table.filter(refunds::booking.eq(bookings::id));
        let returning = exists(returning.filter(not(refunds::is_finished)));
        let found = bookings::table
            .filter(bookings::owner.eq(owner.0))
            .filter(paying.or(returning))
            .select(bookings::id)
            .limit(1);
        Ok(self.find::<_, Uuid>(found).await?.map(BookingId))
    }

    async fn leaving(&self, after: Option<UserId>, limit: u16) -> Result<Vec<Leaving>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let found = users::table
            .filter(users::leaving_at.is_not_null().and(users::id.gt(after)))
            .order(users::id)
            .limit(limit.into())
            .select((users::id, users::leaving_at.assume_not_null()));
        let rows = self.load::<_, (Uuid, OffsetDateTime)>(found).await?.into_iter();
        Ok(rows.map(|(id, since)| Leaving { user: UserId(id), since }).collect())
    }

    async fn forget_logins(&self, user: UserId, limit: u16) -> Result<usize, StoreError> {
        let mut connection = self.database.connection().await?;
        let mut rows = 0;
        for statement in FORGET {
            let forget =
                sql_query(statement).bind::<SqlUuid, _>(user.0).bind::<BigInt, _>(i64::from(limit));
            rows += Cached(forget).execute(&mut *connection).await.map_err(Failure::from)?;
        }
        Ok(rows)
    }

    async fn over_since(
        &self,
        before: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        let paying = payments::table.filter(payments::booking.eq(bookings::id));
        let paying = exists(paying.filter(payments::is_live));
        let returning = refunds::table.filter(refunds::booking.eq(bookings::id));
        let returning = exists(returning.filter(not(refunds::is_finished)));
        let found = bookings::table
            .filter(bookings::over_at.le(before))
            .filter(not(paying).and(not(returning)))
            .order((bookings::over_at, bookings::id))
            .limit(limit.into())
            .select(bookings::id);
        let ids = self.load::<_, Uuid>(found).await?;
        Ok(ids.into_iter().map(BookingId).collect())
    }

    async fn undated_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let found = bookings::table
            .filter(bookings::over_at.is_null().and(not(bookings::is_erased)))
            .filter(bookings::id.gt(after))
            .order(bookings::id)
            .limit(limit.into())
            .select(bookings::id);
        let ids = self.load::<_, Uuid>(found).await?;
        Ok(ids.into_iter().map(BookingId).collect())
    }

    async fn erasing_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError> {
        let found = documents::table
            .filter(documents::is_erasing)
            .order(documents::id)
            .limit(limit.into())
            .select(documents::id);
        let ids = self.load::<_, Uuid>(found).await?;
        Ok(ids.into_iter().map(DocumentId).collect())
    }
}
