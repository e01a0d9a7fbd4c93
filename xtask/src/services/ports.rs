//! Free ports.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use anyhow::Context;

use super::secrets::random_text;

/// Below what systems hand to outgoing connections (Linux from 32768, macOS from
/// 49152): else a client's socket may sit on a port while its service restarts.
const FIRST: u16 = 20_000;
const LAST: u16 = 32_000;

/// Whether a service could listen there now.
pub(super) fn is_free(port: u16) -> bool {
    // Some systems let one bind beside a listener on every address: ask that one, too.
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err()
        && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// A free port that is not among `taken`, and is added to it.
pub(super) fn claim(taken: &mut BTreeSet<u16>) -> anyhow::Result<u16> {
    // Instances that start at the same time should not all try the same ports.
    let start = random_text(2)?.bytes().fold(0, |sum, byte| sum * 100 + u16::from(byte));
    let span = LAST - FIRST;
    let port = (0..span)
        .map(|step| FIRST + (start + step) % span)
        .find(|port| !taken.contains(port) && is_free(*port))
        .with_context(|| format!("no port between {FIRST} and {LAST} is free"))?;
    taken.insert(port);
    Ok(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimed_port_is_not_given_again() {
        let mut taken = BTreeSet::new();
        let ports: BTreeSet<u16> = (0..20).map(|_| claim(&mut taken).unwrap()).collect();
        assert_eq!(ports.len(), 20);
        assert!(ports.iter().all(|port| (FIRST..LAST).contains(port)));
    }

    #[test]
    fn a_port_with_a_listener_is_not_free() {
        for address in [Ipv4Addr::LOCALHOST, Ipv4Addr::UNSPECIFIED] {
            let listener = TcpListener::bind((address, 0)).unwrap();
            assert!(!is_free(listener.local_addr().unwrap().port()), "{address}");
        }
    }
}
