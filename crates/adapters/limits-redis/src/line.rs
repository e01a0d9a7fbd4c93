//! The connection to Redis.
//!
//! All calls of this process share one: it sends the commands of many callers together
//! and hands each its answer. The pool makes it, when it is first needed and after it broke.

use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use deadpool_redis::redis::aio::MultiplexedConnection;
use deadpool_redis::redis::{
    AsyncConnectionConfig, ConnectionAddr, ConnectionInfo, IntoConnectionInfo as _, RedisError, cmd,
};
use deadpool_redis::{BuildError, Manager, Pool, PoolError, Runtime, Timeouts};
use thiserror::Error;

use crate::Certificate;

/// A line to Redis, open or not.
pub(crate) struct Line {
    pool: Pool,
    open: RwLock<Option<MultiplexedConnection>>,
}

impl Line {
    /// Does not connect yet; fails on an invalid address.
    pub(crate) fn new(
        url: &str,
        certificate: Certificate,
        timeout: Duration,
    ) -> Result<Self, InvalidAddress> {
        if url.starts_with("rediss:") {
            // Fails when the process has a provider already, which is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(timeout))
            .set_response_timeout(Some(timeout));
        let manager = Manager::new_with_config(way(url, certificate)?, config)?;
        let timeouts =
            Timeouts { wait: Some(timeout), create: Some(timeout), recycle: Some(timeout) };
        let pool = Pool::builder(manager)
            .max_size(1)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .build()?;
        Ok(Self { pool, open: RwLock::default() })
    }

    /// The open connection, or a new one.
    pub(crate) async fn connection(&self) -> Result<MultiplexedConnection, PoolError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(open) = open {
            return Ok(open);
        }
        let new = MultiplexedConnection::clone(&*self.pool.get().await?);
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(new.clone());
        Ok(new)
    }

    /// Whether Redis does what it is asked; without the right password it refuses a ping too.
    pub(crate) async fn ping(&self) -> Result<(), PoolError> {
        let mut connection = self.pool.get().await?;
        let _pong: String = cmd("PING").query_async(&mut *connection).await?;
        Ok(())
    }

    /// Drops a connection that failed; the next caller gets a new one.
    pub(crate) fn hang_up(&self) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.pool.retain(|_, _| false);
    }
}

/// An address, and what is to be shown there: what the address itself says of it (`#insecure`) is
/// not heeded.
fn way(url: &str, certificate: Certificate) -> Result<ConnectionInfo, RedisError> {
    let info = url.into_connection_info()?;
    let mut addr = info.addr().clone();
    if let ConnectionAddr::TcpTls { insecure, .. } = &mut addr {
        *insecure = certificate == Certificate::Any;
    }
    Ok(info.set_addr(addr))
}

/// The address of Redis cannot be used. It is not shown: it may hold a password.
#[derive(Debug, Error)]
pub(crate) enum InvalidAddress {
    #[error("the address of Redis cannot be read")]
    Url(#[from] RedisError),
    #[error("no pool can be made")]
    Pool(#[from] BuildError),
}
