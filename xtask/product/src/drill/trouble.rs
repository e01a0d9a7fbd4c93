//! What fails while clients book: each part once, one after the other.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use tokio::time::sleep;

use super::diary::Diary;
use super::programs::cargo;
use super::site::Site;

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
}

/// Each step with the share of the bookings, of a hundred, at which it is due.
pub(super) const PLAN: &[(usize, Step, &str)] = &[
    (8, Step::KillWorker, "a worker was killed"),
    (16, Step::Restart("rabbitmq"), "RabbitMQ was restarted"),
    (38, Step::Restart("redis"), "Redis was restarted"),
    (48, Step::StartWorker, "a worker was started in its place"),
    (54, Step::Restart("postgres"), "PostgreSQL was restarted"),
    (70, Step::KillNode, "an API node was killed"),
    (80, Step::StartNode, "the API node was started again"),
];

pub(super) struct Trouble<'a> {
    pub(super) diary: &'a Diary,
    /// Whose services they are.
    pub(super) services: &'a str,
    /// Where logs go.
    pub(super) folder: &'a Path,
}

impl Trouble<'_> {
    /// Goes through the plan as bookings come in; ends early when they end.
    pub(super) async fn make(&self, site: &mut Site) -> anyhow::Result<()> {
        for (due, step, what) in PLAN {
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
    fn the_plan_is_in_order_and_leaves_time_at_its_end() {
        let shares: Vec<usize> = PLAN.iter().map(|(due, _, _)| *due).collect();
        assert!(shares.is_sorted());
        assert!(shares.iter().all(|share| *share < 90));
    }
}
