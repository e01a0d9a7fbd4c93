//! Tables as CSV, for spreadsheets: commas, CRLF, and a mark that tells Excel that it is UTF-8.
//!
//! What people typed may look like a formula, which a spreadsheet would run: an apostrophe before it
//! makes text of it. Numbers are written as they are.

use std::fmt::Write as _;

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, VARY};
use actix_web::{HttpRequest, HttpResponse};

/// Without it Excel reads UTF-8 as the code page of its country.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What begins a formula, also in the wide letters of East Asia.
const BEGIN_FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A table that is being written.
pub(crate) struct Csv {
    text: String,
    is_new_row: bool,
}

impl Csv {
    /// A table with these columns and no rows yet.
    pub(crate) fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut csv = Self { text: BYTE_ORDER_MARK.into(), is_new_row: true };
        for column in columns {
            csv.text(column);
        }
        csv.end_row();
        csv
    }

    /// A cell of text, whatever is in it.
    pub(crate) fn text(&mut self, cell: &str) -> &mut Self {
        self.begin_cell();
        let cell = harmless(cell);
        if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(&cell);
        }
        self
    }

    /// A whole number.
    pub(crate) fn number(&mut self, number: impl Into<i64>) -> &mut Self {
        self.begin_cell();
        self.text.push_str(itoa::Buffer::new().format(number.into()));
        self
    }

    /// Minor units of a currency with so many decimals, as spreadsheets calculate with them.
    pub(crate) fn amount(&mut self, minor: i64, decimals: u8) -> &mut Self {
        self.begin_cell();
        let sign = if minor < 0 { "-" } else { "" };
        let one = 10_u64.saturating_pow(decimals.into());
        let (whole, rest) = (minor.unsigned_abs() / one, minor.unsigned_abs() % one);
        let width = usize::from(decimals);
        // Writing into a text cannot fail.
        let _ = match decimals {
            0 => write!(self.text, "{sign}{whole}"),
            _ => write!(self.text, "{sign}{whole}.{rest:0width$}"),
        };
        self
    }

    pub(crate) fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.is_new_row = true;
    }

    /// The whole table, as a file of this name.
    pub(crate) fn answer(self, name: &str) -> HttpResponse {
        HttpResponse::Ok()
            .content_type("text/csv; charset=utf-8")
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
            .insert_header((CACHE_CONTROL, "private, no-store"))
            .insert_header((VARY, "Accept"))
            .body(self.text)
    }

    fn begin_cell(&mut self) {
        if !std::mem::take(&mut self.is_new_row) {
            self.text.push(',');
        }
    }
}

/// Whether a request asks for a table rather than for JSON.
pub(crate) fn is_wanted(request: &HttpRequest) -> bool {
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    let first = accept.unwrap_or_default().split(',').map(media_type);
    let mut known = first.filter(|it| matches!(*it, "text/csv" | "application/json" | "*/*"));
    known.next() == Some("text/csv")
}

fn media_type(range: &str) -> &str {
    range.split(';').next().unwrap_or_default().trim()
}

/// The same text, with an apostrophe before all that would begin a formula. Some countries part
/// cells by semicolons or tabs, so one may begin behind those too.
fn harmless(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut begins = true;
    for letter in cell.chars() {
        if begins && BEGIN_FORMULAS.contains(&letter) {
            text.push('\'');
        }
        let parts = matches!(letter, ',' | ';' | '\t' | '\r' | '\n' | '"');
        // A control character shows nothing, and may hide what follows.
        begins = parts || (begins && (letter.is_whitespace() || letter.is_control()));
        if !letter.is_control() || matches!(letter, '\t' | '\r' | '\n') {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn written(cells: &[&str]) -> String {
        let mut csv = Csv::new(["a"]);
        for cell in cells {
            csv.text(cell);
        }
        csv.end_row();
        csv.text.trim_start_matches("\u{feff}a\r\n").to_owned()
    }

    #[test]
    fn cells_are_parted_by_commas_and_quoted_where_they_must_be() {
        assert_eq!(
            written(&["Núñez", "", "a,b", "say \"x\""]),
            "Núñez,,\"a,b\",\"say \"\"x\"\"\"\r\n"
        );
        assert_eq!(written(&["", "two\nlines"]), ",\"two\nlines\"\r\n");
    }

    #[test]
    fn no_cell_begins_a_formula_wherever_a_spreadsheet_parts_cells() {
        for (cell, shown) in [
            ("=1+1", "'=1+1\r\n"),
            ("+49 30", "'+49 30\r\n"),
            ("-2", "'-2\r\n"),
            ("@SUM(A1)", "'@SUM(A1)\r\n"),
            ("  =1", "  '=1\r\n"),
            ("\u{7f}=1", "'=1\r\n"),
            ("＝1", "'＝1\r\n"),
            ("a;=1", "\"a;'=1\"\r\n"),
            ("a\t+1", "\"a\t'+1\"\r\n"),
            ("a\n=1", "\"a\n'=1\"\r\n"),
            ("a\",=1", "\"a\"\",'=1\"\r\n"),
            ("Rao-Sen", "Rao-Sen\r\n"),
        ] {
            assert_eq!(written(&[cell]), shown, "{cell:?}");
        }
    }

    #[test]
    fn amounts_are_numbers_of_major_units() {
        let mut csv = Csv::new(["a"]);
        csv.amount(-1_250, 2).amount(5, 2).amount(1_200, 0).amount(1_234, 3).number(-7);
        csv.end_row();
        assert!(csv.text.ends_with("-12.50,0.05,1200,1.234,-7\r\n"), "{}", csv.text);
    }

    #[test]
    fn a_table_is_sent_to_those_who_ask_for_one_first() {
        for (accept, wanted) in [
            ("text/csv", true),
            ("text/csv;q=0.9, */*;q=0.1", true),
            ("text/html, text/csv, application/json", true),
            ("application/json, text/csv", false),
            ("*/*", false),
            ("", false),
        ] {
            let request = TestRequest::get().insert_header((ACCEPT, accept)).to_http_request();
            assert_eq!(is_wanted(&request), wanted, "{accept}");
        }
    }
}
