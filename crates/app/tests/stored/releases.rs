//! The folders of the releases, and what is in them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder that is to have what this code writes: `next`, or after a release, until bytes
/// change again, the folder of its version.
pub(crate) const NEWEST: &str = "next";

/// The folders that have this file, oldest first.
pub(crate) fn releases_with(file: &str) -> Vec<String> {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().join(file).exists());
    let mut names: Vec<_> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    // `next` is no version, and the newest.
    let number = |part: &str| part.parse().unwrap_or(u32::MAX);
    names.sort_by_key(|name| name.split('.').map(number).collect::<Vec<_>>());
    names
}

/// A file of a release.
pub(crate) fn text(release: &str, file: &str) -> String {
    fs::read_to_string(path(release, file)).unwrap()
}

/// A file of a release, in JSON.
pub(crate) fn json(release: &str, file: &str) -> Value {
    serde_json::from_str(&text(release, file)).unwrap()
}

/// Replaces a file of the newest folder.
pub(crate) fn write(file: &str, contents: impl AsRef<[u8]>) {
    fs::create_dir_all(root().join(NEWEST)).unwrap();
    fs::write(path(NEWEST, file), contents).unwrap();
}

pub(crate) fn path(release: &str, file: &str) -> PathBuf {
    root().join(release).join(file)
}

/// The records that the same release wrote: their kinds and what they are, and their text.
pub(crate) fn records(release: &str) -> Vec<(String, String)> {
    let folder = root().join("../../../records/tests/stored").join(release);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let record = |file: PathBuf| {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(file).unwrap())
    };
    let mut records: Vec<_> = files.map(record).collect();
    records.sort();
    records
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored")
}

/// Only `next` may have what no version has: see `README.md`.
#[test]
fn the_newest_folder_is_the_one_that_this_code_writes() {
    for file in ["offer-ids.json", "messages.jsonl", "handed-out.json"] {
        let releases = releases_with(file);
        assert_eq!(releases.last().map(String::as_str), Some(NEWEST), "{file}");
        assert!(releases.iter().any(|it| it == env!("CARGO_PKG_VERSION")), "{file}: see README.md");
    }
}
