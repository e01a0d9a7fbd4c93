//! Where this process is reached: by clients, and by itself.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::settings::Settings;

/// The addresses of a process, without a slash at the end.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    /// Begins every link that is handed out.
    pub(crate) public: String,
    /// From this machine.
    pub(crate) local: String,
    /// Whether only this machine reaches it.
    pub(crate) is_of_this_machine: bool,
}

impl Addresses {
    /// Of a server that listens on `address`.
    pub(crate) fn of(settings: &Settings, address: SocketAddr) -> Self {
        let host = match address.ip() {
            ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            ip => ip,
        };
        let local = format!("http://{}", SocketAddr::new(host, address.port()));
        let public = match settings.server.public_url.trim_end_matches('/') {
            "" => local.clone(),
            url => url.to_owned(),
        };
        Self { public, local, is_of_this_machine: address.ip().is_loopback() }
    }
}
