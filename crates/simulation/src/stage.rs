//! Plays a story: begins its commands, and lets one call after the other go on.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use airside_app::ports::Store;
use tokio::runtime::{Builder, Runtime};

use crate::cast::carry_out;
use crate::check::{check, come_to_rest};
use crate::desk::{Desk, Doom, Kind};
use crate::plants::Plant;
use crate::site::Site;
use crate::story::Story;

/// In a bad story one call in so many goes wrong; in a good one, none.
const STORMS: [u64; 5] = [0, 400, 120, 40, 15];
/// A story takes some thousand steps; one that takes so many goes round in circles.
const MOST_STEPS: u64 = 100_000;
/// The number of the actor that comes after the story.
const LAST: u64 = 9_999;

/// How a story ended.
#[derive(Debug)]
pub struct Ending {
    /// Bookings that were made.
    pub bookings: usize,
    /// Steps that were taken, each followed by a look at the ledger.
    pub steps: u64,
    /// Everything that must not be; empty when all is well.
    pub wrong: Vec<String>,
    /// The calls that each command made.
    pub(crate) calls: BTreeMap<u64, Vec<Kind>>,
    /// The story in sentences, where it was to be told.
    pub told: Vec<String>,
}

/// Plays a story on a store that is new and empty.
pub(crate) fn play(
    story: &Story,
    plant: Option<Plant>,
    doom: Option<Doom>,
    is_told: bool,
    open: impl FnOnce(&Runtime) -> Arc<dyn Store>,
) -> Ending {
    // One thread for whatever blocks: it does one thing after the other.
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(1).build();
    let runtime = Arc::new(runtime.unwrap());
    let chance = story.chance();
    let one_in = story.storm.unwrap_or_else(|| chance.about(1).pick(&STORMS));
    let desk = Arc::new(Desk::new(chance.about(2), one_in, doom, is_told));
    let site = Site::open(runtime.clone(), desk, open(&runtime), plant);

    // In one story of three a node hears of nothing until its end.
    if story.storm.is_none() && chance.about(6).one_in(3) {
        site.carrier.cut_off(chance.about(7).below(2));
    }

    let _inside = runtime.enter();
    let mut scene = Stage { site: &site, actors: Vec::new(), steps: 0 };
    scene.tell(story);
    scene.finish(come_to_rest(&site, chance.about(5)));
    scene.finish(check(&site));
    let steps = scene.steps;
    Ending {
        bookings: site.ledger.bookings(),
        steps,
        wrong: site.ledger.wrong(),
        calls: site.desk.calls(),
        told: site.desk.told(),
    }
}

struct Stage<'a> {
    site: &'a Site,
    actors: Vec<Actor<'a>>,
    steps: u64,
}

/// A command that is being carried out.
struct Actor<'a> {
    number: u64,
    work: Pin<Box<dyn Future<Output = ()> + 'a>>,
    called: Arc<Called>,
}

/// Whether an actor can go on.
struct Called(AtomicBool);

impl Wake for Called {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

impl<'a> Stage<'a> {
    /// Carries out every command of the story.
    fn tell(&mut self, story: &Story) {
        let (site, chance) = (self.site, story.chance());
        let mut commands = story.commands.iter().peekable();
        loop {
            self.go_on();
            if site.ledger.is_wrong() {
                return;
            }
            let next = commands.peek().map(|(number, _)| chance.about(3).about(*number).number());
            let next = next.filter(|_| self.actors.len() < story.crowd);
            match (next, site.desk.lightest()) {
                (Some(weight), call) if call.is_none_or(|call| weight < call) => {
                    let (number, command) = commands.next().unwrap().clone();
                    site.desk.tell(|| format!("{number:>5} {command}"));
                    let chance = chance.about(4).about(number);
                    self.begin(number, carry_out(site, number, command, chance));
                }
                (_, Some(_)) => site.desk.go_on(),
                (Some(_) | None, None) => return self.nobody_is_left(),
            }
        }
    }

    /// Carries out what comes after the story.
    fn finish(&mut self, work: impl Future<Output = ()> + 'a) {
        self.begin(LAST, work);
        while !self.site.ledger.is_wrong() {
            self.go_on();
            if self.site.desk.lightest().is_none() {
                return self.nobody_is_left();
            }
            self.site.desk.go_on();
        }
    }

    fn begin(&mut self, number: u64, work: impl Future<Output = ()> + 'a) {
        let called = Arc::new(Called(AtomicBool::new(true)));
        self.actors.push(Actor { number, work: Box::pin(work), called });
    }

    /// Lets everybody go on who can, until all wait for the desk.
    fn go_on(&mut self) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            self.site.ledger.found("it comes to no end");
            return;
        }
        loop {
            self.poll();
            if self.actors.is_empty() || self.site.desk.waiting() >= self.actors.len() {
                return;
            }
            // Somebody waits for another actor, or for work on the other thread: that is done
            // once this comes after it.
            let last = self.site.runtime.spawn_blocking(|| ());
            self.site.runtime.block_on(last).unwrap();
            if !self.actors.iter().any(|it| it.called.0.load(Ordering::Acquire)) {
                return;
            }
        }
    }

    fn poll(&mut self) {
        let Self { site, actors, .. } = self;
        let mut was_called = true;
        while was_called {
            was_called = false;
            actors.retain_mut(|actor| {
                if !actor.called.0.swap(false, Ordering::AcqRel) {
                    return true;
                }
                was_called = true;
                site.desk.speak_as(actor.number);
                let waker = Waker::from(actor.called.clone());
                let mut context = Context::from_waker(&waker);
                let polled =
                    catch_unwind(AssertUnwindSafe(|| actor.work.as_mut().poll(&mut context)));
                match polled {
                    Ok(Poll::Pending) => true,
                    Ok(Poll::Ready(())) => false,
                    Err(_) => {
                        site.ledger.found("something panicked");
                        false
                    }
                }
            });
        }
    }

    fn nobody_is_left(&self) {
        if !self.actors.is_empty() {
            self.site.ledger.found("nobody can go on");
        }
    }
}
