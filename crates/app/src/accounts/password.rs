//! Passwords: argon2id, on threads of their own.
//!
//! Hashing takes some 20 MB and tens of milliseconds by design, so only a few run at
//! once: a crowd at the login waits its turn and cannot take the machine down.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::ports::Entropy;

/// How many passwords are hashed at once.
static TURNS: Semaphore = Semaphore::const_new(4);

/// The password in PHC string format, with a salt of its own.
///
/// Parameters are those of the argon2 crate, which follows OWASP: 19 MiB, two passes, one lane.
pub(super) async fn hash(password: String, entropy: &dyn Entropy) -> Result<String, HashingFailed> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    in_turn(move || hash_with(&password, salt)).await
}

/// Whether this is the password that was hashed.
///
/// Without a hash the answer is no, after the same work: the time must not tell whether there is
/// such an account.
pub(crate) async fn matches(password: String, hash: Option<String>) -> Result<bool, HashingFailed> {
    in_turn(move || match hash {
        Some(hash) => {
            let hash = PasswordHash::new(&hash).map_err(HashingFailed::new)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        }
        None => hash_with(&password, [0; 16]).map(|_| false),
    })
    .await
}

fn hash_with(password: &str, salt: [u8; 16]) -> Result<String, HashingFailed> {
    let salt = SaltString::encode_b64(&salt).map_err(HashingFailed::new)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(HashingFailed::new)?.to_string())
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HashingFailed> + Send + 'static,
) -> Result<T, HashingFailed> {
    let turn = TURNS.acquire().await.map_err(HashingFailed::new)?;
    // The turn ends with the work: a client that goes away does not end it.
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    spawn_blocking(work).await.map_err(HashingFailed::new)?
}

/// A password could not be hashed or compared.
#[derive(Debug, Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashingFailed(String);

impl HashingFailed {
    fn new(cause: impl std::fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let hash = hash_with("correct horse", [7; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$"));

        assert!(matches("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!matches("correct horsf".to_owned(), Some(hash)).await.unwrap());
        assert!(!matches("correct horse".to_owned(), None).await.unwrap());
    }
}
