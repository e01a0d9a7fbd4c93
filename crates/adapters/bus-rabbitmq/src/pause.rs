//! Waits between two tries that grow, and are spread so that nodes do not all come at once.

use std::time::Duration;

use rand::Rng;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Pause(Duration);

impl Pause {
    pub(crate) const fn new() -> Self {
        Self(FIRST)
    }

    /// The next wait: between half of a time and all of it, which doubles.
    pub(crate) fn grow(&mut self) -> Duration {
        let wait = self.0.mul_f64(rand::rng().random_range(0.5..=1.0));
        self.0 = (self.0 * 2).min(LONGEST);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_seconds() {
        let mut pause = Pause::new();
        let waits: Vec<_> = (0..20).map(|_| pause.grow()).collect();
        assert!((FIRST / 2..=FIRST).contains(&waits[0]));
        assert!((LONGEST / 2..=LONGEST).contains(&waits[19]));
    }
}
