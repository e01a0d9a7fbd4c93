//! Bar codes as pictures, to be scanned from a screen: black on white by day and by night.

use std::fmt::Write as _;

use airside_app::App;
use maud::{Markup, html};

use crate::texts::Texts;

/// White on all sides, in modules: the standard asks for two (ISO/IEC 15438).
const QUIET: usize = 4;
/// The height of a row, in modules.
const ROW: usize = 3;

/// The bar codes of one traveller; nothing where there is none.
pub(super) fn bar_codes(app: &App, texts: &Texts, name: &str, itineraries: &[String]) -> Markup {
    let drawn = itineraries.iter().filter_map(|it| app.ports.documents.bar_code(it).ok());
    let drawn: Vec<Vec<Vec<bool>>> = drawn.collect();
    html! {
        @if !drawn.is_empty() {
            details.codes {
                summary { (texts.bar_codes) }
                @for rows in &drawn { (picture(&format!("{}: {name}", texts.bar_codes), rows)) }
            }
        }
    }
}

fn picture(name: &str, rows: &[Vec<bool>]) -> Markup {
    let width = rows.first().map_or(0, Vec::len) + 2 * QUIET;
    let height = rows.len() * ROW + 2 * QUIET;
    html! {
        svg viewBox=(format!("0 0 {width} {height}")) role="img" aria-label=(name) shape-rendering="crispEdges" {
            rect width=(width) height=(height) fill="#fff" {}
            path d=(bars(rows)) stroke="#000" stroke-width=(ROW) {}
        }
    }
}

/// A stroke along the middle of each row, which jumps over what is white.
fn bars(rows: &[Vec<bool>]) -> String {
    let mut path = String::new();
    // Writing into a string does not fail.
    for (at, row) in rows.iter().enumerate() {
        let _ = write!(path, "M{QUIET} {}.5", QUIET + at * ROW + ROW / 2);
        for stretch in row.chunk_by(|one, other| one == other) {
            let _ = if stretch[0] {
                write!(path, "h{}", stretch.len())
            } else {
                write!(path, "m{} 0", stretch.len())
            };
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_wide_as_their_modules_and_stand_in_their_rows() {
        let rows = [vec![true, true, false, true], vec![false, true, true, true]];
        assert_eq!(bars(&rows), "M4 5.5h2m1 0h1M4 8.5m1 0h3");
    }
}
