//! Names to addresses, for connections: all of them are allowed, or none is told.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use airside_app::ports::deliverer::UnsafeUrl;
use hyper_util::client::legacy::connect::dns::Name;
use tokio::net::lookup_host;
use tower_service::Service;

use crate::public::Reach;

/// Resolves a name, and refuses it if one of its addresses may not be called: who plays with names
/// gives several.
pub(crate) async fn resolve(host: &str, reach: Reach) -> Result<Vec<SocketAddr>, UnsafeUrl> {
    let found = lookup_host((host, 0)).await.map_err(|_| UnsafeUrl::UnknownHost)?;
    let found: Vec<SocketAddr> = found.collect();
    if found.is_empty() {
        return Err(UnsafeUrl::UnknownHost);
    }
    for address in &found {
        reach.check(address.ip())?;
    }
    Ok(found)
}

/// What the HTTP client asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver(pub(crate) Reach);

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = UnsafeUrl;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, UnsafeUrl>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), UnsafeUrl>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let Self(reach) = *self;
        Box::pin(async move { Ok(resolve(name.as_str(), reach).await?.into_iter()) })
    }
}
