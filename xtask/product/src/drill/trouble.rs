//! Lets parts fail while clients book, as the plan says.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use serde_json::json;
use tokio::time::sleep;

use super::client::http;
use super::diary::Diary;
use super::plan::{Due, Step};
use super::programs::cargo;
use super::site::{SANDBOX_KEY, Site};
use super::wrong_clock::WrongClock;

/// A service that takes longer to come back is not coming.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long a node is wrong about the time: it looks for holds to end at once.
const WRONG_FOR: Duration = Duration::from_secs(6);
const PAUSE: Duration = Duration::from_millis(20);

pub(super) struct Trouble<'a> {
    pub(super) plan: &'a [Due],
    /// `None` when the plan has nothing for it.
    pub(super) wrong_clock: Option<&'a WrongClock>,
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
            Step::RestartNode => {
                site.nodes[1].kill()?;
                site.nodes[1].start().await
            }
            Step::RestartWorker => {
                site.workers[0].kill()?;
                site.workers[0].start().await
            }
            Step::RestartSandbox => {
                site.sandbox.kill()?;
                site.sandbox.start().await
            }
            Step::PauseNode(seconds) => site.nodes[0].pause(seconds).await,
            Step::PauseWorker(seconds) => site.workers[1].pause(seconds).await,
            Step::PauseSandbox(seconds) => site.sandbox.pause(seconds).await,
            Step::Restart(service) => self.services(&["restart", service]).await,
            Step::Kill(service) => self.services(&["restart", service, "--kill"]).await,
            Step::Pause(service, seconds) => {
                self.services(&["pause", service, "--seconds", &seconds.to_string()]).await
            }
            Step::FillBlobs(seconds) => {
                self.services(&["fill", "--seconds", &seconds.to_string()]).await
            }
            Step::WrongClock(ahead) => self.set_wrong(site, ahead).await,
            Step::Gateway(kind, next) => break_gateway(&site.sandbox_url(), kind, next).await,
        }
    }

    /// Clients go on calling the node, though it says that it is not ready.
    async fn set_wrong(&self, site: &mut Site, ahead: i64) -> anyhow::Result<()> {
        let Some(wrong_clock) = self.wrong_clock else { return Ok(()) };
        site.nodes[1].kill()?;
        site.nodes[1].start_wrong(&wrong_clock.variables(ahead)).await?;
        sleep(WRONG_FOR).await;
        site.nodes[1].kill()?;
        site.nodes[1].start().await
    }

    /// By the command that a person would use.
    async fn services(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let what = arguments.join(" ");
        let log = self.folder.join("services.log");
        let file = File::options().create(true).append(true).open(&log)?;
        let mut running = xtask()?
            .args(["services", "--name", self.services])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()?;
        let began = Instant::now();
        let status = loop {
            if let Some(status) = running.try_wait()? {
                break status;
            }
            if began.elapsed() > PATIENCE {
                running.kill()?;
                bail!("`services {what}` does not end: see {}", log.display());
            }
            sleep(PAUSE).await;
        };
        ensure!(status.success(), "`services {what}` failed: see {}", log.display());
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
