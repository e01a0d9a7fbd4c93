//! What fails while clients book: each part once, or, by a seed, everything that may, in an order
//! drawn from it.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use serde_json::json;
use tokio::time::sleep;

use super::client::http;
use super::diary::Diary;
use super::programs::cargo;
use super::site::{SANDBOX_KEY, Site};

/// A service that takes longer to come back is not coming.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(20);

/// One thing to do to the site.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    KillWorker,
    StartWorker,
    KillNode,
    StartNode,
    Restart(&'static str),
    /// Stops it for so many seconds, without its knowing: others take it for dead, or wait.
    PauseNode(u64),
    PauseWorker(u64),
    PauseSandbox(u64),
    /// Killed, and started again at once.
    RestartNode,
    RestartWorker,
    /// The gateway breaks in this way, for so many calls or events.
    Gateway(&'static str, u16),
}

/// Each step with the share of the bookings, of a hundred, at which it is due.
const PLAN: &[(usize, Step, &str)] = &[
    (8, Step::KillWorker, "a worker was killed"),
    (16, Step::Restart("rabbitmq"), "RabbitMQ was restarted"),
    (38, Step::Restart("redis"), "Redis was restarted"),
    (48, Step::StartWorker, "a worker was started in its place"),
    (54, Step::Restart("postgres"), "PostgreSQL was restarted"),
    (70, Step::KillNode, "an API node was killed"),
    (80, Step::StartNode, "the API node was started again"),
];

/// Everything that may happen, when a seed says in which order.
const INCIDENTS: [(Step, &str); 16] = [
    (Step::RestartNode, "an API node was killed and started again"),
    (Step::RestartWorker, "a worker was killed and started again"),
    (Step::PauseNode(3), "an API node stood still for 3 s"),
    (Step::PauseNode(8), "an API node stood still for 8 s"),
    (Step::PauseWorker(5), "a worker stood still for 5 s"),
    (Step::PauseSandbox(4), "the gateway stood still for 4 s"),
    (Step::Restart("postgres"), "PostgreSQL was restarted"),
    (Step::Restart("rabbitmq"), "RabbitMQ was restarted"),
    (Step::Restart("redis"), "Redis was restarted"),
    (Step::Gateway("unavailable", 20), "the gateway answered 503"),
    (Step::Gateway("kept_failure", 12), "the gateway failed, and kept that answer"),
    (
        Step::Gateway("kept_failure_after_effect", 12),
        "the gateway took effect, failed and kept that",
    ),
    (Step::Gateway("timeout_after_effect", 3), "the gateway took effect and was silent"),
    (Step::Gateway("duplicate_events", 40), "the gateway sent events twice"),
    (Step::Gateway("reorder_events", 10), "the gateway sent events in another order"),
    (Step::Gateway("unavailable", 5), "the gateway answered 503 once more"),
];

/// The plan of a seed: the same one each time.
fn drawn(seed: u64) -> Vec<(usize, Step, &'static str)> {
    let mut order: Vec<_> = INCIDENTS.into_iter().collect();
    order.shuffle(&mut StdRng::seed_from_u64(seed));
    let dues = (0..).map(|at| 3 + at * 70 / INCIDENTS.len());
    dues.zip(order).map(|(due, (step, what))| (due, step, what)).collect()
}

/// What is to happen: each part fails once, or as a seed says.
pub(super) fn plan(seed: Option<u64>) -> Vec<(usize, Step, &'static str)> {
    seed.map_or_else(|| PLAN.to_vec(), drawn)
}

pub(super) struct Trouble<'a> {
    pub(super) plan: &'a [(usize, Step, &'static str)],
    pub(super) diary: &'a Diary,
    /// Whose services they are.
    pub(super) services: &'a str,
    /// Where logs go.
    pub(super) folder: &'a Path,
}

impl Trouble<'_> {
    /// Goes through the plan as bookings come in; ends early when they end.
    pub(super) async fn make(&self, site: &mut Site) -> anyhow::Result<()> {
        for (due, step, what) in self.plan {
            while self.diary.percent() < *due {
                if self.diary.is_over() {
                    return Ok(());
                }
                sleep(PAUSE).await;
            }
            let from = self.diary.now();
            self.take(*step, site).await?;
            self.diary.note_incident(what, from);
        }
        Ok(())
    }

    async fn take(&self, step: Step, site: &mut Site) -> anyhow::Result<()> {
        match step {
            Step::KillWorker => site.workers[0].kill(),
            Step::StartWorker => site.workers[0].start().await,
            Step::KillNode => site.nodes[1].kill(),
            Step::StartNode => site.nodes[1].start().await,
            Step::Restart(service) => self.restart(service).await,
            Step::PauseNode(seconds) => site.nodes[0].pause(seconds).await,
            Step::PauseWorker(seconds) => site.workers[1].pause(seconds).await,
            Step::PauseSandbox(seconds) => site.sandbox.pause(seconds).await,
            Step::RestartNode => {
                site.nodes[1].kill()?;
                site.nodes[1].start().await
            }
            Step::RestartWorker => {
                site.workers[0].kill()?;
                site.workers[0].start().await
            }
            Step::Gateway(kind, next) => break_gateway(&site.sandbox_url(), kind, next).await,
        }
    }

    /// By the command that a person would use.
    async fn restart(&self, service: &str) -> anyhow::Result<()> {
        let log = self.folder.join("services.log");
        let file = File::options().create(true).append(true).open(&log)?;
        let mut restarting = xtask()?
            .args(["services", "--name", self.services, "restart", service])
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()?;
        let began = Instant::now();
        let status = loop {
            if let Some(status) = restarting.try_wait()? {
                break status;
            }
            if began.elapsed() > PATIENCE {
                restarting.kill()?;
                bail!("{service} does not come back: see {}", log.display());
            }
            sleep(PAUSE).await;
        };
        ensure!(status.success(), "{service} was not restarted: see {}", log.display());
        Ok(())
    }
}

async fn break_gateway(sandbox: &str, kind: &str, next: u16) -> anyhow::Result<()> {
    let fault = json!({"kind": kind, "next": next});
    let request = http()?.post(format!("{sandbox}/sandbox/faults"));
    let told = request.bearer_auth(SANDBOX_KEY).json(&fault).send().await?;
    ensure!(told.status().is_success(), "the sandbox does not break: {}", told.status());
    Ok(())
}

/// The program that runs us lies beside us; building it again could take its time.
fn xtask() -> anyhow::Result<Command> {
    let beside = std::env::current_exe()?.with_file_name("xtask");
    if beside.is_file() {
        return Ok(Command::new(beside));
    }
    let mut command = cargo();
    command.arg("xtask");
    Ok(command)
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
