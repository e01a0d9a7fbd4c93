//! Seals again, under the newest key, what another key sealed or none: after a key was added.

use airside_primitives::{BookingId, EndpointId};
use airside_records::Kept;

use crate::ports::{Changes, CommitError, Store, StoreError, Versioned, Write};

/// How many bookings or endpoints are read at a time.
const AT_A_TIME: u16 = 200;

/// How far it has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Resealing {
    /// Bookings and endpoints sealed under the newest key since it began.
    pub sealed: u64,
    after: After,
}

/// The last that was looked at; endpoints come after bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Booking(Option<BookingId>),
    Endpoint(Option<EndpointId>),
}

impl Default for After {
    fn default() -> Self {
        Self::Booking(None)
    }
}

impl Resealing {
    /// Seals the next ones; `None` when there is none left. May run while the store sells, and be
    /// stopped and begun again at any time.
    ///
    /// What changes meanwhile is left alone: whoever changed it has sealed it.
    pub async fn step(self, store: &dyn Store, newest: &str) -> Result<Option<Self>, StoreError> {
        let (sealed, after) = match self.after {
            After::Booking(after) => {
                let found = store.sealed_otherwise(newest, after, AT_A_TIME).await?;
                let after = match found.last() {
                    Some(last) => After::Booking(Some(last.value.id)),
                    None => After::Endpoint(None),
                };
                (seal_again(store, &found).await?, after)
            }
            After::Endpoint(after) => {
                let found = store.endpoints_sealed_otherwise(newest, after, AT_A_TIME).await?;
                let Some(last) = found.last() else { return Ok(None) };
                (seal_again(store, &found).await?, After::Endpoint(Some(last.value.id)))
            }
        };
        Ok(Some(Self { sealed: self.sealed + sealed, after }))
    }
}

/// Saves each as it is, and tells how many were.
async fn seal_again<T: Kept>(store: &dyn Store, found: &[Versioned<T>]) -> Result<u64, StoreError> {
    let mut sealed = 0;
    for record in found {
        match store.commit(Changes::default().write(Write::save(record))).await {
            Ok(()) => sealed += 1,
            Err(CommitError::Conflict) => {}
            Err(CommitError::Store(error)) => return Err(error),
            Err(other) => return Err(StoreError::new(other)),
        }
    }
    Ok(sealed)
}
