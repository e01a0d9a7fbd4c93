//! An address that somebody typed, taken apart.

use std::net::IpAddr;

use airside_app::ports::deliverer::UnsafeUrl;
use hyper::Uri;

/// Where to call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) scheme: Scheme,
    /// As it is resolved: without brackets.
    pub(crate) host: String,
    pub(crate) uri: Uri,
}

/// How to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Https,
    Http,
}

impl Target {
    pub(crate) fn parse(url: &str) -> Result<Self, UnsafeUrl> {
        // The parser of URIs would drop it.
        if url.contains('#') {
            return Err(UnsafeUrl::HasFragment);
        }
        let uri: Uri = url.parse().map_err(|_| UnsafeUrl::NotAUrl)?;
        let scheme = match uri.scheme_str() {
            Some("https") => Scheme::Https,
            Some("http") => Scheme::Http,
            Some(_) => return Err(UnsafeUrl::NotHttps),
            None => return Err(UnsafeUrl::NotAUrl),
        };
        let authority = uri.authority().ok_or(UnsafeUrl::NotAUrl)?;
        if authority.as_str().contains('@') {
            return Err(UnsafeUrl::HasCredentials);
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() || uri.port_u16() == Some(0) {
            return Err(UnsafeUrl::NotAUrl);
        }
        let target = Self { scheme, host, uri };
        if target.ends_in_a_number() && target.literal().is_none() {
            return Err(UnsafeUrl::NotAUrl);
        }
        Ok(target)
    }

    /// Then it is an address, for no name of the web ends so; resolvers read `0`, `127.1` and
    /// `0x7f000001` as one too (WHATWG URL, "ends in a number").
    fn ends_in_a_number(&self) -> bool {
        let host = self.host.strip_suffix('.').unwrap_or(&self.host);
        let last = host.rsplit('.').next().unwrap_or_default();
        let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
        let is_hexadecimal =
            hexadecimal.is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_decimal = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
        is_decimal || is_hexadecimal
    }

    /// The address itself, where the host is one and no name.
    pub(crate) fn literal(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_of_the_web_are_called() {
        let why = |url: &str| Target::parse(url).unwrap_err();
        assert_eq!(why("shop.example/hooks"), UnsafeUrl::NotAUrl);
        assert_eq!(why("/hooks"), UnsafeUrl::NotAUrl);
        assert_eq!(why("https://"), UnsafeUrl::NotAUrl);
        assert_eq!(why("https://shop.example:0/"), UnsafeUrl::NotAUrl);
        assert_eq!(why("https://shop example/"), UnsafeUrl::NotAUrl);
        for odd in ["0", "2130706433", "127.1", "0x7f000001", "8.8.8.8.", "8.8.8.256"] {
            assert_eq!(why(&format!("https://{odd}/")), UnsafeUrl::NotAUrl, "{odd}");
        }
        assert_eq!(why("ftp://shop.example/"), UnsafeUrl::NotHttps);
        assert_eq!(why("file:///etc/passwd"), UnsafeUrl::NotAUrl);
        assert_eq!(why("https://me:hush@shop.example/"), UnsafeUrl::HasCredentials);
        assert_eq!(why("https://shop.example@10.0.0.1/"), UnsafeUrl::HasCredentials);
        assert_eq!(why("https://shop.example/#hooks"), UnsafeUrl::HasFragment);

        let target = Target::parse("https://[2001:db8::1]:8443/hooks?of=us").unwrap();
        assert_eq!((target.scheme, &*target.host), (Scheme::Https, "2001:db8::1"));
        assert!(target.literal().is_some());
    }
}
