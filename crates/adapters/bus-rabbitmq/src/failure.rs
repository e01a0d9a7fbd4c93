//! What can go wrong between this process and the broker.
//!
//! Cloned for every caller whose message was in the same wave.

use airside_app::ports::BusError;
use thiserror::Error;

#[derive(Debug, Clone, Error)]
pub(crate) enum Failure {
    // The address itself is not told: it may hold a password.
    #[error("the address of the broker is not like amqp://user:password@host:5672/%2f")]
    Address,
    #[error("the prefix of the queues is longer than 100 bytes")]
    Prefix,
    #[error("the broker did not answer in time")]
    Silent,
    #[error("the connection to the broker failed")]
    Broker(#[from] lapin::Error),
    #[error("the broker refused the message")]
    Refused,
    #[error("there is no queue for the message")]
    Unroutable,
    #[error("the bus is closed")]
    Closed,
}

impl From<Failure> for BusError {
    fn from(failure: Failure) -> Self {
        Self::new(failure)
    }
}
