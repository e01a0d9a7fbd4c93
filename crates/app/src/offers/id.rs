//! The id of an offer: everything it promised, signed.
//!
//! No server stores offers, and any node with the key can honour one.

use airside_booking::Offer;
use airside_records::OfferRecord;
use thiserror::Error;

use crate::signature::{SigningKey, decode, encode};

const PREFIX: &str = "off_";
/// Half of HMAC-SHA256: 128 bits, as RFC 2104 allows.
const SIGNATURE_BYTES: usize = 16;
/// No offer comes near it; longer ids are refused unread.
const LONGEST: usize = 8_192;
/// What the signature is for, and the form of what is signed.
const PURPOSE: &[u8] = b"offer 2";
/// Forms of older releases: their flights have other ids by now.
const OLD_PURPOSES: [&[u8]; 1] = [b"offer 1"];

/// The id under which this offer is handed out.
pub fn of(offer: &Offer, key: &SigningKey) -> Result<String, Unencodable> {
    let mut bytes = postcard::to_stdvec(&OfferRecord::from(offer))?;
    let signature = key.sign(&[PURPOSE, &bytes]);
    bytes.extend_from_slice(&signature[..SIGNATURE_BYTES]);
    Ok(format!("{PREFIX}{}", encode(&bytes)))
}

/// The offer behind an id that we signed.
pub fn read(id: &str, key: &SigningKey) -> Result<Offer, Unreadable> {
    let text = id.strip_prefix(PREFIX).filter(|text| text.len() <= LONGEST);
    let bytes = text.and_then(decode).ok_or(Unreadable::Invalid)?;
    let at = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or(Unreadable::Invalid)?;
    let (payload, signature) = bytes.split_at(at);
    let is_signed_as = |purpose: &[u8]| key.verify(&[purpose, payload], signature);
    if !is_signed_as(PURPOSE) {
        let is_old = OLD_PURPOSES.into_iter().any(is_signed_as);
        return Err(if is_old { Unreadable::OfOlderRelease } else { Unreadable::Invalid });
    }
    let record: OfferRecord = postcard::from_bytes(payload).map_err(|_| Unreadable::Invalid)?;
    Offer::try_from(record).map_err(|_| Unreadable::Invalid)
}

/// Why an id has no offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unreadable {
    #[error("this is not an offer that was made here, or it was changed")]
    Invalid,
    #[error("the offer was made by an older release")]
    OfOlderRelease,
}

/// The offer could not be written down.
#[derive(Debug, Error)]
#[error("the offer cannot be encoded")]
pub struct Unencodable(#[from] postcard::Error);
