//! The secret of an endpoint, and the signatures made with it: those of Standard Webhooks 1.0.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::ports::Entropy;

const BYTES: usize = 32;
/// How such a secret begins, so that people and scanners recognise it.
const PREFIX: &str = "whsec_";

/// What signs the webhooks of one endpoint, and is known to its owner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EndpointSecret([u8; BYTES]);

airside_primitives::hide_in_debug!(EndpointSecret);

impl EndpointSecret {
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; BYTES];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// As its owner gets it: `whsec_` and base64.
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.0))
    }

    /// The secret of a text that [`Self::text`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The signature of a webhook, as its header has it.
    pub fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        // HMAC fills a short key up with zeros to a block of 64 bytes (RFC 2104).
        let mut block = [0; 64];
        block[..BYTES].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new(&block.into());
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_as_itself_and_shows_itself_to_nobody() {
        let secret = EndpointSecret([7; BYTES]);
        assert_eq!(EndpointSecret::read(&secret.text()), Some(secret));
        assert_eq!(EndpointSecret::read("whsec_AAAA"), None);
        assert_eq!(EndpointSecret::read(&STANDARD.encode([7; BYTES])), None);
        assert!(!format!("{secret:?}").contains('7'));
    }

    /// Made by the published library `standardwebhooks` 1.1.0 for Python.
    #[test]
    fn the_signature_is_that_of_the_published_library() {
        let secret = EndpointSecret(std::array::from_fn(|at| u8::try_from(at).unwrap()));
        let signed = secret.sign("msg_1", 1_700_000_000, r#"{"type":"ping"}"#);
        assert_eq!(signed, "v1,uK3ZB/kWgMaIl2HEITna3uysqu/cjXmImcEsprhshQY=");
    }
}
