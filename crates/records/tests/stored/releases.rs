//! The folders of the releases, and what is in them.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the release to come.
pub(crate) const NEXT: &str = "next";

/// What wrote a folder of records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Release {
    /// The numbers of a version; those of the release to come are above all others.
    order: Vec<u32>,
    pub name: String,
}

impl Release {
    pub(crate) fn named(name: &str) -> Self {
        let number = |part: &str| part.parse().unwrap_or_else(|_| panic!("{name} is no version"));
        let order = match name {
            NEXT => vec![u32::MAX],
            version => version.split('.').map(number).collect(),
        };
        Self { order, name: name.to_owned() }
    }

    /// Where its records are.
    pub(crate) fn folder(&self) -> PathBuf {
        root().join(&self.name)
    }

    /// Its records, by the names of their files.
    pub(crate) fn records(&self) -> Vec<(String, String)> {
        let files = fs::read_dir(self.folder()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = files.collect();
        files.sort();
        let record = |file: &PathBuf| {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(file).unwrap())
        };
        files.iter().map(record).collect()
    }

    /// The file that has a line for each record.
    pub(crate) fn lines(&self, what: &str) -> PathBuf {
        root().join(format!("{}{what}.txt", self.name))
    }
}

/// Every release that has a folder, the newest last.
pub(crate) fn releases() -> Vec<Release> {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let names = folders.map(|entry| entry.file_name().into_string().unwrap());
    // The samples are code.
    let mut releases: Vec<_> =
        names.filter(|name| name != "samples").map(|name| Release::named(&name)).collect();
    releases.sort();
    releases
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stored")
}
