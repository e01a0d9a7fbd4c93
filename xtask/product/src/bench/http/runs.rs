//! The runs of one case against one server, and what they took of the cores.

use std::path::Path;
use std::process;
use std::sync::Arc;
use std::time::Duration;

use indicatif::ProgressBar;

use super::case::Case;
use super::connection::Target;
use super::load::{Heard, steady};
use super::report::{Kind, Round, Row};
use super::sizes::Sizes;
use super::wrk;
use crate::bench::figures::median;
use crate::bench::process::cpu;

/// Before anything counts, a case is asked for so long.
const WARM_UP: Duration = Duration::from_secs(1);
/// So many answers of a case are looked at.
const LOOKED_AT: usize = 200;

/// Who is asked.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) target: Target,
    pub(super) process: u32,
}

/// A case, and its rounds so far.
pub(super) struct Runs {
    pub(super) case: Arc<Case>,
    pub(super) warm: Heard,
    subject: Subject,
    kind: Kind,
    rounds: Vec<Round>,
}

impl Runs {
    /// Asks for a moment, and looks at the answers.
    pub(super) async fn warm_up(
        subject: &Subject,
        kind: Kind,
        case: Case,
        bar: &ProgressBar,
    ) -> anyhow::Result<Self> {
        bar.set_message(format!("warming up: {}", case.name));
        let case = Arc::new(case);
        let warm = steady(&subject.target, &case, WARM_UP, LOOKED_AT).await?;
        bar.inc(1);
        Ok(Self { case, warm, subject: subject.clone(), kind, rounds: Vec::new() })
    }

    /// One more round, by wrk if there is a folder for its script.
    pub(super) async fn measure(
        &mut self,
        lasting: Duration,
        wrk_in: Option<&Path>,
    ) -> anyhow::Result<()> {
        let Subject { target, process: server } = &self.subject;
        let used = || (cpu(*server), cpu(process::id()));
        let (server_before, load_before) = used();
        let rate = match wrk_in {
            Some(folder) => wrk::steady(target, &self.case, lasting, folder).await?,
            None => steady(target, &self.case, lasting, 0).await?.rate,
        };
        let (server_after, load_after) = used();
        let an_answer = |before: Option<Duration>, after: Option<Duration>| {
            let used = after?.saturating_sub(before?).as_secs_f64() * 1e6;
            Some(used / f64::from(rate.answers.max(1)))
        };
        self.rounds.push(Round {
            rate,
            server_cpu_us: an_answer(server_before, server_after),
            load_cpu_us: an_answer(load_before, load_after),
        });
        Ok(())
    }

    /// Answers a second, in the middle of the rounds.
    pub(super) fn rate(&self) -> f64 {
        median(self.rounds.iter().map(|it| it.rate.a_second))
    }

    pub(super) fn row(self) -> anyhow::Result<Row> {
        Ok(Row::of(self.case.name, self.kind, Sizes::of(&self.warm)?, self.rounds))
    }
}
