//! One flow after the other, each as often as it calls something: at every call the node dies once
//! before and once after it took effect, once nobody hears of it, and once it fails.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use airside_app::ports::Store;
use airside_port_contracts::fakes::CARD;
use airside_port_contracts::sales::timetable::Revision;
use airside_primitives::Cabin;
use tokio::runtime::Runtime;

use crate::desk::{Doom, Fate, Kind};
use crate::stage::play;
use crate::story::{Command, Story, Sweep};

/// Which calls are tried, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Each call: its node dies before it and after it, its answer is lost, it fails.
    EveryCall,
    /// Each call that changes something: its node dies before it and after it. A node that dies
    /// over a reading leaves what it would have left after the change before.
    EveryChange,
}

impl Reach {
    fn fates(self, kind: Kind) -> &'static [Fate] {
        match (self, kind) {
            (_, Kind::Pause) | (Self::EveryChange, Kind::Read) => &[],
            (Self::EveryCall, _) => {
                &[Fate::NodeDies, Fate::NodeDiesAfter, Fate::AnswerLost, Fate::NeverArrives]
            }
            (Self::EveryChange, _) => &[Fate::NodeDies, Fate::NodeDiesAfter],
        }
    }
}

/// What was tried, and what went wrong.
#[derive(Debug, Default)]
pub struct Points {
    /// The calls of each command of the script, and the ways in which one of them ended badly.
    pub calls: BTreeMap<String, usize>,
    pub tried: usize,
    /// Each with the call that was doomed.
    pub wrong: Vec<String>,
}

/// Tries every point on stores that `open` makes, new and empty; several at a time.
pub fn crash_points<S>(
    reach: Reach,
    open: impl Fn(&Runtime) -> (Arc<dyn Store>, S) + Sync,
) -> Points {
    let whole = Story { seed: 1, commands: script(), crowd: 1, storm: Some(0) };
    let tell = |doom| {
        let mut subject = None;
        play(&whole, None, doom, true, |runtime| {
            let (store, kept) = open(runtime);
            subject = Some(kept);
            store
        })
    };
    let untroubled = tell(None);
    assert_eq!(untroubled.wrong, [""; 0], "without a fault all is well");
    assert_eq!(untroubled.bookings, 4, "the script books three times, and splits one");

    let mut points = Points::default();
    let mut dooms = Vec::new();
    for (actor, command) in &whole.commands {
        let calls = untroubled.calls.get(actor).map_or(&[][..], Vec::as_slice);
        let at = format!("{actor:>2} {command}");
        for (call, kind) in (1..).zip(calls) {
            for fate in reach.fates(*kind) {
                let what = format!("{at}, call {call}, {fate:?}");
                dooms.push((what, Doom { actor: *actor, call, fate: *fate }));
            }
        }
        points.calls.insert(at, calls.len());
    }
    points.tried = dooms.len();
    points.wrong = tried(&dooms, |doom| tell(Some(doom)).wrong);
    points
}

/// What goes wrong with each of them, on as many threads as there are cores.
fn tried(dooms: &[(String, Doom)], wrong: impl Fn(Doom) -> Vec<String> + Sync) -> Vec<String> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((what, doom)) = dooms.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let wrong = wrong(*doom).into_iter().map(|it| format!("{what}: {it}"));
                    found.lock().unwrap().extend(wrong);
                }
            });
        }
    });
    found.into_inner().unwrap()
}

/// Every flow once: booked, paid by card and on a page, settled, ticketed, split, cancelled, refunded,
/// expired, moved by a new timetable and answered.
fn script() -> Vec<(u64, Command)> {
    let economy = Cabin::Economy;
    let book = |promo| Command::Book { node: 0, day: 0, cabin: economy, adults: 2, promo };
    let arrive =
        || [Command::Relay { node: 0 }, Command::Deliver { node: 0 }, Command::Deliver { node: 1 }];
    let sweep = |what| Command::Sweep { node: 1, what };
    let mut script = vec![book(true)];
    script.extend([Command::Pay { node: 0, card: Some(CARD) }]);
    script.extend(arrive());
    script.extend([Command::Event { node: 1 }]);
    script.extend(arrive());
    script.extend([sweep(Sweep::Documents), Command::Split { node: 0 }]);
    script.extend(arrive());
    script.extend([book(true), Command::Pay { node: 1, card: None }]);
    script.extend([Command::PayOnPage, Command::Event { node: 0 }]);
    script.extend(arrive());
    script.extend(arrive());
    script.extend([Command::Wait { minutes: 2 }, sweep(Sweep::Money)]);
    script.extend([Command::Revise(vec![Revision::Retime { day: 0, minutes: -300 }])]);
    script.extend(arrive());
    script.extend([sweep(Sweep::Schedules), Command::Answer { node: 0, accepts: true }]);
    script.extend([Command::Answer { node: 1, accepts: false }]);
    script.extend(arrive());
    script.extend([sweep(Sweep::Money), Command::Cancel { node: 0 }]);
    script.extend(arrive());
    // The promo code is used up by now.
    script.extend([book(false), Command::Wait { minutes: 16 }, sweep(Sweep::Holds)]);
    script.extend([sweep(Sweep::Money), sweep(Sweep::Documents)]);
    (1..).zip(script).collect()
}

/// Makes the test, on stores like those of [`store!`](airside_port_contracts::store).
#[macro_export]
macro_rules! crash_points {
    ($reach:ident, $subject:expr) => {
        #[test]
        fn each_flow_completes_once_wherever_its_node_dies() {
            let points = $crate::crash_points($crate::Reach::$reach, |runtime| {
                let subject = runtime.block_on(async { $subject.await });
                (subject.store(), subject)
            });
            println!("{} points in {} calls", points.tried, points.calls.values().sum::<usize>());
            assert!(points.tried > 100, "{:#?}", points.calls);
            assert!(points.wrong.is_empty(), "{:#?}", points.wrong);
        }
    };
}
