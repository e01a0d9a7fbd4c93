//! Boarding instructions and fare rules: sentences beside their headings.
//!
//! A sentence flows line by line, so that no text is too long for a page; the
//! first two lines and the last two stay together.

use airside_app::ports::documents::RuleGroup;

use crate::drawing::{Area, Drawing, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head;
use crate::style::{ACCENT, BODY, STRONG};
use crate::wrap;

const TITLE_WIDTH: f32 = 100.0;
const BULLET: f32 = 2.6;
const INDENT: f32 = 11.0;

pub(super) fn boarding(fonts: &Fonts, sentences: &[String]) -> Vec<Block> {
    section(fonts, "Before you board", sentences.iter().map(|it| ("", it.as_str())), 0.0)
}

pub(super) fn fare_rules(fonts: &Fonts, groups: &[RuleGroup]) -> Vec<Block> {
    let sentences = groups.iter().flat_map(|group| {
        let titles = std::iter::once(group.title.as_str()).chain(std::iter::repeat(""));
        titles.zip(group.sentences.iter().map(String::as_str))
    });
    section(fonts, "Fare rules", sentences, TITLE_WIDTH)
}

/// Sentences from `left` on, each with the title that stands beside it, or none.
fn section<'a>(
    fonts: &Fonts,
    heading: &str,
    sentences: impl Iterator<Item = (&'a str, &'a str)>,
    left: f32,
) -> Vec<Block> {
    let mut blocks = vec![head::heading(fonts, heading)];
    for (title, sentence) in sentences {
        blocks.extend(paragraph(fonts, title, sentence, left));
    }
    if blocks.len() == 1 { Vec::new() } else { blocks }
}

fn paragraph(fonts: &Fonts, title: &str, sentence: &str, left: f32) -> Vec<Block> {
    let text_left = left + INDENT;
    let lines = wrap::lines(fonts, sentence, BODY, WIDTH - text_left);
    let count = lines.len();
    let lines = lines.into_iter().enumerate().map(|(at, run)| {
        let mut drawing = Drawing::new(fonts);
        let starts = at == 0;
        if starts {
            let top = BODY.baseline() - 4.6;
            let dot = Area { left, top, width: BULLET, height: BULLET };
            drawing.fill(dot, BULLET / 2.0, ACCENT);
            drawing.column((0.0, 0.0, left - 8.0), title, STRONG, 1);
        }
        let height = BODY.line_height();
        drawing.lines(text_left, 0.0, vec![run]);
        let space = match (starts, title) {
            (false, _) => 0.0,
            (true, "") => 2.5,
            (true, _) => 9.0,
        };
        let block = drawing.into_block(height).after(space);
        let near_an_end = starts || at + 2 == count;
        if near_an_end && at + 1 < count { block.keeping_with_next() } else { block }
    });
    lines.collect()
}
