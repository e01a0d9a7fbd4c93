//! Bar-coded itineraries as PDF417, the paper format of IATA's BCBP.
//!
//! rxing hands out the symbol bottom row first; everything here is top first.

use std::error::Error as StdError;
use std::io;

use airside_app::ports::documents::RenderError;
use rxing::pdf417::encoder::PDF417;

use crate::drawing::{Bar, Bars};

/// Columns of data: with start, stop and both row indicators 205 modules wide.
const DATA_COLUMNS: u32 = 8;
/// Error correction for up to 160 codewords of data (ISO/IEC 15438, annex E).
const CORRECTION_LEVEL: u32 = 3;
/// The width of the narrowest bar: 0.33 mm, twice what a scanner at a gate needs.
const MODULE: f32 = 0.93;
/// A row is three modules high, the least that the standard allows.
const ROW: f32 = 3.0 * MODULE;
/// White on all sides: the standard asks for two modules.
pub(crate) const QUIET_ZONE: f32 = 4.0 * MODULE;

/// The modules of a symbol, `true` for a bar, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BarCode {
    rows: Vec<Vec<bool>>,
}

impl BarCode {
    /// The symbol for one bar-coded itinerary.
    pub(crate) fn encode(text: &str) -> Result<Self, RenderError> {
        let refused = |error: Box<dyn StdError + Send + Sync>| RenderError::BarCode(error);
        let is_printable_ascii = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if text.is_empty() || !is_printable_ascii {
            return Err(refused("the itinerary is not printable ASCII".into()));
        }
        let mut encoder = PDF417::new();
        encoder.setDimensions(DATA_COLUMNS, DATA_COLUMNS, 90, 3);
        encoder
            .generateBarcodeLogic(text, CORRECTION_LEVEL)
            .map_err(|error| refused(io::Error::other(error.to_string()).into()))?;
        let matrix = encoder.getBarcodeMatrix().as_ref();
        let matrix = matrix.ok_or_else(|| refused("the encoder gave no symbol".into()))?;
        let rows = matrix.getMatrix().into_iter().rev();
        Ok(Self { rows: rows.map(|row| row.into_iter().map(|it| it == 1).collect()).collect() })
    }

    pub(crate) fn into_rows(self) -> Vec<Vec<bool>> {
        self.rows
    }

    /// Without the quiet zone.
    pub(crate) fn height(&self) -> f32 {
        f32::from(count(self.rows.len())) * ROW
    }

    /// The bars from their top left corner on.
    pub(crate) fn bars(&self) -> Bars {
        let mut bars = Vec::new();
        for (row, modules) in (0..).zip(&self.rows) {
            let mut start = 0;
            for stretch in modules.chunk_by(|one, other| one == other) {
                let end = start + count(stretch.len());
                if stretch[0] {
                    bars.push(Bar { row, start, end });
                }
                start = end;
            }
        }
        Bars { all: bars, module: MODULE, row: ROW }
    }
}

/// A symbol is a few hundred modules wide and fewer rows high.
fn count(modules: usize) -> u16 {
    u16::try_from(modules).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use rxing::common::HybridBinarizer;
    use rxing::pdf417::PDF417Reader;
    use rxing::{BinaryBitmap, Luma8LuminanceSource, Reader};

    use super::*;

    impl BarCode {
        /// Without the quiet zone.
        fn width(&self) -> f32 {
            self.rows.first().map_or(0.0, |row| f32::from(count(row.len())) * MODULE)
        }
    }

    /// How many pixels a scanner sees across one module.
    const PIXELS: u16 = 4;

    const ONE_LEG: &str = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100";

    /// The longest that there is: four flights, each with its ticket.
    fn four_legs() -> String {
        let legs = ["DELBOMQZ 2045 335Y012A     0", "BOMLHRQZ 0131 335Y023K     0"];
        let ticket = "123121234567890  QZ ";
        let blocks = legs.iter().cycle().take(4).enumerate();
        let blocks = blocks.map(|(at, leg)| match at {
            0 => format!("K7Q2MZ {leg}23>60B2 W6305IQZ {ticket}"),
            _ => format!("K7Q2MZ {leg}14{ticket}"),
        });
        format!("M4RAO/ASHA            E{}", blocks.collect::<String>())
    }

    /// Paints the bars as a page shows them, with two modules of white around, and reads them.
    fn scan(code: &BarCode) -> String {
        let Bars { all, module, row } = code.bars();
        let modules_to_a_row = (1..10).find(|it| f32::from(*it) * module >= row).unwrap();
        let pixel = |modules: u16| usize::from((modules + 2) * PIXELS);
        let (width, height) = (count(code.rows[0].len()), count(code.rows.len()));
        let (across, down) = (pixel(width + 2), pixel(height * modules_to_a_row + 2));
        let mut luma = vec![255_u8; across * down];
        for bar in all {
            let top = pixel(bar.row * modules_to_a_row);
            for line in top..top + usize::from(modules_to_a_row * PIXELS) {
                luma[line * across..][pixel(bar.start)..pixel(bar.end)].fill(0);
            }
        }
        let size = |pixels: usize| u32::try_from(pixels).unwrap();
        let source = Luma8LuminanceSource::new(luma, size(across), size(down)).unwrap();
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        let read = PDF417Reader::new().decode(&mut bitmap).expect("a scanner reads the bars");
        read.getText().to_owned()
    }

    #[test]
    fn a_scanner_reads_back_what_was_encoded() {
        for itinerary in [ONE_LEG.to_owned(), four_legs()] {
            let code = BarCode::encode(&itinerary).unwrap();
            assert_eq!(scan(&code), itinerary);
        }
    }

    #[test]
    fn four_legs_fit_half_a_page_across() {
        let code = BarCode::encode(&four_legs()).unwrap();
        assert!(code.width() + 2.0 * QUIET_ZONE <= crate::drawing::WIDTH / 2.0);
        assert!(code.height() < 75.0, "{}", code.height());
    }

    #[test]
    fn enough_of_the_longest_is_correction() {
        let rows = BarCode::encode(&four_legs()).unwrap().rows.len();
        let data = rows * DATA_COLUMNS as usize - (2 << CORRECTION_LEVEL);
        assert!(data <= 160, "{data} codewords of data");
    }

    #[test]
    fn text_that_no_bar_code_holds_is_an_error() {
        for wrong in ["", "RENÉE", &"M".repeat(3000)] {
            assert!(matches!(BarCode::encode(wrong), Err(RenderError::BarCode(_))));
        }
    }

    #[test]
    fn every_row_starts_with_the_start_pattern() {
        let code = BarCode::encode(ONE_LEG).unwrap();
        let starts = |row: &Vec<bool>| row.len() == 205 && row[..8].iter().all(|dark| *dark);
        assert!(code.rows.iter().all(starts));
    }
}
