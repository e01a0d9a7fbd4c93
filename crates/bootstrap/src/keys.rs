//! The signing keys: of an embedded server, made once, in the data folder; of the server
//! stack, all from one secret that its nodes share.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use airside_app::Secrets;
use airside_app::ports::Entropy;
use airside_app::signature::{SigningKey, encode};
use anyhow::{Context, ensure};
use sha2::{Digest, Sha256};

use crate::data_folder::SIGNING_KEYS;

/// The keys that follow from a secret, one for each purpose.
pub(crate) fn from_secret(secret: &str) -> Secrets {
    let root: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
    let root = SigningKey::from(root);
    let key = |purpose: &str| root.sign(&[b"airside", purpose.as_bytes()]);
    let (offer_key, link_key) = (key("offers").into(), key("links").into());
    Secrets { token_key: key("tokens"), offer_key, link_key }
}

/// Four keys of 32 bytes, one after the other.
const BYTES: usize = 4 * 32;

/// What the data folder keeps secret.
pub(crate) struct Keys {
    pub(crate) secrets: Secrets,
    /// Signs the sandbox's webhooks (`whsec_…`).
    pub(crate) webhook_secret: String,
}

/// Reads the keys of this folder, or makes them.
pub(crate) fn load_or_make(folder: &Path, entropy: &dyn Entropy) -> anyhow::Result<Keys> {
    let path = folder.join(SIGNING_KEYS);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => make(&path, entropy)?,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    ensure!(bytes.len() == BYTES, "{} is not a file of signing keys", path.display());

    let mut keys = [[0; 32]; 4];
    for (key, part) in keys.iter_mut().zip(bytes.chunks_exact(32)) {
        key.copy_from_slice(part);
    }
    let [token_key, offer_key, link_key, webhook_key] = keys;
    Ok(Keys {
        secrets: Secrets { token_key, offer_key: offer_key.into(), link_key: link_key.into() },
        webhook_secret: format!("whsec_{}", encode(&webhook_key)),
    })
}

/// Writes new keys where only their owner can read them, whole or not at all.
fn make(path: &Path, entropy: &dyn Entropy) -> anyhow::Result<Vec<u8>> {
    let mut bytes = vec![0; BYTES];
    entropy.fill(&mut bytes);

    let unfinished = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&unfinished).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    });
    written.with_context(|| format!("cannot write {}", path.display()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_secret_gives_the_same_keys_to_each_node_and_another_to_each_purpose() {
        let (one, same, other) = (from_secret("a"), from_secret("a"), from_secret("b"));
        let shown = |key: &SigningKey| key.sign(&[b"it"]);
        assert_eq!(one.token_key, same.token_key);
        assert_eq!(shown(&one.offer_key), shown(&same.offer_key));
        assert_eq!(shown(&one.link_key), shown(&same.link_key));
        let token_key = |secrets: &Secrets| shown(&secrets.token_key.into());
        let keys = [
            token_key(&one),
            shown(&one.offer_key),
            shown(&one.link_key),
            token_key(&other),
            shown(&other.link_key),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key));
        }
    }
}
