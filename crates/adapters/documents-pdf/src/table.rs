//! Tables: a header that is repeated on each page, and rows that are never cut.

use std::rc::Rc;

use crate::drawing::{Drawing, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::style::{HAIRLINE, LABEL, Style};

/// White above and below what a row holds.
const PADDING: f32 = 5.0;

/// Where a column is, and which edge its text keeps to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) left: f32,
    pub(crate) width: f32,
    pub(crate) align: Align,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

impl Column {
    pub(crate) const fn left(left: f32, width: f32) -> Self {
        Self { left, width, align: Align::Left }
    }

    pub(crate) const fn right(left: f32, width: f32) -> Self {
        Self { left, width, align: Align::Right }
    }
}

/// One cell: lines of text in their styles, from the top down.
pub(crate) type Cell = Vec<(String, Style)>;

/// A cell of one line.
pub(crate) fn cell(text: impl Into<String>, style: Style) -> Cell {
    vec![(text.into(), style)]
}

/// A table as blocks: the header keeps with the first row.
pub(crate) struct Table<'a> {
    fonts: &'a Fonts,
    columns: Vec<Column>,
    header: Rc<Block>,
    rows: Vec<Block>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(fonts: &'a Fonts, columns: Vec<(&str, Column)>) -> Self {
        let mut drawing = Drawing::new(fonts);
        let mut bottom = 0.0_f32;
        for (name, column) in &columns {
            bottom = bottom.max(write(&mut drawing, *column, 0.0, name, LABEL));
        }
        bottom += 3.0;
        drawing.rule(0.0, WIDTH, bottom, HAIRLINE);
        let header = Rc::new(drawing.into_block(bottom));
        let columns = columns.into_iter().map(|(_, column)| column).collect();
        Self { fonts, columns, header, rows: Vec::new() }
    }

    /// Adds a row: a cell for each column, and a line below them all, which may be empty.
    pub(crate) fn row(&mut self, cells: &[Cell], below: &[(String, Style)]) {
        let mut drawing = Drawing::new(self.fonts);
        let mut bottom = PADDING;
        for (column, cell) in self.columns.iter().zip(cells) {
            let mut top = PADDING;
            for (text, style) in cell {
                top = write(&mut drawing, *column, top, text, *style);
            }
            bottom = bottom.max(top);
        }
        for (text, style) in below {
            bottom = write(&mut drawing, Column::left(0.0, WIDTH), bottom, text, *style);
        }
        bottom += PADDING;
        drawing.rule(0.0, WIDTH, bottom, HAIRLINE);
        self.rows.push(drawing.into_block(bottom).under(&self.header));
    }

    /// Header and rows, over as many pages as it takes.
    pub(crate) fn into_blocks(self) -> Vec<Block> {
        let header = self.header.as_ref().clone().keeping_with_next();
        std::iter::once(header).chain(self.rows).collect()
    }

    /// Header and rows on one page, if a page is high enough: for figures that add up.
    pub(crate) fn into_whole(self) -> Vec<Block> {
        let mut blocks = self.into_blocks();
        let last = blocks.pop();
        blocks.into_iter().map(Block::keeping_with_next).chain(last).collect()
    }
}

/// Writes into a column and answers with where the text ends.
fn write(drawing: &mut Drawing<'_>, column: Column, top: f32, text: &str, style: Style) -> f32 {
    const MOST_LINES: usize = 4;
    match column.align {
        Align::Left => drawing.column((column.left, top, column.width), text, style, MOST_LINES),
        Align::Right => {
            drawing.text_to(column.left + column.width, top + style.baseline(), text, style);
            top + style.line_height()
        }
    }
}
