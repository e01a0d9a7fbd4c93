//! The files of the pages, served under `assets/{version}/{name}`.
//!
//! The version is a hash of them all, so what was fetched under it never changes and is kept for
//! good. Under another one, as of a node that runs a newer release, the files are there too: to
//! be looked at, not to be kept.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    pub text: &'static str,
    pub media_type: &'static str,
    /// For `Cache-Control`.
    pub kept: &'static str,
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Name, media type and text of each file.
const FILES: &[(&str, &str, &str)] = &[
    ("airside.css", STYLE, include_str!("../files/airside.css")),
    ("desk.css", STYLE, include_str!("../files/desk.css")),
    ("desk.js", SCRIPT, include_str!("../files/desk.js")),
    ("icon.svg", "image/svg+xml", include_str!("../files/icon.svg")),
    ("wait.js", SCRIPT, include_str!("../files/wait.js")),
    ("docs.css", STYLE, include_str!("../files/docs/docs.css")),
    ("docs.js", SCRIPT, include_str!("../files/docs/docs.js")),
    ("account.js", SCRIPT, include_str!("../files/docs/account.js")),
    ("call.js", SCRIPT, include_str!("../files/docs/call.js")),
    ("dates.js", SCRIPT, include_str!("../files/docs/dates.js")),
    ("dom.js", SCRIPT, include_str!("../files/docs/dom.js")),
    ("operation.js", SCRIPT, include_str!("../files/docs/operation.js")),
    ("schema.js", SCRIPT, include_str!("../files/docs/schema.js")),
    ("seen.js", SCRIPT, include_str!("../files/docs/seen.js")),
];

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (name, _, text) in FILES {
        hash.update(name);
        hash.update(text);
    }
    let digest = hash.finalize();
    digest.iter().take(6).fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
});

/// The file of this name, as it is asked for under this version.
pub fn asset(version: &str, name: &str) -> Option<Asset> {
    let (_, media_type, text) = FILES.iter().find(|(it, ..)| *it == name)?;
    let is_current = version == *VERSION;
    let kept = if is_current { "public, max-age=31536000, immutable" } else { "no-cache" };
    Some(Asset { text, media_type, kept })
}

/// The address of a file, from where `assets/` is.
pub(crate) fn address(name: &str) -> String {
    format!("assets/{}/{name}", *VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_for_good_under_its_own_version_only() {
        let current = asset(&VERSION, "airside.css").unwrap();
        assert!(
            current.kept.contains("immutable") && current.text.contains("prefers-color-scheme")
        );
        let other = asset("0123456789ab", "airside.css").unwrap();
        assert_eq!((other.kept, other.text), ("no-cache", current.text));
        assert_eq!(asset(&VERSION, "../Cargo.toml"), None);
    }

    #[test]
    fn no_file_asks_for_anything_from_outside() {
        for (name, _, text) in FILES {
            let text = text.replace("http://www.w3.org/2000/svg", "");
            for outside in
                ["http://", "@import", "url(", "from \"http", "fetch(\"http", "src=\"http"]
            {
                assert!(!text.contains(outside), "{name}: {outside}");
            }
        }
    }

    #[test]
    fn the_page_of_the_api_is_under_sixty_kilobytes_in_all() {
        let all: usize = FILES.iter().map(|(.., text)| text.len()).sum();
        assert!(all < 60_000, "{all} bytes");
    }
}
