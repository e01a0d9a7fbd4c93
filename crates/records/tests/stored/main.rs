//! Records that releases wrote are read by this one, with everything they say; and what this
//! code writes is what the newest of the folders has.
//!
//! `VERSION/KIND-WHAT.json` is a record as that release serialised it, and never changes;
//! `README.md` tells of the lines beside it, and how the folder of a release is made.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

mod corrections;
mod exchanges;
mod kinds;
mod partings;
mod releases;
mod rest;
mod samples;
mod services;
mod told;
mod variants;

use std::fs;

use crate::kinds::{Telling, read, tell, text};
use crate::releases::{NEXT, Release, releases};
use crate::samples::{file, samples};

/// Which line of a telling is in which file.
type Line = (&'static str, fn(Telling) -> String);
const LINES: [Line; 10] = [
    ("", |telling| telling.told),
    (".rest", |telling| telling.rest),
    (".columns", |telling| telling.columns),
    (".erasure", |telling| telling.erasure),
    (".staff", |telling| telling.staff),
    (".names", |telling| telling.names),
    (".exchanges", |telling| telling.exchanges),
    (".corrections", |telling| telling.corrections),
    (".services", |telling| telling.services),
    (".partings", |telling| telling.partings),
];

/// The lines of one file: what each record of a release says.
fn lines(release: &Release, line: fn(Telling) -> String) -> Vec<String> {
    let records = release.records().into_iter();
    let said = records.map(|(name, text)| format!("{name}: {}", line(tell(&read(&name, &text)))));
    said.collect()
}

#[test]
fn every_record_that_a_release_wrote_says_what_it_said() {
    let releases = releases();
    assert!(!releases.is_empty());
    for release in releases {
        for (what, line) in LINES {
            let file = release.lines(what);
            let expected = fs::read_to_string(&file).unwrap();
            let expected: Vec<_> = expected.lines().collect();
            let said = lines(&release, line);
            for (said, expected) in said.iter().zip(&expected) {
                assert_eq!(said, expected, "{}", file.display());
            }
            assert_eq!(said.len(), expected.len(), "{}", file.display());
        }
    }
}

#[test]
fn what_this_code_writes_is_what_the_newest_release_wrote() {
    let newest = releases().pop().unwrap();
    let written = newest.records();
    let names = |records: &[(String, String)]| records.iter().map(|it| it.0.clone()).collect();
    let now: Vec<_> = samples().iter().map(|(name, it)| (name.clone(), text(it))).collect();
    let [names_now, names_then]: [Vec<_>; 2] = [names(&now), names(&written)];
    assert_eq!(names_now, names_then, "{}", newest.name);
    for ((name, now), (_, then)) in now.iter().zip(&written) {
        assert_eq!(now, then, "{} of {}: see README.md", name, newest.name);
    }
}

#[test]
fn a_version_that_is_released_has_its_folder() {
    let version = Release::named(env!("CARGO_PKG_VERSION"));
    assert!(releases().contains(&version), "{version:?}: rename `{NEXT}`, see README.md");
}

#[test]
#[ignore = "writes the folder of the release to come"]
fn write_next() {
    let next = Release::named(NEXT);
    let folder = next.folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    for (name, sample) in samples() {
        fs::write(folder.join(file(&name)), text(&sample)).unwrap();
    }
    for release in releases() {
        for (what, line) in LINES {
            let file = release.lines(what);
            // What a release said is never told anew, but what nobody has told of it yet is.
            if release == next || !file.exists() {
                fs::write(file, lines(&release, line).join("\n") + "\n").unwrap();
            }
        }
    }
}
