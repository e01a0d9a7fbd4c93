//! Finds bookings: a query for each list of what is known, each newest first.

use airside_app::ports::store::{Finding, Known, Page};
use airside_app::ports::{StoreError, Versioned};
use airside_booking::{Booking, BookingStatus};
use airside_primitives::BookingId;
use async_trait::async_trait;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Date as SqlDate, Json, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

use crate::PostgresStore;
use crate::bookings::VERSIONED;
use crate::column::Written;
use crate::schema::bookings;

/// References are of letters and digits, which all come before it.
const BEHIND_EVERY_LETTER: char = '~';

/// The newest bookings before one, of which all of this is known.
struct Find {
    known: Vec<Asked>,
    before: Uuid,
    limit: i64,
}

/// What is known, and what else of it is text: where the beginning of a reference ends, or a number.
struct Asked {
    known: Known,
    text: String,
}

#[async_trait]
impl Finding for PostgresStore {
    async fn find_bookings(
        &self,
        any: Vec<Vec<Known>>,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let mut rows: Vec<(Uuid, Written)> = Vec::new();
        for all in any {
            let known = all.into_iter().map(Asked::of).collect();
            let found = Find { known, before, limit: page.limit.into() };
            rows.extend(self.load::<_, (Uuid, Written)>(found).await?);
        }
        rows.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
        rows.dedup_by_key(|(id, _)| *id);
        rows.truncate(page.limit.into());
        rows.iter().map(|(_, body)| self.keys.open_booking(&body.0)).collect()
    }

    async fn unindexed_bookings(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let found = bookings::table.filter(bookings::words.is_null());
        let found = found.order(bookings::id).limit(limit.into()).select(VERSIONED);
        self.versioned(self.load(found).await?)
    }
}

impl Asked {
    fn of(known: Known) -> Self {
        let text = match &known {
            Known::Reference(beginning) => format!("{beginning}{BEHIND_EVERY_LETTER}"),
            Known::Ticket(number) => number.to_string(),
            Known::Word(_)
            | Known::Owner(_)
            | Known::Flight(..)
            | Known::Date(_)
            | Known::Status(..)
            | Known::CreatedFrom(_)
            | Known::CreatedBefore(_) => String::new(),
        };
        Self { known, text }
    }

    fn push<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        match &self.known {
            Known::Reference(beginning) => {
                out.push_sql(" AND reference >= ");
                out.push_bind_param::<Text, _>(beginning)?;
                out.push_sql(" AND reference < ");
                out.push_bind_param::<Text, _>(&self.text)
            }
            Known::Word(word) => {
                out.push_sql(" AND id IN (SELECT booking FROM booking_words WHERE word = ");
                out.push_bind_param::<Text, _>(&word.0)?;
                out.push_sql(")");
                Ok(())
            }
            Known::Owner(owner) => {
                out.push_sql(" AND owner = ");
                out.push_bind_param::<SqlUuid, _>(&owner.0)
            }
            Known::Ticket(_) => {
                out.push_sql(" AND id IN (SELECT booking FROM ticket_numbers WHERE number = ");
                out.push_bind_param::<Text, _>(&self.text)?;
                out.push_sql(")");
                Ok(())
            }
            Known::Flight(flight, date) => {
                out.push_sql(" AND id IN (SELECT booking FROM booking_departures WHERE flight = ");
                out.push_bind_param::<SqlUuid, _>(&flight.0)?;
                if let Some(date) = date {
                    out.push_sql(" AND date = ");
                    out.push_bind_param::<SqlDate, _>(date)?;
                }
                out.push_sql(")");
                Ok(())
            }
            Known::Date(date) => {
                out.push_sql(" AND id IN (SELECT booking FROM booking_departures WHERE date = ");
                out.push_bind_param::<SqlDate, _>(date)?;
                out.push_sql(")");
                Ok(())
            }
            Known::Status(status, now) => {
                let pending = BookingStatus::PendingPayment.code();
                out.push_sql(&format!(" AND CASE WHEN status = '{pending}' AND due_by <= "));
                out.push_bind_param::<Timestamptz, _>(now)?;
                let expired = BookingStatus::Expired.code();
                let wanted = status.code();
                out.push_sql(&format!(" THEN '{expired}' ELSE status END = '{wanted}'"));
                Ok(())
            }
            Known::CreatedFrom(from) => {
                out.push_sql(" AND created_at >= ");
                out.push_bind_param::<Timestamptz, _>(from)
            }
            Known::CreatedBefore(end) => {
                out.push_sql(" AND created_at < ");
                out.push_bind_param::<Timestamptz, _>(end)
            }
        }
    }
}

impl QueryFragment<Pg> for Find {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT id, document FROM bookings WHERE id < ");
        out.push_bind_param::<SqlUuid, _>(&self.before)?;
        for known in &self.known {
            known.push(&mut out)?;
        }
        out.push_sql(" ORDER BY id DESC LIMIT ");
        out.push_bind_param::<BigInt, _>(&self.limit)
    }
}

impl Query for Find {
    type SqlType = (SqlUuid, Json);
}

impl QueryId for Find {
    type QueryId = ();
    /// Never prepared: the best plan depends on how common a word is.
    const HAS_STATIC_QUERY_ID: bool = false;
}
