//! In any order of events, nobody is told of a reading that began before they asked.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    /// A caller asks for these keys.
    Ask(Vec<u8>),
    /// The reading under way ends: well, or with an error.
    End(bool),
    /// One of the waiting callers goes away.
    GoAway(prop::sample::Index),
}

/// A reading: when it began, of what, and how it ended.
struct Reading {
    began: usize,
    keys: Vec<u8>,
    ended: Option<bool>,
}

/// All readings, and a clock that moves with each event.
#[derive(Default)]
struct Log {
    time: usize,
    readings: Vec<Reading>,
}

struct Caller<'a> {
    keys: Vec<u8>,
    asked: usize,
    waiting: Pin<Box<dyn Future<Output = Result<(), usize>> + 'a>>,
}

fn tick(log: &RefCell<Log>) -> usize {
    log.borrow_mut().time += 1;
    log.borrow().time
}

fn ask<'a>(shared: &'a SharedReading<u8>, log: &'a Rc<RefCell<Log>>, keys: Vec<u8>) -> Caller<'a> {
    let read = move |keys: Vec<u8>| async move {
        let began = tick(log);
        let number = log.borrow().readings.len();
        log.borrow_mut().readings.push(Reading { began, keys, ended: None });
        poll_fn(|_| match log.borrow().readings[number].ended {
            Some(true) => Poll::Ready(Ok(())),
            Some(false) => Poll::Ready(Err(number)),
            None => Poll::Pending,
        })
        .await
    };
    let (asked, wanted) = (tick(log), keys.clone());
    let waiting = Box::pin(async move { shared.of(&wanted, read).await });
    Caller { keys, asked, waiting }
}

/// Lets all callers go on as far as they can, and judges what they are told.
fn go_on(callers: &mut Vec<Caller<'_>>, log: &RefCell<Log>) {
    let mut context = Context::from_waker(Waker::noop());
    let mut somebody_ended = true;
    while somebody_ended {
        let before = callers.len();
        callers.retain_mut(|caller| match caller.waiting.as_mut().poll(&mut context) {
            Poll::Pending => true,
            Poll::Ready(told) => {
                let log = log.borrow();
                let is_told_rightly = match told {
                    Ok(()) => log.readings.iter().any(|reading| {
                        reading.ended == Some(true)
                            && reading.began > caller.asked
                            && caller.keys.iter().all(|key| reading.keys.contains(key))
                    }),
                    Err(number) => log.readings[number].ended == Some(false),
                };
                assert!(is_told_rightly, "{told:?} for {:?}", caller.keys);
                false
            }
        });
        somebody_ended = callers.len() < before;
    }
}

fn end(log: &RefCell<Log>, well: bool) {
    let mut log = log.borrow_mut();
    for reading in log.readings.iter_mut().filter(|reading| reading.ended.is_none()) {
        reading.ended = Some(well);
    }
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => prop::collection::vec(0_u8..5, 1..4).prop_map(Step::Ask),
        2 => prop::bool::weighted(0.7).prop_map(Step::End),
        1 => any::<prop::sample::Index>().prop_map(Step::GoAway),
    ]
}

proptest! {
    #[test]
    fn who_asks_is_told_of_a_reading_that_began_afterwards(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let (shared, log) = (SharedReading::default(), Rc::new(RefCell::new(Log::default())));
        let mut callers = Vec::new();
        for step in steps {
            match step {
                Step::Ask(keys) => callers.push(ask(&shared, &log, keys)),
                Step::End(well) => end(&log, well),
                Step::GoAway(who) if !callers.is_empty() => {
                    callers.remove(who.index(callers.len()));
                }
                Step::GoAway(_) => (),
            }
            go_on(&mut callers, &log);
        }
        // However many wait, the reading under way and one more serve them all.
        let before = log.borrow().readings.len();
        for _ in 0..2 {
            end(&log, true);
            go_on(&mut callers, &log);
        }
        prop_assert!(callers.is_empty());
        prop_assert!(log.borrow().readings.len() <= before + 1);
    }
}
