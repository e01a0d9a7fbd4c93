//! Everything that is kept for the fuzzer holds, on every run of the tests.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::fs;
use std::path::{Path, PathBuf};

use airside_fuzzing::{PROPERTIES, is_offer, sample_offers};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

fn names(folder: &Path, extension: &str) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let names = paths
        .filter(|path| extension.is_empty() || path.extension().is_some_and(|it| it == extension));
    let mut names: Vec<_> =
        names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_target_has_a_property_and_files_to_start_from() {
    let properties: Vec<_> = PROPERTIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&corpus(), ""), properties);
    assert_eq!(names(&corpus().join("../fuzz_targets"), "rs"), properties);
}

#[test]
fn what_is_kept_for_the_fuzzer_holds() {
    let mut broken = Vec::new();
    for (name, holds) in PROPERTIES {
        let files = fs::read_dir(corpus().join(name)).unwrap().map(|it| it.unwrap().path());
        let files: Vec<_> = files.collect();
        assert!(!files.is_empty(), "{name} has nothing to start from");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            if std::panic::catch_unwind(|| holds(&bytes)).is_err() {
                broken.push(file);
            }
        }
    }
    assert!(broken.is_empty(), "these break a promise: {broken:#?}");
}

/// What an offer holds may change from one release to the next. Then:
/// `cargo test -p airside-fuzzing --test corpus -- --ignored`.
#[test]
fn the_offers_that_are_kept_are_offers_of_this_release() {
    for file in names(&corpus().join("offer_id"), "offer") {
        let offer = fs::read(corpus().join("offer_id").join(&file).with_extension("offer"));
        assert!(is_offer(&offer.unwrap()), "{file} is none: write the offers anew");
    }
}

#[test]
#[ignore = "writes files that are kept"]
fn write_offers() {
    for (number, offer) in (1..).zip(sample_offers()) {
        fs::write(corpus().join(format!("offer_id/{number}.offer")), offer).unwrap();
    }
}
