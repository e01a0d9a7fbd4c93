//! Which addresses belong to the internet, and not to this machine or its network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use airside_app::ports::deliverer::UnsafeUrl;

use crate::target::Scheme;

/// Whether this machine itself may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loopback {
    /// For trying: also without https.
    Allowed,
    Refused,
}

/// What may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Public,
    PublicAndLoopback,
    /// Without https nobody but this machine.
    LoopbackOnly,
}

impl Reach {
    pub(crate) const fn of(scheme: Scheme, loopback: Loopback) -> Self {
        match (scheme, loopback) {
            (Scheme::Http, _) => Self::LoopbackOnly,
            (Scheme::Https, Loopback::Allowed) => Self::PublicAndLoopback,
            (Scheme::Https, Loopback::Refused) => Self::Public,
        }
    }

    pub(crate) fn check(self, address: IpAddr) -> Result<(), UnsafeUrl> {
        let is_fine = match self {
            Self::Public => is_public(address),
            Self::PublicAndLoopback => is_public(address) || address.is_loopback(),
            Self::LoopbackOnly => address.is_loopback(),
        };
        match self {
            _ if is_fine => Ok(()),
            Self::LoopbackOnly if is_public(address) => Err(UnsafeUrl::NotHttps),
            Self::Public | Self::PublicAndLoopback | Self::LoopbackOnly => {
                Err(UnsafeUrl::NotPublic)
            }
        }
    }
}

/// Whether an address is reached over the internet alone, by the registries of special addresses
/// (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Networks that are no part of the internet, and how many bits name each.
const SPECIAL_V4: [(Ipv4Addr, u32); 15] = [
    // This network; ourselves.
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Private.
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    // Shared by customers of a carrier.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Link-local, where clouds tell their machines secrets.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // Protocol assignments; relays to IPv6; benchmarks.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Documentation.
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Multicast; reserved, and broadcast.
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let named_by = |it: Ipv4Addr, bits: u32| it.to_bits() >> (Ipv4Addr::BITS - bits);
    !SPECIAL_V4.iter().any(|(network, bits)| named_by(address, *bits) == named_by(*network, *bits))
}

/// Only what is handed out to networks: addresses of IPv4 in another dress are none of it.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_special = match (first, second) {
        // Protocol assignments, and tunnels through IPv4 (Teredo); documentation.
        (0x2001, 0..=0x01ff | 0x0db8)
        // Tunnels through IPv4 (6to4).
        | (0x2002, _)
        // Documentation.
        | (0x3fff, 0..=0x0fff) => true,
        _ => false,
    };
    (0x2000..=0x3fff).contains(&first) && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.254",
            "2001:4860:4860::8888",
            "2606:4700:4700::1111",
            "2a00:1450:4001::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn this_machine_is_called_only_where_that_is_allowed() {
        let (here, there): (IpAddr, IpAddr) =
            ("127.0.0.1".parse().unwrap(), "8.8.8.8".parse().unwrap());
        let private = "192.168.1.1".parse().unwrap();
        assert_eq!(Reach::Public.check(here), Err(UnsafeUrl::NotPublic));
        assert_eq!(Reach::PublicAndLoopback.check(here), Ok(()));
        assert_eq!(Reach::PublicAndLoopback.check(there), Ok(()));
        assert_eq!(Reach::PublicAndLoopback.check(private), Err(UnsafeUrl::NotPublic));
        assert_eq!(Reach::LoopbackOnly.check(here), Ok(()));
        assert_eq!(Reach::LoopbackOnly.check(there), Err(UnsafeUrl::NotHttps));
        assert_eq!(Reach::LoopbackOnly.check(private), Err(UnsafeUrl::NotPublic));
    }
}
