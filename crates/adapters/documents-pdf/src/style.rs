//! What things look like: one accent colour, two weights, a handful of sizes.
//!
//! Sizes and distances are in points (1/72 inch), everywhere in this crate.

/// A colour of the screen, red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

pub(crate) const INK: Colour = Colour(0x14, 0x1d, 0x2b);
pub(crate) const MUTED: Colour = Colour(0x5d, 0x68, 0x78);
pub(crate) const FAINT: Colour = Colour(0x8a, 0x96, 0xa6);
pub(crate) const HAIRLINE: Colour = Colour(0xd9, 0xdf, 0xe7);
pub(crate) const WASH: Colour = Colour(0xf5, 0xf7, 0xfa);
pub(crate) const PAPER: Colour = Colour(0xff, 0xff, 0xff);
pub(crate) const ACCENT: Colour = Colour(0x0b, 0x4f, 0x8a);
pub(crate) const ACCENT_WASH: Colour = Colour(0xe6, 0xef, 0xf7);
/// Bars must be as dark as paper is white.
pub(crate) const BAR: Colour = Colour(0, 0, 0);

/// A weight of the one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    Regular,
    SemiBold,
}

/// Whether digits have widths of their own, or all the same width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Figures {
    Proportional,
    Tabular,
}

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) colour: Colour,
    pub(crate) figures: Figures,
}

impl Style {
    const fn of(face: Face, size: f32, colour: Colour) -> Self {
        Self { face, size, colour, figures: Figures::Proportional }
    }

    pub(crate) const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(crate) const fn tabular(self) -> Self {
        Self { figures: Figures::Tabular, ..self }
    }

    pub(crate) const fn semi_bold(self) -> Self {
        Self { face: Face::SemiBold, ..self }
    }

    /// From one baseline to the next.
    pub(crate) fn line_height(self) -> f32 {
        (self.size * 1.38).round()
    }

    /// From the top of a line to its baseline, so that capitals stand in the middle.
    pub(crate) fn baseline(self) -> f32 {
        // Inter's capitals are 0.73 of its size.
        f32::midpoint(self.line_height(), self.size * 0.73)
    }
}

/// The airline's name, and the seller's.
pub(crate) const TITLE: Style = Style::of(Face::SemiBold, 20.0, INK);
/// The record locator and the refund: what a reader looks for first.
pub(crate) const KEY: Style = Style::of(Face::SemiBold, 24.0, ACCENT);
pub(crate) const HEADING: Style = Style::of(Face::SemiBold, 13.0, INK);
/// Times of departure and arrival.
pub(crate) const CLOCK: Style = Style::of(Face::SemiBold, 22.0, INK);
/// Airport codes.
pub(crate) const PLACE: Style = Style::of(Face::SemiBold, 13.0, ACCENT);
pub(crate) const STRONG: Style = Style::of(Face::SemiBold, 9.5, INK);
pub(crate) const BODY: Style = Style::of(Face::Regular, 9.5, INK);
/// Facts of a flight, in one line.
pub(crate) const DETAIL: Style = Style::of(Face::Regular, 8.5, INK);
pub(crate) const SMALL: Style = Style::of(Face::Regular, 8.0, MUTED);
pub(crate) const LABEL: Style = Style::of(Face::Regular, 7.5, MUTED);
