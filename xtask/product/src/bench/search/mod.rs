//! `cargo xtask bench search`: how long a search takes, whether its list is complete, what a larger
//! world costs, and how it stands beside another engine.

mod beside;
mod complete;
mod growth;
mod plot;
mod speed;
mod world;

use std::path::PathBuf;

pub(super) use speed::BUSY;
use world::Extent;
pub(super) use world::SELLING;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How much of the demo's world is searched
    #[arg(long, value_enum, default_value = "whole")]
    world: Extent,
    /// Measure in a quarter of the world, all of it and four times as much, by turns
    #[arg(long, conflicts_with_all = ["complete", "beside"])]
    growth: bool,
    /// Hold so many pairs of airports against a search that tries everything: a minute for 3,000
    #[arg(long, value_name = "PAIRS", conflicts_with = "beside", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    complete: Option<u32>,
    /// Search the same flights by another engine, too; takes some ten minutes
    #[arg(long, value_enum)]
    beside: Option<beside::Engine>,
    /// Draw the times into this file
    #[arg(long, value_name = "FILE.svg", conflicts_with_all = ["growth", "complete", "beside"])]
    svg: Option<PathBuf>,
    #[command(flatten)]
    output: super::output::Output,
}

/// Measures what was asked for, and prints it.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { world, growth, complete, beside, svg, output } = arguments;
    if let Some(engine) = beside {
        return beside::run(*engine, output);
    }
    if let Some(pairs) = complete {
        let figures = complete::measure(*pairs)?;
        output.write(&figures)?;
        return figures.verdict();
    }
    if *growth {
        return output.write(&growth::measure()?);
    }
    let figures = speed::measure(*world)?;
    if let Some(file) = svg {
        plot::draw(&figures, file)?;
    }
    output.write(&figures)
}
