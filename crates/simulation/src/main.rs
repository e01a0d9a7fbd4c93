//! `cargo xtask simulate`: many stories of two nodes and everything around them, each drawn from a
//! seed, with failures, deaths and delays at every step.

#![expect(clippy::print_stdout, reason = "what a command prints is what it is for")]

use std::process::ExitCode;

use airside_simulation::{Failure, Plant, Proof, Story, ending, prove, shortest};
use anyhow::{bail, ensure};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

/// Play stories of two nodes, clients, a clerk and the gateway, with failures at every step
///
/// All of it runs in this process, and a seed decides everything: who goes on next, what fails,
/// whose answer is lost, when a node dies. After each step the books are looked at. A story that
/// ends badly is made shorter and told.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask simulate", bin_name = "cargo xtask simulate", after_help = EXAMPLES)]
struct Arguments {
    /// The seed of the first story; the next has the next
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many bookings are made in all
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    bookings: u64,
    /// Tell the story of the first seed, and play no other
    #[arg(long, conflicts_with_all = ["plant", "plants", "bookings"])]
    tell: bool,
    /// Plant this fault, which must be found
    #[arg(long, value_name = "FAULT", value_parser = plant)]
    plant: Option<Plant>,
    /// Plant every fault there is, one after the other: each must be found
    #[arg(long, conflicts_with = "plant")]
    plants: bool,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "Examples: cargo xtask simulate --seed 1 --bookings 1000000\n          \
                        cargo xtask simulate --plants";

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { seed, bookings, .. } = *arguments;
    if arguments.tell {
        let ending = ending(&Story::drawn(seed), None, true);
        ending.told.iter().chain(&ending.wrong).for_each(|line| println!("{line}"));
        ensure!(ending.wrong.is_empty(), "the story of seed {seed} ends badly");
        return Ok(());
    }
    if arguments.plants {
        return find_all(arguments);
    }
    let proof = watched(seed, bookings, arguments.plant);
    print(arguments, &proof);
    match (&proof.failed, arguments.plant) {
        (None, None) | (Some(_), Some(_)) => Ok(()),
        (None, Some(plant)) => bail!("{plant:?} was not found: {}", plant.what()),
        (Some((seed, _)), None) => {
            bail!("a story ends badly: `cargo xtask simulate --seed {seed} --tell` tells all of it")
        }
    }
}

fn plant(name: &str) -> Result<Plant, String> {
    Plant::named(name).ok_or_else(|| {
        let names: Vec<_> = Plant::ALL.iter().map(|it| format!("{it:?}")).collect();
        format!("there is no such fault; there are {}", names.join(", "))
    })
}

/// Plays with a bar that shows how far it is.
fn watched(seed: u64, bookings: u64, plant: Option<Plant>) -> Proof {
    let style = "{bar:40} {human_pos} of {human_len} bookings, {eta} left";
    let style =
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(bookings).with_style(style);
    let proof = prove(seed, bookings, plant, |made| bar.inc(made));
    bar.finish_and_clear();
    proof
}

/// Each fault on its own, until it is found.
fn find_all(arguments: &Arguments) -> anyhow::Result<()> {
    let mut missed = Vec::new();
    let mut found = Vec::new();
    for plant in Plant::ALL {
        let proof = watched(arguments.seed, arguments.bookings, Some(*plant));
        let how = proof.failed.as_ref().map(|(_, wrong)| wrong.join("; "));
        if !arguments.json {
            let how = how.as_deref().unwrap_or("NOT FOUND");
            println!("{:<24} {:>7} bookings  {how}", format!("{plant:?}"), proof.bookings);
        }
        if how.is_none() {
            missed.push(format!("{plant:?}"));
        }
        found.push(json!({
            "fault": format!("{plant:?}"),
            "what": plant.what(),
            "bookings": proof.bookings,
            "found": how,
        }));
    }
    if arguments.json {
        println!("{:#}", json!(found));
    }
    ensure!(missed.is_empty(), "these faults were not found: {}", missed.join(", "));
    Ok(())
}

fn print(arguments: &Arguments, proof: &Proof) {
    let Proof { stories, bookings, steps, failed } = proof;
    let failure = failed.as_ref().map(|(seed, _)| shortest(*seed, arguments.plant));
    if arguments.json {
        let failure = failure.map(|it| {
            json!({
                "seed": it.story.seed,
                "wrong": it.ending.wrong,
                "story": it.ending.told,
            })
        });
        let figures = json!({
            "first_seed": arguments.seed,
            "stories": stories,
            "bookings": bookings,
            "steps": steps,
            "failure": failure,
        });
        println!("{figures:#}");
        return;
    }
    println!("{stories} stories, {bookings} bookings, {steps} steps, each looked at");
    match failure {
        None => println!("Nothing was lost, sold twice, charged twice or told otherwise."),
        Some(failure) => tell(&failure),
    }
}

fn tell(Failure { story, ending, commands }: &Failure) {
    let left = story.commands.len();
    println!("The story of seed {}, with {left} of its {commands} commands:", story.seed);
    ending.told.iter().for_each(|line| println!("{line}"));
    println!("What is wrong then:");
    ending.wrong.iter().for_each(|line| println!("  {line}"));
}
