//! What is to fail, and when: each part once, or, by a seed, everything that may, in an order
//! drawn from it.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;

/// One thing to do to the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    KillWorker,
    StartWorker,
    KillNode,
    StartNode,
    /// Killed, and started again at once.
    RestartNode,
    RestartWorker,
    RestartSandbox,
    /// Stopped for so many seconds, without its knowing: others take it for dead, or wait.
    PauseNode(u64),
    PauseWorker(u64),
    PauseSandbox(u64),
    /// A service: asked to stop, and started again.
    Restart(&'static str),
    /// A service: killed, and started again.
    Kill(&'static str),
    Pause(&'static str, u64),
    /// For so many seconds no file fits into the blob store.
    FillBlobs(u64),
    /// A node is started on a machine whose clock is so many seconds ahead, and put right again.
    WrongClock(i64),
    /// The gateway breaks in this way, for so many calls or events.
    Gateway(&'static str, u16),
}

/// A step, the share of the bookings, of a hundred, at which it is due, and what is said of it.
pub(super) type Due = (usize, Step, &'static str);

const PLAN: &[Due] = &[
    (8, Step::KillWorker, "a worker was killed"),
    (16, Step::Restart("rabbitmq"), "RabbitMQ was restarted"),
    (38, Step::Restart("redis"), "Redis was restarted"),
    (48, Step::StartWorker, "a worker was started in its place"),
    (54, Step::Restart("postgres"), "PostgreSQL was restarted"),
    (70, Step::KillNode, "an API node was killed"),
    (80, Step::StartNode, "the API node was started again"),
];

/// Everything that may happen, when a seed says in which order.
const INCIDENTS: [(Step, &str); 29] = [
    (Step::RestartNode, "an API node was killed and started again"),
    (Step::RestartWorker, "a worker was killed and started again"),
    (Step::RestartSandbox, "the gateway was killed and started again"),
    (Step::PauseNode(3), "an API node stood still for 3 s"),
    (Step::PauseNode(8), "an API node stood still for 8 s"),
    (Step::PauseWorker(5), "a worker stood still for 5 s"),
    (Step::PauseSandbox(4), "the gateway stood still for 4 s"),
    (Step::Restart("postgres"), "PostgreSQL was restarted"),
    (Step::Restart("redis"), "Redis was restarted"),
    (Step::Kill("postgres"), "PostgreSQL was killed and started again"),
    (Step::Kill("rabbitmq"), "RabbitMQ was killed and started again"),
    (Step::Kill("redis"), "Redis was killed and started again"),
    (Step::Kill("s3"), "the blob store was killed and started again"),
    (Step::Pause("postgres", 3), "PostgreSQL stood still for 3 s"),
    (Step::Pause("rabbitmq", 4), "RabbitMQ stood still for 4 s"),
    (Step::Pause("redis", 3), "Redis stood still for 3 s"),
    (Step::Pause("s3", 4), "the blob store stood still for 4 s"),
    (Step::FillBlobs(6), "the blob store had no room for 6 s"),
    (Step::WrongClock(-60), "an API node was a minute behind"),
    // Longer than a hold of the drill lasts; S3 refuses who is a quarter of an hour off.
    (Step::WrongClock(14 * 60), "an API node was 14 minutes ahead"),
    (Step::Gateway("unavailable", 20), "the gateway answered 503"),
    (Step::Gateway("too_many_requests", 20), "the gateway answered 429"),
    (Step::Gateway("kept_failure", 12), "the gateway failed, and kept that answer"),
    (
        Step::Gateway("kept_failure_after_effect", 12),
        "the gateway took effect, failed and kept that",
    ),
    (Step::Gateway("timeout_after_effect", 3), "the gateway took effect and was silent"),
    (Step::Gateway("duplicate_events", 40), "the gateway sent events twice"),
    (Step::Gateway("reorder_events", 10), "the gateway sent events in another order"),
    (Step::Gateway("late_events", 20), "the gateway sent events half a minute late"),
    (Step::Gateway("lost_events", 20), "the gateway never sent events"),
];

/// When the first incident of a seed is due, and how far from it the last, in hundredths of the
/// bookings.
const FIRST: usize = 3;
const SPREAD: usize = 70;

/// What is to happen: each part fails once, or as a seed says.
pub(super) fn plan(seed: Option<u64>) -> Vec<Due> {
    seed.map_or_else(|| PLAN.to_vec(), drawn)
}

/// The plan of a seed: the same one each time.
fn drawn(seed: u64) -> Vec<Due> {
    let mut order: Vec<_> = INCIDENTS.into_iter().collect();
    order.shuffle(&mut StdRng::seed_from_u64(seed));
    let dues = (0..).map(|at| FIRST + at * SPREAD / INCIDENTS.len());
    dues.zip(order).map(|(due, (step, what))| (due, step, what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_is_in_order_and_leaves_time_at_its_end() {
        for plan in [None, Some(0), Some(1)].map(plan) {
            let shares: Vec<usize> = plan.iter().map(|(due, _, _)| *due).collect();
            assert!(shares.is_sorted());
            assert!(shares.iter().all(|share| *share < 90));
        }
    }

    #[test]
    fn a_seed_draws_the_same_plan_each_time_and_has_everything_in_it() {
        let words = |seed| plan(Some(seed)).into_iter().map(|it| it.2).collect::<Vec<_>>();
        assert_eq!(words(7), words(7));
        assert_ne!(words(7), words(8));
        let sorted = |mut words: Vec<_>| {
            words.sort_unstable();
            words
        };
        assert_eq!(sorted(words(7)), sorted(words(8)));
    }
}
