//! Finds what stands between the fields, from the header, whose names are known.
//!
//! Only the header decides. A semicolon in a name, or a comma in a number, is never taken for the
//! end of a field.

use csv::ReaderBuilder;

/// In the order in which they are preferred.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter that makes most known names of the header line, or else most fields.
pub(super) fn delimiter(header: &str, is_known: impl Fn(&str) -> bool) -> u8 {
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let fields = fields(header, delimiter);
        let known = fields.iter().filter(|name| is_known(name)).count();
        if (known, fields.len()) > best.1 {
            best = (delimiter, (known, fields.len()));
        }
    }
    best.0
}

/// A delimiter that is stated: the line `sep=;`, which Excel writes and reads ahead of a header.
pub(super) fn stated(line: &str) -> Option<u8> {
    let line = line.trim_matches(|it: char| it == '"' || it == '\r' || it == ' ');
    let (name, value) = line.split_at_checked(4)?;
    let is_stated = name.eq_ignore_ascii_case("sep=");
    DELIMITERS.into_iter().find(|delimiter| is_stated && value.as_bytes() == [*delimiter])
}

fn fields(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(line.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    first.map_or_else(Vec::new, |record| record.iter().map(ToOwned::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_the_delimiter() {
        let is_known = |name: &str| ["airline", "origin", "name"].contains(&name);
        for (header, wanted) in [
            ("airline,origin", b','),
            ("airline;origin", b';'),
            ("airline\torigin", b'\t'),
            ("airline|origin", b'|'),
            ("\"airline\";\"origin\"", b';'),
            ("\"a, b, c, d\";airline;origin", b';'),
            ("airline", b','),
            ("x;y;z", b';'),
            ("", b','),
        ] {
            assert_eq!(delimiter(header, is_known), wanted, "{header}");
        }
    }

    #[test]
    fn a_spreadsheet_may_state_it() {
        assert_eq!(stated("sep=;\r"), Some(b';'));
        assert_eq!(stated("\"SEP=|\""), Some(b'|'));
        assert_eq!(stated("sep=\t"), Some(b'\t'));
        for line in ["sep=", "sep=x", "sep=;;", "separator", "sé=;", ""] {
            assert_eq!(stated(line), None, "{line}");
        }
    }
}
