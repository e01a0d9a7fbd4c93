//! Plays story after story, until enough was booked or one ends badly.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use airside_app::ports::Store;
use airside_store_sqlite::SqliteStore;

use crate::plants::Plant;
use crate::shorten::shorten;
use crate::stage::{Ending, play};
use crate::story::Story;

/// What was played.
#[derive(Debug, Default)]
pub struct Proof {
    pub stories: u64,
    pub bookings: u64,
    /// Steps, each followed by a look at the ledger.
    pub steps: u64,
    /// The seed of the first story that ended badly, and what was wrong then.
    pub failed: Option<(u64, Vec<String>)>,
}

/// A story that ended badly, made shorter.
#[derive(Debug)]
pub struct Failure {
    /// As short as it could be made.
    pub story: Story,
    /// How that ends, and all of it in sentences.
    pub ending: Ending,
    /// Commands before it was made shorter.
    pub commands: usize,
}

/// Plays the stories of the seeds from `first` on, several at a time, until so many bookings were
/// made. `each` hears how many bookings a story made.
pub fn prove(first: u64, bookings: u64, plant: Option<Plant>, each: impl Fn(u64) + Sync) -> Proof {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (next, booked, is_over) =
        (AtomicU64::new(first), AtomicU64::new(0), AtomicBool::new(false));
    let proof = Mutex::new(Proof::default());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while booked.load(Ordering::Relaxed) < bookings && !is_over.load(Ordering::Relaxed)
                {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let ending = ending(&Story::drawn(seed), plant, false);
                    let made = u64::try_from(ending.bookings).unwrap();
                    booked.fetch_add(made, Ordering::Relaxed);
                    let mut proof = proof.lock().unwrap();
                    proof.stories += 1;
                    proof.bookings += made;
                    proof.steps += ending.steps;
                    if !ending.wrong.is_empty() {
                        is_over.store(true, Ordering::Relaxed);
                        let is_first = proof.failed.as_ref().is_none_or(|(first, _)| seed < *first);
                        if is_first {
                            proof.failed = Some((seed, ending.wrong));
                        }
                    }
                    drop(proof);
                    each(made);
                }
            });
        }
    });
    proof.into_inner().unwrap()
}

/// Plays a story in a store in memory.
pub fn ending(story: &Story, plant: Option<Plant>, is_told: bool) -> Ending {
    let open =
        |_: &_| -> Arc<dyn Store> { Arc::new(SqliteStore::in_memory_without_threads().unwrap()) };
    play(story, plant, None, is_told, open)
}

/// The story of a seed that ends badly, made shorter and told.
pub fn shortest(seed: u64, plant: Option<Plant>) -> Failure {
    let story = &Story::drawn(seed);
    let kind = |story: &Story| kind(&ending(story, plant, false));
    let wanted = kind(story);
    let shortest = shorten(story, |shorter| kind(shorter) == wanted);
    let ending = ending(&shortest, plant, true);
    Failure { story: shortest, ending, commands: story.commands.len() }
}

/// What is wrong first, without the names and figures of one story.
fn kind(ending: &Ending) -> Option<String> {
    let is_word = |word: &&str| !word.chars().any(|it| it.is_ascii_digit() || it.is_uppercase());
    let first = ending.wrong.first()?;
    Some(first.split(' ').filter(is_word).collect::<Vec<_>>().join(" "))
}
