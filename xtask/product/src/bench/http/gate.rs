//! Lets requests through when they are due, so many a second.
//!
//! A thread keeps the time: the timer of the runtime counts whole milliseconds, in which a server
//! answers several requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

/// Open from its beginning until its time is up.
pub(super) struct Gate {
    places: Arc<Semaphore>,
    pace: Pace,
    passed: AtomicU32,
}

/// When requests are due.
#[derive(Debug, Clone, Copy)]
struct Pace {
    began: Instant,
    a_second: f64,
    lasting: Duration,
}

impl Pace {
    /// `None` when the time is up by then.
    fn due(self, at: u32) -> Option<Instant> {
        let after = Duration::from_secs_f64(f64::from(at) / self.a_second);
        (after < self.lasting).then(|| self.began + after)
    }
}

impl Gate {
    /// Begins now; so many wait at it. The rate is above 0.
    pub(super) fn open(a_second: f64, lasting: Duration, waiting: usize) -> Self {
        let pace = Pace { began: Instant::now(), a_second, lasting };
        let places = Arc::new(Semaphore::new(0));
        let gate = places.clone();
        thread::spawn(move || {
            let moments = (0..).map_while(|at| pace.due(at));
            for due in moments {
                thread::sleep(due.saturating_duration_since(Instant::now()));
                if gate.is_closed() {
                    return;
                }
                gate.add_permits(1);
            }
            // Whoever still waits is told that there is no more.
            gate.add_permits(waiting);
        });
        Self { places, pace, passed: AtomicU32::new(0) }
    }

    /// Waits until the next request may go, and tells when this one was due; `None` when the time
    /// is up.
    pub(super) async fn pass(&self) -> anyhow::Result<Option<Instant>> {
        self.places.acquire().await?.forget();
        Ok(self.pace.due(self.passed.fetch_add(1, Ordering::Relaxed)))
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.places.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn as_many_pass_as_are_due_each_at_its_time() {
        let lasting = Duration::from_millis(50);
        let gate = Gate::open(100.0, lasting, 2);
        let mut due = Vec::new();
        while let Some(moment) = gate.pass().await.unwrap() {
            assert!(Instant::now() >= moment, "it passed too early");
            due.push(moment - gate.pace.began);
        }
        let expected = [0, 10, 20, 30, 40].map(Duration::from_millis);
        assert_eq!(due, expected);
        assert_eq!(gate.pass().await.unwrap(), None, "the others are told, too");
    }
}
