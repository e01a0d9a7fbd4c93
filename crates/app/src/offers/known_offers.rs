//! Answers of before to searches, given again while everything that they follow from is as it was.
//!
//! Journeys and prices follow from what was asked, the world and the date; which of them are
//! offered, from the room on the flights that the search asked about, which is looked at anew each
//! time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use time::{Duration, OffsetDateTime};

use crate::stock::{LiveStock, Seen};
use crate::world::Snapshot;

/// How long an answer may be given again. Its offers expire when they say, so by so much sooner
/// than new ones.
pub(super) const KEPT: Duration = Duration::MINUTE;
/// What the answers of each of the two generations may take, in bytes.
const MOST_BYTES: usize = 8 << 20;

/// The answers that were given last.
#[derive(Default)]
pub struct KnownOffers(Mutex<Generations>);

/// What was asked for since the younger generation began is in it; the older one goes as a whole.
#[derive(Default)]
struct Generations {
    young: HashMap<Box<[u8]>, Arc<Answer>>,
    bytes: usize,
    old: HashMap<Box<[u8]>, Arc<Answer>>,
}

struct Answer {
    body: Arc<[u8]>,
    follows_from: FollowsFrom,
    world: Weak<Snapshot>,
}

/// What an answer follows from, besides what was asked and the world.
#[derive(Debug, Clone)]
pub struct FollowsFrom {
    pub(super) seen: Vec<Seen>,
    /// Until when the time makes no difference.
    pub(super) until: OffsetDateTime,
}

impl KnownOffers {
    /// The answer that was given to the same question, if it would be given now.
    pub fn again(
        &self,
        asked: &[u8],
        (world, stock, now): (&Arc<Snapshot>, &LiveStock, OffsetDateTime),
    ) -> Option<Arc<[u8]>> {
        let answer = self.lock().answer(asked)?;
        let Answer { body, follows_from: FollowsFrom { seen, until }, world: of } = &*answer;
        let is_of_world = of.as_ptr() == Arc::as_ptr(world);
        (is_of_world && now < *until && stock.is_as(seen)).then(|| body.clone())
    }

    /// Keeps the answer to a question, in place of others that nobody has asked for in a while.
    pub fn keep(
        &self,
        asked: &[u8],
        world: &Arc<Snapshot>,
        follows_from: FollowsFrom,
        body: &[u8],
    ) {
        let answer = Answer { body: body.into(), follows_from, world: Arc::downgrade(world) };
        self.lock().put(asked.into(), Arc::new(answer));
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn answer(&mut self, asked: &[u8]) -> Option<Arc<Answer>> {
        if let Some(answer) = self.young.get(asked) {
            return Some(answer.clone());
        }
        let (asked, answer) = self.old.remove_entry(asked)?;
        self.put(asked, answer.clone());
        Some(answer)
    }

    fn put(&mut self, asked: Box<[u8]>, answer: Arc<Answer>) {
        let bytes = answer.bytes(&asked);
        if bytes > MOST_BYTES {
            return;
        }
        if let Some(before) = self.young.remove(&asked) {
            self.bytes -= before.bytes(&asked);
        }
        if self.bytes + bytes > MOST_BYTES {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.young.insert(asked, answer);
    }
}

impl Answer {
    /// About what it takes.
    fn bytes(&self, asked: &[u8]) -> usize {
        let seen = size_of_val(self.follows_from.seen.as_slice());
        asked.len() + self.body.len() + seen + size_of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-30 12:00 UTC);

    fn keep(known: &KnownOffers, asked: &[u8], world: &Arc<Snapshot>, body: &[u8]) {
        let follows_from = FollowsFrom { seen: Vec::new(), until: NOW + KEPT };
        known.keep(asked, world, follows_from, body);
    }

    #[test]
    fn an_answer_is_given_again_for_a_while_in_the_same_world() {
        let (known, stock) = (KnownOffers::default(), LiveStock::default());
        let (world, other) = (Arc::new(Snapshot::default()), Arc::new(Snapshot::default()));
        keep(&known, b"from=DEL", &world, b"{}");
        let again = |asked: &[u8], world, now| known.again(asked, (world, &stock, now));

        assert_eq!(again(b"from=DEL", &world, NOW).as_deref(), Some(&b"{}"[..]));
        assert_eq!(again(b"from=BOM", &world, NOW), None);
        assert_eq!(again(b"from=DEL", &other, NOW), None);
        assert_eq!(again(b"from=DEL", &world, NOW + KEPT), None);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_bounded() {
        let (known, stock) = (KnownOffers::default(), LiveStock::default());
        let world = Arc::new(Snapshot::default());
        let body = vec![b' '; MOST_BYTES / 10];
        for number in 0..100_u8 {
            keep(&known, &[number], &world, &body);
            assert!(known.again(&[0], (&world, &stock, NOW)).is_some(), "{number}");
            let generations = known.lock();
            assert!(generations.bytes <= MOST_BYTES);
            assert!(generations.young.len() + generations.old.len() < 20);
        }
        assert!(known.again(&[1], (&world, &stock, NOW)).is_none());
        for _ in 0..100 {
            keep(&known, b"again", &world, &body);
        }
        assert!(known.again(&[99], (&world, &stock, NOW)).is_some());
        keep(&known, b"too much", &world, &vec![b' '; MOST_BYTES]);
        assert!(known.again(b"too much", (&world, &stock, NOW)).is_none());
    }
}
