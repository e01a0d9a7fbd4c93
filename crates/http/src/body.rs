//! How a body arrives: in time, unpacked, and no larger than it may be.

use std::io::Read;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, HeaderValue};
use actix_web::web::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use futures::StreamExt;

use crate::problem::{Kind, Problem};

/// The largest body in bytes: a booking of ten with everything takes some 10 KB.
pub(crate) const LARGEST: usize = 256 * 1024;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Plain,
    Gzip,
}

impl Coding {
    /// What the headers say of it; 415 for what is not unpacked here.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let mut said = headers.get_all(CONTENT_ENCODING);
        let name = match (said.next(), said.next()) {
            (None, _) => return Ok(Self::Plain),
            (Some(name), None) => name.to_str().unwrap_or_default().trim().to_ascii_lowercase(),
            (Some(_), Some(_)) => String::new(),
        };
        match name.as_str() {
            "identity" => Ok(Self::Plain),
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            _ => {
                let detail = "the Content-Encoding of the body must be gzip, or none";
                let problem = Problem::new(Kind::UnsupportedMediaType, detail);
                Err(problem.with_header(ACCEPT_ENCODING, HeaderValue::from_static("gzip")))
            }
        }
    }

    fn unpack(self, packed: Bytes) -> Result<Bytes, Problem> {
        match self {
            Self::Plain => Ok(packed),
            Self::Gzip if packed.is_empty() => Ok(packed),
            Self::Gzip => gunzip(&packed),
        }
    }
}

/// A body in a coding, whole; what trickles must not hold a connection for ever.
pub(crate) async fn arrived(coding: Coding, payload: Payload) -> Result<Bytes, Problem> {
    match actix_web::rt::time::timeout(PATIENCE, collect(payload)).await {
        Ok(came) => coding.unpack(came?),
        Err(_) => Err(Problem::from(Kind::RequestTimeout)),
    }
}

async fn collect(mut payload: Payload) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let cut_off = |_| Problem::new(Kind::BadRequest, "the body was cut off");
        let chunk = chunk.map_err(cut_off)?;
        if body.len() + chunk.len() > LARGEST {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// Stops at the limit, for a few bytes can unpack to any number.
fn gunzip(packed: &[u8]) -> Result<Bytes, Problem> {
    let mut body = Vec::new();
    let mut unpacked = MultiGzDecoder::new(packed).take(LARGEST as u64 + 1);
    let read = unpacked.read_to_end(&mut body);
    read.map_err(|_| Problem::new(Kind::BadRequest, "the body is not gzip"))?;
    if body.len() > LARGEST { Err(too_large()) } else { Ok(body.into()) }
}

fn too_large() -> Problem {
    Problem::new(Kind::PayloadTooLarge, format!("a body may have {LARGEST} bytes"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn coding(said: &[&str]) -> Result<Coding, Kind> {
        let mut headers = HeaderMap::new();
        for name in said {
            headers.append(CONTENT_ENCODING, HeaderValue::from_str(name).unwrap());
        }
        Coding::of(&headers).map_err(|problem| problem.kind())
    }

    #[test]
    fn a_body_is_plain_or_gzip() {
        assert_eq!(coding(&[]), Ok(Coding::Plain));
        assert_eq!(coding(&["identity"]), Ok(Coding::Plain));
        for gzip in ["gzip", "GZIP", " x-gzip "] {
            assert_eq!(coding(&[gzip]), Ok(Coding::Gzip), "{gzip}");
        }
        for other in [&["br"][..], &[""], &["gzip, gzip"], &["gzip", "gzip"], &["deflate"]] {
            assert_eq!(coding(other), Err(Kind::UnsupportedMediaType), "{other:?}");
        }
    }

    #[test]
    fn what_unpacks_to_more_than_a_body_may_have_is_too_large() {
        let largest = vec![b' '; LARGEST];
        assert_eq!(gunzip(&gzip(&largest)).unwrap(), largest);
        let bomb = gzip(&vec![0; 100 * LARGEST]);
        assert!(bomb.len() < LARGEST);
        assert_eq!(gunzip(&bomb).unwrap_err().kind(), Kind::PayloadTooLarge);
    }

    #[test]
    fn what_is_not_gzip_or_breaks_off_is_refused() {
        let whole = gzip(b"{}");
        for wrong in
            [&b"{}"[..], &whole[..whole.len() - 1], &whole[..5], &[&whole[..], b"x"].concat()]
        {
            assert_eq!(gunzip(wrong).unwrap_err().kind(), Kind::BadRequest, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(body in prop::collection::vec(any::<u8>(), 0..2_000)) {
            prop_assert_eq!(gunzip(&gzip(&body)).unwrap(), body);
        }
    }
}
