//! Stories end well, the same seed tells the same one, and planted faults are found.

use airside_simulation::{Plant, Story, ending, prove, shortest};

/// Bookings in each run of the tests; `cargo xtask simulate` makes as many as it is told.
const BOOKINGS: u64 = 4_000;
/// Bookings in which each fault must be found.
const FEW: u64 = 8_000;

#[test]
fn nothing_is_lost_or_sold_twice_whatever_fails_and_whenever() {
    let proof = prove(1, BOOKINGS, None, |_| ());
    if let Some((seed, _)) = proof.failed {
        let failure = shortest(seed, None);
        panic!("seed {seed}:\n{}\n{:#?}", failure.ending.told.join("\n"), failure.ending.wrong);
    }
    assert!(proof.bookings >= BOOKINGS);
}

/// Seeds that found a fault which is mended; what it was is in page 24 of the decisions.
const FOUND: [u64; 3] = [10_001_738, 10_005_071, 18_325];

#[test]
fn stories_that_once_ended_badly_end_well() {
    for seed in FOUND {
        let ending = ending(&Story::drawn(seed), None, false);
        assert!(ending.wrong.is_empty(), "seed {seed}: {:#?}", ending.wrong);
    }
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
fn every_fault_that_is_planted_is_found() {
    let missed = Plant::ALL.iter().filter(|plant| {
        let proof = prove(1, FEW, Some(**plant), |_| ());
        println!("{plant:?}: {} bookings, {:?}", proof.bookings, proof.failed);
        proof.failed.is_none()
    });
    assert_eq!(missed.collect::<Vec<_>>(), [&Plant::SellsUncounted; 0]);
}

#[test]
fn a_story_that_ends_badly_is_made_short() {
    let plant = Some(Plant::KeepsInventory);
    let (seed, _) = prove(1, FEW, plant, |_| ()).failed.unwrap();
    let failure = shortest(seed, plant);
    assert!(failure.story.commands.len() <= 6, "{:#?}", failure.story);
}
