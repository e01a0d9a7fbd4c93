//! What an audit reads, opened without starting anything: a server may be at work on it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use airside_app::ports::{Blobs, Payments, Store};

use crate::addresses::Addresses;
use crate::gateway::{self, Outside};
use crate::settings::{Settings, StackKind};
use crate::stack::open_store;
use crate::{embedded, server};

const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// The store, the files and the gateway of these settings.
pub struct Books {
    pub store: Arc<dyn Store>,
    pub blobs: Arc<dyn Blobs>,
    /// A sandbox inside a server answers while that server runs.
    pub payments: Arc<dyn Payments>,
}

/// Opens them.
pub async fn open_books(settings: &Settings) -> anyhow::Result<Books> {
    let store = open_store(settings).await?;
    let addresses = Addresses::of(
        settings,
        SocketAddr::new(settings.server.host.parse().unwrap_or(LOCAL), settings.server.port),
    );
    let payments: Arc<dyn Payments> = match gateway::outside(settings, &addresses)? {
        Some(Outside { payments, .. }) => payments,
        None => embedded::sandbox_of_server(settings, &addresses)?,
    };
    let blobs: Arc<dyn Blobs> = match settings.stack {
        StackKind::Embedded => embedded::blobs(settings)?,
        StackKind::Server => Arc::new(server::blobs(settings.server_stack()?.s3).await?),
    };
    Ok(Books { store, blobs, payments })
}
