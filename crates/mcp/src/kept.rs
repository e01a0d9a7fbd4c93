//! Things given out by a short name, for a while.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// So many at most: beyond, what lapses first makes room.
pub(crate) struct Kept<T> {
    most: usize,
    lifetime: Duration,
    things: HashMap<String, (Instant, T)>,
}

impl<T: Clone> Kept<T> {
    pub(crate) fn new(most: usize, lifetime: Duration) -> Self {
        Self { most, lifetime, things: HashMap::new() }
    }

    pub(crate) fn put(&mut self, name: String, thing: T, now: Instant) {
        self.forget_lapsed(now);
        if self.things.len() >= self.most && !self.things.contains_key(&name) {
            let first = self.things.iter().min_by_key(|(_, (until, _))| *until);
            if let Some(first) = first.map(|(name, _)| name.clone()) {
                self.things.remove(&first);
            }
        }
        self.things.insert(name, (now + self.lifetime, thing));
    }

    pub(crate) fn get(&self, name: &str, now: Instant) -> Option<T> {
        let (until, thing) = self.things.get(name)?;
        (now < *until).then(|| thing.clone())
    }

    pub(crate) fn forget_lapsed(&mut self, now: Instant) {
        self.things.retain(|_, (until, _)| now < *until);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    #[test]
    fn a_thing_lapses() {
        let (mut kept, now) = (Kept::new(2, MINUTE), Instant::now());
        kept.put("a".to_owned(), 1, now);
        assert_eq!(kept.get("a", now + MINUTE / 2), Some(1));
        assert_eq!(kept.get("a", now + MINUTE), None);
        assert_eq!(kept.get("b", now), None);
    }

    #[test]
    fn what_lapses_first_makes_room() {
        let (mut kept, now) = (Kept::new(2, MINUTE), Instant::now());
        for (at, name) in (0..).zip(["a", "b", "c"]) {
            kept.put(name.to_owned(), name, now + Duration::from_secs(at));
        }
        let left = ["a", "b", "c"].map(|name| kept.get(name, now));
        assert_eq!(left, [None, Some("b"), Some("c")]);
    }

    #[test]
    fn a_thing_that_is_given_out_again_takes_no_room() {
        let (mut kept, now) = (Kept::new(2, MINUTE), Instant::now());
        for name in ["a", "b", "b"] {
            kept.put(name.to_owned(), name, now);
        }
        assert_eq!(kept.get("a", now), Some("a"));
    }
}
