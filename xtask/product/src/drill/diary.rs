//! When what happened, so that it can be said how long clients had to wait for what was broken.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// Times are since the first order was taken.
pub(super) struct Diary {
    began: Instant,
    orders: u32,
    bar: ProgressBar,
    booked: RefCell<Vec<Duration>>,
    confirmed: RefCell<Vec<Duration>>,
    ticketed: RefCell<Vec<Duration>>,
    incidents: RefCell<Vec<Incident>>,
    is_over: Cell<bool>,
}

/// Something that was broken or put right.
#[derive(Debug, Clone)]
struct Incident {
    what: &'static str,
    from: Duration,
    until: Duration,
    at_booking: usize,
}

/// An incident, and the longest that nobody got anywhere around it.
#[derive(Debug, Serialize)]
pub(super) struct Stall {
    pub(super) what: &'static str,
    pub(super) at_seconds: f64,
    pub(super) at_booking: usize,
    pub(super) took_seconds: f64,
    pub(super) without_booking_seconds: f64,
    pub(super) without_confirmation_seconds: f64,
    pub(super) without_ticket_seconds: f64,
}

/// Effects of an incident are looked for so long after it.
const AFTERMATH: Duration = Duration::from_secs(20);

impl Diary {
    pub(super) fn begin(orders: u32) -> Self {
        let bar = ProgressBar::new(orders.into());
        let style = "  {bar:40} {pos}/{len} ticketed, {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self {
            began: Instant::now(),
            orders,
            bar,
            booked: RefCell::default(),
            confirmed: RefCell::default(),
            ticketed: RefCell::default(),
            incidents: RefCell::default(),
            is_over: Cell::new(false),
        }
    }

    pub(super) fn note_booked(&self) {
        self.booked.borrow_mut().push(self.now());
    }

    pub(super) fn note_confirmed(&self) {
        self.confirmed.borrow_mut().push(self.now());
    }

    pub(super) fn note_ticketed(&self) {
        self.ticketed.borrow_mut().push(self.now());
        self.bar.inc(1);
    }

    /// No order is served any more.
    pub(super) fn end(&self) {
        self.is_over.set(true);
        self.bar.finish_and_clear();
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// The part of all orders that is booked, of a hundred.
    pub(super) fn percent(&self) -> usize {
        self.booked.borrow().len() * 100 / usize::try_from(self.orders).unwrap_or(usize::MAX)
    }

    /// Since the first order was taken.
    pub(super) fn now(&self) -> Duration {
        self.began.elapsed()
    }

    /// Writes down what was done since `from`, and says so.
    pub(super) fn note_incident(&self, what: &'static str, from: Duration) {
        let until = self.now();
        let at_booking = self.booked.borrow().iter().filter(|at| **at <= from).count();
        let took = until.saturating_sub(from).as_secs_f64();
        self.bar.suspend(|| {
            println!(
                "  {:6.1} s  {what}, at booking {at_booking} (took {took:.1} s)",
                from.as_secs_f64()
            );
        });
        self.incidents.borrow_mut().push(Incident { what, from, until, at_booking });
    }

    /// When the last booking was made.
    pub(super) fn last_booking(&self) -> Duration {
        self.booked.borrow().iter().max().copied().unwrap_or_default()
    }

    /// When the last incident was over.
    pub(super) fn last_incident(&self) -> Duration {
        self.incidents.borrow().iter().map(|it| it.until).max().unwrap_or_default()
    }

    /// Each incident with the pauses around it.
    pub(super) fn stalls(&self) -> Vec<Stall> {
        let incidents = self.incidents.borrow();
        let next = incidents.iter().skip(1).map(|it| it.from).chain([Duration::MAX]);
        let stalls = incidents.iter().zip(next).map(|(incident, next)| {
            let Incident { what, from, until, at_booking } = *incident;
            let end = next.min(until + AFTERMATH);
            let pause = |times: &RefCell<Vec<Duration>>| {
                longest_pause(&times.borrow(), from, end).as_secs_f64()
            };
            Stall {
                what,
                at_seconds: from.as_secs_f64(),
                at_booking,
                took_seconds: until.saturating_sub(from).as_secs_f64(),
                without_booking_seconds: pause(&self.booked),
                without_confirmation_seconds: pause(&self.confirmed),
                without_ticket_seconds: pause(&self.ticketed),
            }
        });
        stalls.collect()
    }
}

/// The longest time between two neighbours of which the middle lies in the window.
fn longest_pause(times: &[Duration], from: Duration, until: Duration) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    let pauses = times.windows(2).filter_map(|pair| match pair {
        [before, after] => {
            let middle = (*before + *after) / 2;
            (from..until).contains(&middle).then(|| after.saturating_sub(*before))
        }
        _ => None,
    });
    pauses.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_counts_in_the_window_where_most_of_it_is() {
        let times: Vec<Duration> = [1, 2, 10, 11, 14].map(Duration::from_secs).to_vec();
        let pause = |from, until| {
            longest_pause(&times, Duration::from_secs(from), Duration::from_secs(until)).as_secs()
        };
        assert_eq!(pause(0, 5), 1);
        assert_eq!(pause(5, 7), 8);
        assert_eq!(pause(11, 20), 3);
        assert_eq!(pause(20, 30), 0);
    }
}
