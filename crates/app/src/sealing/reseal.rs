//! Seals again, under the newest key, what another key sealed or none: after a key was added.

use airside_primitives::BookingId;

use crate::ports::{Changes, CommitError, Store, StoreError, Write};

/// How many bookings are read at a time.
const AT_A_TIME: u16 = 200;

/// How far it has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Resealing {
    /// Bookings sealed under the newest key since it began.
    pub sealed: u64,
    /// The last booking that was looked at.
    after: Option<BookingId>,
}

impl Resealing {
    /// Seals the next bookings; `None` when there is none left. May run while the store sells, and
    /// be stopped and begun again at any time.
    ///
    /// A booking that changes meanwhile is left alone: whoever changed it has sealed it.
    pub async fn step(self, store: &dyn Store, newest: &str) -> Result<Option<Self>, StoreError> {
        let found = store.sealed_otherwise(newest, self.after, AT_A_TIME).await?;
        let Some(last) = found.last() else { return Ok(None) };
        let mut next = Self { after: Some(last.value.id), ..self };
        for booking in &found {
            let same = Changes::default().write(Write::save(booking));
            match store.commit(same).await {
                Ok(()) => next.sealed += 1,
                Err(CommitError::Conflict) => {}
                Err(CommitError::Store(error)) => return Err(error),
                Err(other) => return Err(StoreError::new(other)),
            }
        }
        Ok(Some(next))
    }
}
