//! How many files this process may have open, which is how many clients may be connected.
//!
//! Many systems give a process 1,024 and let it ask for more. One that has none left can neither
//! take a connection nor write a document, so clients get half of them.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

use crate::settings::Settings;

/// Enough, and less than any system refuses.
const WANTED: u64 = 65_536;
/// What every system gives.
const USUAL: u64 = 256;

/// The most connections of clients at a time, after asking for as many files as there are to have.
pub fn most_connections(settings: &Settings) -> usize {
    let files = usize::try_from(raise()).unwrap_or(usize::MAX);
    match settings.server.connections {
        0 => files / 2,
        told => told,
    }
}

/// Raises the limit as far as this process may, and answers it.
fn raise() -> u64 {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return USUAL };
    let wanted = WANTED.min(hard).max(soft);
    match setrlimit(Resource::RLIMIT_NOFILE, wanted, hard) {
        Ok(()) => wanted,
        Err(_) => soft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_files_are_left_for_the_rest_unless_somebody_says_otherwise() {
        let mut settings = Settings::from_variables(Vec::new()).unwrap();
        let all = raise();
        assert!(all >= USUAL);
        assert_eq!(most_connections(&settings) as u64, all / 2);
        settings.server.connections = 7;
        assert_eq!(most_connections(&settings), 7);
    }
}
