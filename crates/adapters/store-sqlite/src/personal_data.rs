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
use time::OffsetDateTime;
use uuid::Uuid;

use crate::SqliteStore;
use crate::column::{Code, Instant, Key};
use crate::failure::Failure;
use crate::rows::accounts::{AnswerRow, ApiKeyRow, MailedTokenRow, RefreshTokenRow, SessionRow};
use crate::schema::{
    answers, api_keys, bookings, documents, gateway_events, mailed_tokens, payments, promo_uses,
    refresh_tokens, refunds, sessions, users,
};

#[async_trait]
impl PersonalData for SqliteStore {
    async fn every_api_key(
        &self,
        user: UserId,
        page: Page<ApiKeyId>,
    ) -> Result<Vec<ApiKey>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        self.read(move |connection| {
            let rows = api_keys::table
                .filter(api_keys::user.eq(Key(user.0)).and(api_keys::id.lt(before)))
                .order(api_keys::id.desc())
                .limit(page.limit.into())
                .select(ApiKeyRow::as_select())
                .load(connection)?;
            rows.into_iter().map(ApiKeyRow::api_key).collect()
        })
        .await
    }

    async fn sessions(
        &self,
        user: UserId,
        page: Page<SessionId>,
    ) -> Result<Vec<Session>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        self.read(move |connection| {
            let rows = sessions::table
                .filter(sessions::user.eq(Key(user.0)).and(sessions::id.lt(before)))
                .order(sessions::id.desc())
                .limit(page.limit.into())
                .select(SessionRow::as_select())
                .load(connection)?;
            Ok(rows.into_iter().map(SessionRow::session).collect())
        })
        .await
    }

    async fn refresh_tokens(&self, session: SessionId) -> Result<Vec<RefreshToken>, StoreError> {
        self.read(move |connection| {
            let rows = refresh_tokens::table
                .filter(refresh_tokens::session.eq(Key(session.0)))
                .order(refresh_tokens::expires_at)
                .select(RefreshTokenRow::as_select())
                .load(connection)?;
            Ok(rows.into_iter().map(RefreshTokenRow::refresh_token).collect())
        })
        .await
    }

    async fn mailed_tokens(&self, user: UserId) -> Result<Vec<MailedToken>, StoreError> {
        self.read(move |connection| {
            let rows = mailed_tokens::table
                .filter(mailed_tokens::user.eq(Key(user.0)))
                .order((mailed_tokens::created_at.desc(), mailed_tokens::hash))
                .select(MailedTokenRow::as_select())
                .load(connection)?;
            rows.into_iter().map(MailedTokenRow::mailed_token).collect()
        })
        .await
    }

    async fn answers(
        &self,
        user: UserId,
        after: Option<AfterAnswer>,
        limit: u16,
    ) -> Result<Vec<Remembered>, StoreError> {
        let keys = self.keys.clone();
        self.read(move |connection| {
            let mut found = answers::table.filter(answers::user.eq(Key(user.0))).into_boxed();
            if let Some(AfterAnswer { operation, key }) = after {
                let same = answers::operation.eq(operation.clone()).and(answers::key.gt(key));
                found = found.filter(answers::operation.gt(operation).or(same));
            }
            let rows = found
                .order((answers::operation, answers::key))
                .limit(limit.into())
                .select(AnswerRow::as_select())
                .load(connection)?;
            rows.into_iter().map(|row| row.remembered(&keys)).collect()
        })
        .await
    }

    async fn promo_use(&self, booking: BookingId) -> Result<Option<PromoName>, StoreError> {
        self.read(move |connection| {
            let found = promo_uses::table.find(Key(booking.0)).select(promo_uses::name);
            let name = found.first::<Code<PromoName>>(connection).optional()?;
            Ok(name.map(|Code(name)| name))
        })
        .await
    }

    async fn events_about(
        &self,
        subjects: &[String],
    ) -> Result<Vec<(GatewayEvent, OffsetDateTime)>, StoreError> {
        let subjects = subjects.to_vec();
        self.read(move |connection| {
            let rows = gateway_events::table
                .filter(gateway_events::subject.eq_any(subjects))
                .order((gateway_events::received_at, gateway_events::id))
                .select((gateway_events::body, gateway_events::received_at))
                .load::<(String, Instant)>(connection)?;
            let read = |(body, Instant(at)): (String, _)| Ok((wire::decode_event(&body)?, at));
            rows.into_iter().map(read).collect()
        })
        .await
    }

    async fn bookings_ahead(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let before = Key(page.before.map_or(Uuid::max(), |id| id.0));
        let live = [
            BookingStatus::PendingPayment,
            BookingStatus::Confirmed,
            BookingStatus::PartiallyCancelled,
        ];
        let keys = self.keys.clone();
        self.read(move |connection| {
            let is_ahead = bookings::over_at
                .is_null()
                .or(bookings::over_at.gt(Instant(now)).assume_not_null());
            let rows = bookings::table
                .filter(bookings::owner.eq(Key(owner.0)).and(bookings::id.lt(before)))
                .filter(not(bookings::is_erased))
                .filter(bookings::status.eq_any(live.map(BookingStatus::code)))
                .filter(is_ahead)
                .order(bookings::id.desc())
                .limit(page.limit.into())
                .select(bookings::document)
                .load::<String>(connection)?;
            rows.iter().map(|body| Ok(keys.open_booking(body)?)).collect()
        })
        .await
    }

    async fn money_under_way(&self, owner: UserId) -> Result<Option<BookingId>, StoreError> {
        self.read(move |connection| {
            let paying = payments::table.filter(payments::booking.eq(bookings::id));
            let paying = exists(paying.filter(payments::is_live));
            let returning = refunds::table.filter(refunds::booking.eq(bookings::id));
            let returning = exists(returning.filter(not(refunds::is_finished)));
            let found = bookings::table
                .filter(bookings::owner.eq(Key(owner.0)))
                .filter(paying.or(returning))
                .select(bookings::id);
            Ok(found.first::<Key>(connection).optional()?.map(|Key(id)| BookingId(id)))
        })
        .await
    }

    async fn leaving(&self, after: Option<UserId>, limit: u16) -> Result<Vec<Leaving>, StoreError> {
        let after = Key(after.map_or(Uuid::nil(), |id| id.0));
        self.read(move |connection| {
            let rows = users::table
                .filter(users::leaving_at.is_not_null().and(users::id.gt(after)))
                .order(users::id)
                .limit(limit.into())
                .select((users::id, users::leaving_at.assume_not_null()))
                .load::<(Key, Instant)>(connection)?;
            let leaving = |(Key(id), Instant(since))| Leaving { user: UserId(id), since };
            Ok(rows.into_iter().map(leaving).collect())
        })
        .await
    }

    async fn forget_logins(&self, user: UserId, limit: u16) -> Result<usize, StoreError> {
        let forgotten =
            self.writer.write(move |connection| forget_logins(connection, user, limit.into()));
        Ok(forgotten.await?)
    }

    async fn over_since(
        &self,
        before: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read(move |connection| {
            let paying = payments::table.filter(payments::booking.eq(bookings::id));
            let paying = exists(paying.filter(payments::is_live));
            let returning = refunds::table.filter(refunds::booking.eq(bookings::id));
            let returning = exists(returning.filter(not(refunds::is_finished)));
            let ids = bookings::table
                .filter(bookings::over_at.le(Instant(before)))
                .filter(not(paying).and(not(returning)))
                .order((bookings::over_at, bookings::id))
                .limit(limit.into())
                .select(bookings::id)
                .load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| BookingId(id)).collect())
        })
        .await
    }

    async fn undated_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<BookingId>, StoreError> {
        let after = Key(after.map_or(Uuid::nil(), |id| id.0));
        self.read(move |connection| {
            let ids = bookings::table
                .filter(bookings::over_at.is_null().and(not(bookings::is_erased)))
                .filter(bookings::id.gt(after))
                .order(bookings::id)
                .limit(limit.into())
                .select(bookings::id)
                .load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| BookingId(id)).collect())
        })
        .await
    }

    async fn erasing_documents(&self, limit: u16) -> Result<Vec<DocumentId>, StoreError> {
        self.read(move |connection| {
            let ids = documents::table
                .filter(documents::is_erasing)
                .order(documents::id)
                .limit(limit.into())
                .select(documents::id)
                .load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| DocumentId(id)).collect())
        })
        .await
    }
}

/// Tokens before their login; keys last.
fn forget_logins(
    connection: &mut SqliteConnection,
    user: UserId,
    limit: i64,
) -> Result<usize, Failure> {
    let of_user = sessions::table.filter(sessions::user.eq(Key(user.0)));
    let some: Vec<Key> = of_user.select(sessions::id).limit(limit).load(connection)?;
    let tokens = refresh_tokens::table.filter(refresh_tokens::session.eq_any(&some));
    let mut rows = diesel::delete(tokens).execute(connection)?;
    let mailed = mailed_tokens::table.filter(mailed_tokens::user.eq(Key(user.0)));
    rows += diesel::delete(mailed).execute(connection)?;
    let ended = sessions::table.filter(sessions::id.eq_any(&some));
    rows += diesel::delete(ended).execute(connection)?;

    let of_user = answers::table.filter(answers::user.eq(Key(user.0)));
    let some: Vec<(String, String)> =
        of_user.select((answers::operation, answers::key)).limit(limit).load(connection)?;
    for (operation, key) in some {
        rows += diesel::delete(answers::table.find((Key(user.0), operation, key)))
            .execute(connection)?;
    }

    let of_user = api_keys::table.filter(api_keys::user.eq(Key(user.0)));
    let some: Vec<Key> = of_user.select(api_keys::id).limit(limit).load(connection)?;
    let keys = api_keys::table.filter(api_keys::id.eq_any(&some));
    Ok(rows + diesel::delete(keys).execute(connection)?)
}
