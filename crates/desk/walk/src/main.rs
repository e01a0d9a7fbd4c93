//! Walks through the desk in a headless Chromium as people do: with a phone's width, a desk's and a
//! large screen's, with scripts and without, and judges every page on the way.
//!
//! `.ci/with-server crates/desk/check/run` starts it beside a server of the demo's small world, and
//! says by the environment where all is that it needs.

#![expect(clippy::print_stdout, reason = "what a command prints is what it is for")]

mod browser;
mod days;
mod driver;
mod fault;
mod judge;
mod page;
mod patience;
mod plan;
mod vendor;
mod walks;
mod watch;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Parser;
use tokio::signal::ctrl_c;
use tokio::signal::unix::{SignalKind, signal};
use url::Url;

use self::browser::Screen;
use self::driver::Driver;
use self::fault::Fault;
use self::judge::{Judge, Pictures};
use self::page::Page;
use self::plan::Plan;

const PHONE: Screen = Screen { width: 390, height: 844 };
/// As narrow as WCAG's reflow asks for.
const NARROW: Screen = Screen { width: 320, height: 640 };
const DESK: Screen = Screen { width: 1280, height: 844 };
const LARGE: Screen = Screen { width: 1920, height: 1080 };

/// The walks: on which screen, and whether with scripts.
const WALKS: &[(Screen, bool)] =
    &[(PHONE, true), (NARROW, false), (DESK, true), (DESK, false), (LARGE, true)];

/// Walks through the desk in a headless Chromium, and judges every page on the way.
#[derive(Parser)]
struct Options {
    /// Keeps a picture of each page in this folder, by day and by night
    #[arg(long, value_name = "FOLDER")]
    shots: Option<PathBuf>,
    /// Pictures of what one sees first, and not of the whole page
    #[arg(long, requires = "shots")]
    first_screen: bool,
    /// Where the server is: one of the demo's small world, with the payment sandbox
    #[arg(long, env = "AIRSIDE_URL")]
    url: Url,
    /// E-mail address of an administrator
    #[arg(long, env = "OPERATOR")]
    operator: String,
    #[arg(long, env = "OPERATOR_PASSWORD", hide_env_values = true)]
    operator_password: String,
    /// The folder in which npm installed axe-core
    #[arg(long, env = "PAGES_TOOLS")]
    tools: PathBuf,
    #[arg(long, env = "CHROMIUM", default_value = "chromium")]
    chromium: String,
    /// Of the same version as Chromium
    #[arg(long, env = "CHROMEDRIVER", default_value = "chromedriver")]
    chromedriver: String,
}

/// What came of all walks.
#[derive(Default)]
struct Outcome {
    looks: usize,
    faults: Vec<Fault>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match walk(&Options::parse()).await {
        Ok(Outcome { looks, faults }) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            let found = match faults.len() {
                0 => "no finding".to_owned(),
                count => format!("{count} faults"),
            };
            println!("{} walks, {looks} looks: {found}", WALKS.len());
            if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Walks until the end, or until somebody does not want to wait for it.
async fn walk(options: &Options) -> anyhow::Result<Outcome> {
    let judge = Arc::new(judge(options)?);
    // It ends with this function, whatever comes: no browser is left behind.
    let driver = Driver::start(&options.chromedriver)?;
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        outcome = all(options, &driver, &judge) => outcome,
        _ = ctrl_c() => bail!("The walk was interrupted."),
        _ = terminated.recv() => bail!("The walk was told to end."),
    }
}

fn judge(options: &Options) -> anyhow::Result<Judge> {
    let path = options.tools.join("node_modules/axe-core/axe.min.js");
    let axe =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let pictures = options
        .shots
        .clone()
        .map(|folder| Pictures { folder, of_first_screen: options.first_screen });
    if let Some(Pictures { folder, .. }) = &pictures {
        fs::create_dir_all(folder).with_context(|| format!("no folder {}", folder.display()))?;
    }
    Ok(Judge { axe, pictures })
}

/// One walk after the other: they change the same timetable.
async fn all(options: &Options, driver: &Driver, judge: &Arc<Judge>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    for (number, (screen, scripts)) in (0..).zip(WALKS.iter().copied()) {
        let operator = (options.operator.clone(), options.operator_password.clone());
        let plan = Plan::new(number, operator);
        let client = browser::open(&options.chromium, &driver.url()).await?;
        let mut page = Page::open(client, &options.url, judge.clone(), screen, scripts).await?;
        if let Err(fault) = walks::all(&mut page, &plan).await {
            page.fail(fault).await;
        }
        let (looks, faults) = page.close().await?;
        outcome.looks += looks;
        outcome.faults.extend(faults);
    }
    Ok(outcome)
}
