//! What a command needs that works on accounts: the store, the time, and chance. Nothing is started,
//! and a server may be at work on the same store.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use airside_app::ports::{Clock, Entropy, Payments as _, Store};
use airside_local::SystemEntropy;

use crate::addresses::Addresses;
use crate::gateway;
use crate::settings::Settings;
use crate::stack::{open_store, system_clock};

/// The desk of whoever has a shell.
pub struct Desk {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// Whether keys that are made here move real money.
    pub is_live: bool,
}

/// Opens the store of these settings, brought up to date.
pub async fn open_desk(settings: &Settings) -> anyhow::Result<Desk> {
    let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), settings.server.port);
    let gateway = gateway::outside(settings, &Addresses::of(settings, here))?;
    let clock = system_clock(settings);
    Ok(Desk {
        store: open_store(settings).await?,
        entropy: Arc::new(SystemEntropy::new(clock.clone())),
        clock,
        is_live: gateway.is_some_and(|it| it.payments.is_live()),
    })
}
