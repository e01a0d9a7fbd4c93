//! A letter as plain text.

use airside_app::ports::mailer::{Block, Flight, Letter, Stop};

/// The text; lines are as long as their sentences, and broken by whoever shows them.
pub(crate) fn text(letter: &Letter, heading: &str) -> String {
    let mut text = format!("{heading}\n\n{}\n", letter.subject);
    for block in &letter.blocks {
        text.push('\n');
        push(&mut text, block);
    }
    text.push_str("\n-- \n");
    text.push_str(&letter.reason);
    text.push('\n');
    text
}

fn push(text: &mut String, block: &Block) {
    let said = match block {
        Block::Text(words) => format!("{words}\n"),
        Block::Notice(words) => format!("* {words}\n"),
        Block::Title(words) => format!("{words}\n{}\n", "-".repeat(words.chars().count())),
        Block::Facts(facts) => {
            let lines = facts.iter().map(|(name, value)| format!("{name}: {value}"));
            lines.collect::<Vec<_>>().join("\n") + "\n"
        }
        Block::Flight(it) => flight("", it),
        Block::Void(it) => flight("Not any more: ", it),
        Block::Link { label, url } => format!("{label}:\n{url}\n"),
    };
    text.push_str(&said);
}

fn flight(before: &str, flight: &Flight) -> String {
    let Flight { name, departure, arrival, details } = flight;
    format!("{before}{name}\n  {}\n  {}\n  {details}\n", stop(departure), stop(arrival))
}

fn stop(stop: &Stop) -> String {
    let Stop { place, day, time } = stop;
    format!("{day}, {time}  {place}")
}
