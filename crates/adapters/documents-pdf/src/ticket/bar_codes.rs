//! The bar-coded itinerary of each passenger, two side by side.

use airside_app::ports::documents::{RenderError, TicketPassenger};

use crate::bar_code::{BarCode, QUIET_ZONE};
use crate::drawing::{Drawing, WIDTH};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::head;
use crate::style::{SMALL, STRONG};

const GAP: f32 = 28.0;
const COLUMN: f32 = (WIDTH - GAP) / 2.0;

/// A passenger's code and what stands over it.
struct Captioned<'a> {
    passenger: &'a TicketPassenger,
    code: BarCode,
    /// Which of how many codes this one is.
    part: (usize, usize),
}

pub(super) fn blocks(
    fonts: &Fonts,
    passengers: &[TicketPassenger],
) -> Result<Vec<Block>, RenderError> {
    let mut codes = Vec::new();
    for passenger in passengers {
        let count = passenger.bar_codes.len();
        for (text, number) in passenger.bar_codes.iter().zip(1..) {
            let code = BarCode::encode(text)?;
            codes.push(Captioned { passenger, code, part: (number, count) });
        }
    }
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let rows = codes.chunks(2).map(|pair| row(fonts, pair));
    Ok(std::iter::once(head::heading(fonts, "Bar codes for check-in")).chain(rows).collect())
}

fn row(fonts: &Fonts, pair: &[Captioned<'_>]) -> Block {
    let mut drawing = Drawing::new(fonts);
    let mut left = 0.0;
    let mut bottom = 0.0_f32;
    for Captioned { passenger, code, part } in pair {
        let mut caption = passenger.ticket_name.clone();
        if let (number, count @ 2..) = part {
            caption = format!("{caption}  ·  {number} of {count}");
        }
        let top = drawing.column((left, 0.0, COLUMN), &passenger.typed_name, STRONG, 1);
        let top = drawing.column((left, top, COLUMN), &caption, SMALL, 1) + QUIET_ZONE;
        drawing.bars(left, top, code.bars());
        bottom = bottom.max(top + code.height() + QUIET_ZONE);
        left += COLUMN + GAP;
    }
    drawing.into_block(bottom + 8.0)
}
