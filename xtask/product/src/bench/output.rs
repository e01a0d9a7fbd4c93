//! Where the figures of a bench go, and how it shows that it is under way.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// Write the figures to this file, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Output {
    /// Where they are wanted, if anywhere.
    pub(super) fn file(&self) -> Option<&Path> {
        self.json.as_deref()
    }

    /// Writes the figures where they are wanted, too.
    pub(super) fn write(&self, figures: &impl Serialize) -> anyhow::Result<()> {
        let Some(file) = &self.json else { return Ok(()) };
        let text = serde_json::to_string_pretty(figures)?;
        fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
    }
}

/// A bar of so many steps.
pub(super) fn progress(steps: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    ProgressBar::new(steps).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
