//! Stories end well, the same seed tells the same one, and planted faults are found.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test panics when it fails")]

use airside_simulation::{Plant, Story, ending, prove};

/// Bookings in each run of the tests; `cargo xtask simulate` makes as many as it is told.
const BOOKINGS: u64 = 10_000;

#[test]
fn nothing_is_lost_or_sold_twice_whatever_fails_and_whenever() {
    let proof = prove(1, BOOKINGS, None, |_| ());
    if let Some(failure) = proof.failure {
        panic!("seed {}:\n{}\n{:#?}", failure.story.seed, failure.ending.told.join("\n"), failure.ending.wrong);
    }
    assert!(proof.bookings >= BOOKINGS);
}

#[test]
fn a_seed_tells_the_same_story_each_time() {
    for seed in 1..6 {
        let story = Story::drawn(seed);
        let (first, second) = (ending(&story, None, true), ending(&story, None, true));
        assert!(first.told.len() > 100, "{} lines", first.told.len());
        assert_eq!(first.told, second.told, "seed {seed}");
    }
}

#[test]
fn a_fault_is_found_and_its_story_made_short() {
    let proof = prove(1, 500, Some(Plant::KeepsInventory), |_| ());
    let failure = proof.failure.unwrap();
    assert!(failure.story.commands.len() < failure.commands / 4, "{:#?}", failure.story);
}
