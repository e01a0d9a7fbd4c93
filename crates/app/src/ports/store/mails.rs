//! Reading mails.

use airside_primitives::MailId;
use airside_records::Column;
use async_trait::async_trait;
use time::OffsetDateTime;

use super::bookings::{all, one};
use crate::mail::{Mail, Recipient};
use crate::ports::changes::Versioned;
use crate::ports::store::{Records, StoreError};

/// Reads mails.
#[async_trait]
pub trait Mails: Records {
    /// Mails that wait and are to be looked at by `now`, what is due longest first.
    async fn due_mails(&self, now: OffsetDateTime, limit: u16) -> Result<Vec<MailId>, StoreError>;

    /// Mails that were given up, oldest first; only those after `after`.
    async fn failed_mails(
        &self,
        after: Option<MailId>,
        limit: u16,
    ) -> Result<Vec<MailId>, StoreError>;

    /// Deletes mails that were sent or dropped before `sent_before`, and those given up before
    /// `failed_before`.
    async fn forget_mails(
        &self,
        sent_before: OffsetDateTime,
        failed_before: OffsetDateTime,
    ) -> Result<(), StoreError>;

    async fn mail(&self, id: MailId) -> Result<Option<Versioned<Mail>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    /// Every mail to somebody, oldest first.
    async fn mails_to(&self, recipient: Recipient) -> Result<Vec<Versioned<Mail>>, StoreError> {
        all(self, Column::id("recipient", recipient.id())).await
    }
}
