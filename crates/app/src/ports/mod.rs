//! What the use cases need from the outside, in our own words.
//!
//! No type of a database, a broker or a framework crosses a port. "Not there" is
//! `None`. Each port's promises are tests in `port-contracts`, run by every adapter.

pub mod blobs;
pub mod bus;
pub mod changes;
pub mod clock;
pub mod deliverer;
pub mod documents;
pub mod limits;
pub mod mailer;
pub mod payments;
pub mod scenario;
pub mod store;

pub use blobs::{Blobs, BlobsError};
pub use bus::{Bus, BusError, Envelope, Message};
pub use changes::{Changes, CommitError, Remembered, Version, Versioned, Write};
pub use clock::{Clock, Entropy};
pub use deliverer::Deliverer;
pub use documents::Documents;
pub use limits::{Decision, Limit, Limits, LimitsError};
pub use mailer::{Mailer, MailerError};
pub use payments::Payments;
pub use store::{Store, StoreError};
