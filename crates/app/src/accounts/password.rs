//! Passwords: argon2id, on threads of their own, in memory that is kept.
//!
//! Hashing takes 20 MB and tens of milliseconds by design, so only a few run at once: a crowd at
//! the login waits its turn and cannot take the machine down. The memory is used again: given back,
//! it would stay with whichever thread had it, and after an hour every thread had some.

use std::num::NonZeroUsize;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{ARGON2ID_IDENT, Argon2, Block, Params, Version};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization as _;

use crate::ports::Entropy;

/// The most passwords that are hashed at once, whatever the machine.
const MOST_AT_ONCE: usize = 4;

/// As many as there are cores: one more would make the others slower, and take 20 MB.
static TURNS: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    Semaphore::new(cores.min(MOST_AT_ONCE))
});

/// What was hashed in before; never more of them than there are turns.
static MEMORY: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// The password in PHC string format, with a salt of its own.
///
/// Parameters are those of the argon2 crate, which follows OWASP: 19 MiB, two passes, one lane.
pub(super) async fn hash(password: String, entropy: &dyn Entropy) -> Result<String, HashingFailed> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    in_turn(move || hash_with(&normal(&password), salt)).await
}

/// Whether this is the password that was hashed.
///
/// Without a hash the answer is no, after the same work: the time must not tell whether there is
/// such an account.
pub(crate) async fn matches(password: String, hash: Option<String>) -> Result<bool, HashingFailed> {
    in_turn(move || {
        let compared = hash.as_deref().unwrap_or(NOBODYS);
        for form in forms(&password) {
            if is_of(&form, compared)? {
                return Ok(hash.is_some());
            }
        }
        Ok(false)
    })
    .await
}

/// A hash of no password, with the parameters of those that are made today.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                       $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// One keyboard writes é as one character, another as two, and a third writes wide letters (NFKC).
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

/// What may have been hashed: older releases composed a password (NFC), or left it as it was typed.
fn forms(password: &str) -> Vec<String> {
    let mut forms = vec![normal(password), password.nfc().collect(), password.to_owned()];
    forms.dedup();
    forms
}

fn hash_with(password: &str, salt: [u8; 16]) -> Result<String, HashingFailed> {
    let argon2 = Argon2::default();
    let output = output(&argon2, password, &salt)?;
    let text = SaltString::encode_b64(&salt).map_err(HashingFailed::new)?;
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon2.params()).map_err(HashingFailed::new)?,
        salt: Some(text.as_salt()),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Hashes with the parameters of a hash that was made at any time, and compares.
fn is_of(password: &str, hash: &str) -> Result<bool, HashingFailed> {
    let hash = PasswordHash::new(hash).map_err(HashingFailed::new)?;
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
        return Err(HashingFailed::new("the hash that is stored is not whole"));
    };
    let algorithm = hash.algorithm.try_into().map_err(HashingFailed::new)?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from);
    let params = Params::try_from(&hash).map_err(HashingFailed::new)?;
    let argon2 = Argon2::new(algorithm, version.map_err(HashingFailed::new)?, params);
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes).map_err(HashingFailed::new)?;
    // In constant time.
    Ok(output(&argon2, password, salt)? == expected)
}

fn output(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Result<Output, HashingFailed> {
    let params = argon2.params();
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let mut memory = kept().pop().unwrap_or_default();
    memory.resize(params.block_count(), Block::new());
    let output = Output::init_with(length, |output| {
        let hashed = argon2.hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            output,
            memory.as_mut_slice(),
        );
        hashed.map_err(Into::into)
    });
    kept().push(memory);
    output.map_err(HashingFailed::new)
}

fn kept() -> MutexGuard<'static, Vec<Vec<Block>>> {
    MEMORY.lock().unwrap_or_else(PoisonError::into_inner)
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
    use argon2::password_hash::PasswordHasher as _;

    use super::*;

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let hash = hash_with("correct horse", [7; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$"));

        assert!(matches("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!matches("correct horsf".to_owned(), Some(hash)).await.unwrap());
        assert!(!matches("correct horse".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_is_the_same_from_every_keyboard() {
        let (one, two) = ("caf\u{e9} au lait", "cafe\u{301} au lait");
        let hashed = in_turn(|| hash_with(&normal(two), [7; 16])).await.unwrap();
        for typed in [one, two, "ｃａｆé au lait"] {
            assert!(matches(typed.to_owned(), Some(hashed.clone())).await.unwrap());
        }
        // As older releases hashed them.
        let wide = "ｃａｆe\u{301} au lait";
        for hashed in [wide.to_owned(), wide.nfc().collect()] {
            let hashed = hash_with(&hashed, [7; 16]).unwrap();
            assert!(matches(wide.to_owned(), Some(hashed.clone())).await.unwrap());
            assert!(!matches("cafe au lait".to_owned(), Some(hashed)).await.unwrap());
        }
    }

    #[tokio::test]
    async fn where_nobody_is_known_the_same_is_hashed() {
        let ours = PasswordHash::new(NOBODYS).unwrap();
        let costs = |params: &Params| [params.m_cost(), params.t_cost(), params.p_cost()];
        assert_eq!(costs(&Params::try_from(&ours).unwrap()), costs(&Params::default()));
        assert_eq!(ours.hash.unwrap().len(), Params::DEFAULT_OUTPUT_LEN);
        assert_eq!(forms("ascii").len(), 1);
        assert_eq!(forms("ｃａｆe\u{301}").len(), 3);
        assert!(!matches(String::new(), None).await.unwrap());
    }

    #[tokio::test]
    async fn hashes_are_those_of_the_usual_library_whatever_their_parameters() {
        let ours = hash_with("correct horse", [7; 16]).unwrap();
        let theirs = |params| {
            let argon2 = Argon2::new(argon2::Algorithm::Argon2id, Version::V0x13, params);
            let salt = SaltString::encode_b64(&[7; 16]).unwrap();
            argon2.hash_password(b"correct horse", &salt).unwrap().to_string()
        };
        assert_eq!(ours, theirs(Params::default()));
        for params in [Params::new(64, 1, 2, None), Params::new(65_536, 3, 1, Some(16))] {
            let hash = theirs(params.unwrap());
            assert!(matches("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
            assert!(!matches("correct horsf".to_owned(), Some(hash)).await.unwrap());
        }
    }

    #[tokio::test]
    async fn however_many_were_hashed_no_more_memory_is_kept_than_there_are_turns() {
        let many = (0..12).map(|number| matches(number.to_string(), None));
        futures::future::join_all(many).await;
        assert!(kept().len() <= MOST_AT_ONCE);
    }
}
