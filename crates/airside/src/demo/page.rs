//! How the story looks on a terminal. Colours vanish when it is written to a file.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::bail;
use console::style;
use indicatif::{ProgressBar, ProgressStyle};

const PAUSE: Duration = Duration::from_millis(50);

pub(super) fn heading(text: &str) {
    println!("\n{}", style(text).bold().underlined());
}

pub(super) fn say(text: &str) {
    println!("{text}");
}

/// A line that can be pasted into a shell.
pub(super) fn shell(lines: &str) {
    for line in lines.lines() {
        println!("  {}", style(line).cyan());
    }
}

/// A line of what came back.
pub(super) fn answer(text: &str) {
    println!("    {text}");
}

/// A name and what it stands for.
pub(super) fn fact(name: &str, value: &str) {
    println!("    {name:<22} {}", style(value).green());
}

/// Asks again and again until there is an answer, for so long.
pub(super) fn wait<T>(
    what: &'static str,
    patience: Duration,
    mut ask: impl FnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let spinner = ProgressBar::new_spinner().with_message(what);
    if let Ok(style) = ProgressStyle::with_template("    {spinner} {msg} {elapsed}") {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(Duration::from_millis(100));

    let began = Instant::now();
    loop {
        let answer = ask();
        if let Ok(None) = answer
            && began.elapsed() < patience
        {
            sleep(PAUSE);
            continue;
        }
        spinner.finish_and_clear();
        match answer? {
            Some(answer) => return Ok(answer),
            None => bail!("gave up {what} after {} s", patience.as_secs()),
        }
    }
}
