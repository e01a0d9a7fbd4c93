//! A password from whoever runs a command: typed without being shown, or a line of standard input.

use std::io::{BufRead as _, IsTerminal as _, Write as _, stderr, stdin};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

/// Asks for a new password: twice at a terminal, which shows nothing of it; else one line is read.
pub(crate) fn new_password() -> anyhow::Result<String> {
    let password = if stdin().is_terminal() {
        let first = typed("Password: ")?;
        ensure!(typed("Once more: ")? == first, "the two are not the same");
        first
    } else {
        line()?
    };
    let length = password.chars().count();
    ensure!((8..=128).contains(&length), "a password has 8 to 128 characters, this has {length}");
    Ok(password)
}

fn typed(prompt: &str) -> anyhow::Result<String> {
    eprint!("{prompt}");
    stderr().flush()?;
    let _hidden = Hidden::begin();
    let line = line();
    eprintln!();
    line
}

fn line() -> anyhow::Result<String> {
    let mut line = String::new();
    stdin().lock().read_line(&mut line).context("no password could be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// While it lives, the terminal shows nothing of what is typed.
struct Hidden;

impl Hidden {
    fn begin() -> Self {
        echo("-echo");
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        echo("echo");
    }
}

/// A terminal that cannot be told so is none whose user would be surprised.
fn echo(how: &str) {
    let _told = Command::new("stty").arg(how).stdin(Stdio::inherit()).status();
}
