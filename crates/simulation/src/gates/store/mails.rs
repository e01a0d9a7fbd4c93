//! Mails, read.

use airside_app::ports::StoreError;
use airside_app::ports::store::Mails;
use airside_primitives::MailId;
use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreGate;

#[async_trait]
impl Mails for StoreGate {
    async fn due_mails(&self, now: OffsetDateTime, limit: u16) -> Result<Vec<MailId>, StoreError> {
        self.read("store.due_mails", self.store.due_mails(now, limit)).await
    }

    async fn failed_mails(
        &self,
        after: Option<MailId>,
        limit: u16,
    ) -> Result<Vec<MailId>, StoreError> {
        self.read("store.failed_mails", self.store.failed_mails(after, limit)).await
    }

    async fn forget_mails(
        &self,
        sent_before: OffsetDateTime,
        failed_before: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let forgotten = self.store.forget_mails(sent_before, failed_before);
        self.write("store.forget_mails", forgotten).await
    }
}
