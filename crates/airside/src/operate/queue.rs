//! `airside queue`: what a person has to look at.

use airside_app::queues::{Clear, Queue, pieces};
use airside_bootstrap::{Settings, open_store};
use anyhow::Context;

use crate::operate::today::{moment, now};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// One of the queues; all are counted when it is left out
    name: Option<String>,
}

pub(crate) async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let store = open_store(&Settings::load()?).await?;
    let Some(name) = &arguments.name else {
        for queue in Queue::ALL {
            let pieces = pieces(&*store, queue, now()).await?;
            let oldest = pieces.first().map(|it| format!("oldest since {}", moment(it.since)));
            println!("{:<18} {:>5}  {}", queue.name(), pieces.len(), oldest.unwrap_or_default());
        }
        return Ok(());
    };
    let names = Queue::ALL.map(Queue::name).join(", ");
    let queue = Queue::of_name(name).with_context(|| format!("the queues are {names}"))?;
    let pieces = pieces(&*store, queue, now()).await?;
    if pieces.is_empty() {
        println!("Nothing to look at.");
    }
    for piece in pieces {
        let booking = piece.booking.map_or_else(|| "-".to_owned(), |it| it.to_string());
        let clear = match piece.clear {
            Clear::Call(method, path) => format!("{method} {path}"),
            Clear::Command(command) => command,
        };
        println!("{booking}  {}  since {}", piece.id, moment(piece.since));
        println!("    {}\n    {clear}", piece.why);
    }
    Ok(())
}
