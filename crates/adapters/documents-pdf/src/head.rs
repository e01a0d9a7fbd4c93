//! The tops of pages: a strip on each page, and the large head of the first.

use crate::drawing::{Area, Drawing, Mark, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::style::{
    ACCENT, ACCENT_WASH, BODY, HAIRLINE, HEADING, INK, KEY, LABEL, PAPER, SMALL, STRONG, TITLE,
};

/// Where the text of the strip stands.
const STRIP_BASELINE: f32 = 33.0;
const STRIP_HEIGHT: f32 = 56.0;
const NOTICE_HEIGHT: f32 = 22.0;

/// What stands over a record locator.
pub(crate) const BOOKING_REFERENCE: &str = "Booking reference";

/// What every page has on top.
pub(crate) struct PageFrame {
    /// `Electronic ticket`.
    pub(crate) kind: String,
    /// Airline or seller.
    pub(crate) issuer: String,
    /// A record locator, or a flight and its date.
    pub(crate) key: String,
    pub(crate) notice: Option<String>,
}

impl PageFrame {
    /// From the edge of the paper to where blocks start.
    pub(crate) const fn height(&self) -> f32 {
        if self.notice.is_some() { STRIP_HEIGHT + NOTICE_HEIGHT + 14.0 } else { STRIP_HEIGHT }
    }

    /// Page `number` of `count`, from the top edge of the paper.
    pub(crate) fn marks(&self, fonts: &Fonts, number: usize, count: usize) -> Vec<Mark> {
        let mut drawing = Drawing::new(fonts);
        let place = format!("{}  ·  Page {number} of {count}", self.key);
        let taken = drawing.text_to(WIDTH, STRIP_BASELINE, &place, SMALL.tabular());
        let left = format!("{}  ·  {}", self.kind, self.issuer);
        drawing.text_within(0.0, WIDTH - taken - 20.0, STRIP_BASELINE, &left, SMALL);
        drawing.rule(0.0, WIDTH, STRIP_BASELINE + 8.0, HAIRLINE);
        if let Some(notice) = &self.notice {
            let area =
                Area { left: 0.0, top: STRIP_HEIGHT - 3.0, width: WIDTH, height: NOTICE_HEIGHT };
            drawing.fill(area, 5.0, ACCENT_WASH);
            let run = crate::wrap::one_line(fonts, notice, STRONG.coloured(ACCENT), WIDTH - 24.0);
            let left = (WIDTH - run.width) / 2.0;
            drawing.lines(left, area.top + 4.5, vec![run]);
        }
        drawing.into_marks()
    }
}

/// The first page's head: who, what, and what a reader looks for first.
pub(crate) struct Head<'a> {
    /// Shown as a badge; a seller without a code has none.
    pub(crate) code: Option<&'a str>,
    pub(crate) issuer: &'a str,
    /// `Electronic ticket and itinerary receipt`.
    pub(crate) subtitle: &'a str,
    /// What a reader looks for first, and what it is: a record locator, a flight.
    pub(crate) label: &'a str,
    pub(crate) key: &'a str,
}

impl Head<'_> {
    pub(crate) fn block(&self, fonts: &Fonts) -> Block {
        const BADGE: f32 = 40.0;
        let mut drawing = Drawing::new(fonts);
        let mut left = 0.0;
        if let Some(code) = self.code {
            let badge = Area { left: 0.0, top: 0.0, width: BADGE, height: BADGE };
            drawing.fill(badge, 8.0, ACCENT);
            drawing.text_amid(0.0, BADGE, 25.6, code, HEADING.coloured(PAPER));
            left = BADGE + 13.0;
        }
        drawing.text_to(WIDTH, 9.0, self.label, LABEL);
        let taken = drawing.text_to(WIDTH, 35.0, self.key, KEY).max(80.0);
        let width = WIDTH - left - taken - 24.0;
        drawing.text_within(left, width, 18.0, self.issuer, TITLE);
        drawing.text_within(left, width, 35.0, self.subtitle, BODY);
        drawing.into_block(BADGE)
    }
}

/// A label over a value, in a column as wide as the value is likely to be.
pub(crate) struct Fact<'a> {
    pub(crate) label: &'a str,
    pub(crate) value: String,
    pub(crate) width: f32,
}

impl<'a> Fact<'a> {
    /// As wide as `Wed 30 Sep 2026, 08:00 AEST`.
    pub(crate) const MOMENT: f32 = 142.0;

    pub(crate) const fn new(label: &'a str, value: String, width: f32) -> Self {
        Self { label, value, width }
    }
}

/// Facts side by side; the highest sets the block's height.
pub(crate) fn facts(fonts: &Fonts, facts: &[Fact<'_>]) -> Block {
    const GAP: f32 = 8.0;
    const MOST_LINES: usize = 3;
    let mut drawing = Drawing::new(fonts);
    let mut left = 0.0;
    let mut bottom = 0.0_f32;
    for Fact { label, value, width } in facts {
        let top = drawing.column((left, 0.0, *width), label, LABEL, 1) + 1.0;
        bottom = bottom.max(drawing.column((left, top, *width), value, BODY, MOST_LINES));
        left += width + GAP;
    }
    drawing.into_block(bottom)
}

/// The heading of a section, which stays with what it heads.
pub(crate) fn heading(fonts: &Fonts, text: &str) -> Block {
    let mut drawing = Drawing::new(fonts);
    drawing.text_within(0.0, WIDTH, 13.0, text, HEADING.coloured(INK));
    drawing.into_block(22.0).after(24.0).keeping_with_next()
}

/// A word on a tinted ground that ends at `right`, and the width it takes.
pub(crate) fn tag(drawing: &mut Drawing<'_>, right: f32, baseline: f32, text: &str) -> f32 {
    let style = LABEL.semi_bold().coloured(ACCENT);
    let run = drawing.fonts.shape(text, style);
    let width = run.width + 14.0;
    let area = Area { left: right - width, top: baseline - 10.5, width, height: 15.0 };
    drawing.fill(area, 7.5, ACCENT_WASH);
    drawing.lines(area.left + 7.0, area.top + 2.5, vec![run]);
    width
}
