//! What a block holds: marks, placed from the block's own top left corner.
//!
//! Nothing is drawn here. A drawing measures as it goes, and becomes a block
//! that knows its height before any page exists.

use crate::flow::Block;
use crate::fonts::{Fonts, Run};
use crate::style::{Colour, Style};
use crate::wrap;

/// The room between the margins of a page.
pub(crate) const WIDTH: f32 = 511.0;

/// A rectangle; `top` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// One thing on the page.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    /// A line of text, from the start of its baseline.
    Text { run: Run, left: f32, baseline: f32 },
    /// A filled area with round corners.
    Fill { area: Area, radius: f32, colour: Colour },
    /// A bar code, from its top left corner.
    Bars { bars: Bars, left: f32, top: f32 },
}

/// The bars of a bar code, counted in modules so that the file can say them briefly.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bars {
    pub(crate) all: Vec<Bar>,
    /// The width of a module.
    pub(crate) module: f32,
    /// The height of a row.
    pub(crate) row: f32,
}

/// One bar in its row, from module `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) row: u16,
    pub(crate) start: u16,
    pub(crate) end: u16,
}

/// A block in the making.
pub(crate) struct Drawing<'fonts> {
    pub(crate) fonts: &'fonts Fonts,
    marks: Vec<Mark>,
}

impl<'fonts> Drawing<'fonts> {
    pub(crate) const fn new(fonts: &'fonts Fonts) -> Self {
        Self { fonts, marks: Vec::new() }
    }

    /// A block of this height, which may stand anywhere on a page.
    pub(crate) fn into_block(self, height: f32) -> Block {
        Block::new(height, self.marks)
    }

    pub(crate) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// Writes one line on a baseline and answers with its width.
    pub(crate) fn text(&mut self, left: f32, baseline: f32, text: &str, style: Style) -> f32 {
        let run = self.fonts.shape(text, style);
        let width = run.width;
        self.marks.push(Mark::Text { run, left, baseline });
        width
    }

    /// Writes one line that ends at `right`, and answers with its width.
    pub(crate) fn text_to(&mut self, right: f32, baseline: f32, text: &str, style: Style) -> f32 {
        let run = self.fonts.shape(text, style);
        let width = run.width;
        self.marks.push(Mark::Text { run, left: right - width, baseline });
        width
    }

    /// Writes one line in the middle of `left` and `left + width`.
    pub(crate) fn text_amid(
        &mut self,
        left: f32,
        width: f32,
        baseline: f32,
        text: &str,
        style: Style,
    ) {
        let run = self.fonts.shape(text, style);
        let left = left + (width - run.width) / 2.0;
        self.marks.push(Mark::Text { run, left, baseline });
    }

    /// Writes one line, cut short where it is wider than `width`, and answers with its width.
    pub(crate) fn text_within(
        &mut self,
        left: f32,
        width: f32,
        baseline: f32,
        text: &str,
        style: Style,
    ) -> f32 {
        let run = wrap::one_line(self.fonts, text, style, width);
        let width = run.width;
        self.marks.push(Mark::Text { run, left, baseline });
        width
    }

    /// Writes lines from `top` down and answers with where they end.
    pub(crate) fn lines(&mut self, left: f32, top: f32, lines: Vec<Run>) -> f32 {
        let mut bottom = top;
        for run in lines {
            let baseline = bottom + run.style.baseline();
            bottom += run.style.line_height();
            self.marks.push(Mark::Text { run, left, baseline });
        }
        bottom
    }

    /// Writes text into a column, at most `most` lines of it, from `top` down,
    /// and answers with where it ends.
    pub(crate) fn column(
        &mut self,
        (left, top, width): (f32, f32, f32),
        text: &str,
        style: Style,
        most: usize,
    ) -> f32 {
        let lines = wrap::first_lines(self.fonts, text, style, width, most);
        self.lines(left, top, lines)
    }

    pub(crate) fn fill(&mut self, area: Area, radius: f32, colour: Colour) {
        self.marks.push(Mark::Fill { area, radius, colour });
    }

    /// A hairline across.
    pub(crate) fn rule(&mut self, left: f32, right: f32, top: f32, colour: Colour) {
        let area = Area { left, top: top - 0.35, width: right - left, height: 0.7 };
        self.fill(area, 0.0, colour);
    }

    pub(crate) fn bars(&mut self, left: f32, top: f32, bars: Bars) {
        self.marks.push(Mark::Bars { bars, left, top });
    }

    /// Puts an area behind everything drawn so far.
    pub(crate) fn fill_behind(&mut self, area: Area, radius: f32, colour: Colour) {
        self.marks.insert(0, Mark::Fill { area, radius, colour });
    }
}
