//! What an operator may count on, whatever program wrote the file.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;

const COLUMNS: Columns = Columns { required: &["code", "name"], optional: &["icao"] };

fn names(file: &[u8]) -> Result<Vec<String>, String> {
    let take = |row: &mut Row| {
        row.need_with("code", plain)?;
        row.need_with("name", plain)
    };
    rows(file, &COLUMNS, take).map_err(|errors| errors.to_string())
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn sixteen_bit(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn one_table_is_read_from_whatever_holds_it() {
    let plain = "code,name\n6E,IndiGo\nKL,\"Royal; \"\"Dutch\"\"\"\n";
    let wanted = ["IndiGo", "Royal; \"Dutch\""].map(ToOwned::to_owned);
    for file in [
        plain.to_owned(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.trim_end().to_owned(),
        plain
            .replace("code,name", "\"Name\",\" CODE \"")
            .replace("6E,IndiGo", "IndiGo,6E")
            .replace("KL,\"Royal; \"\"Dutch\"\"\"", "\"Royal; \"\"Dutch\"\"\",KL"),
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        plain.replace(',', "|"),
        format!("sep=;\n{}", plain.replace(',', ";")),
        format!("\n\n,,\n{plain},,\n\n,,,\n"),
        plain.replace("6E,IndiGo", "6E,\u{a0}IndiGo\u{200b},,"),
    ] {
        assert_eq!(names(file.as_bytes()).as_deref(), Ok(&wanted[..]), "{file:?}");
        assert_eq!(names(&gzipped(file.as_bytes())).as_deref(), Ok(&wanted[..]));
        assert_eq!(names(&gzipped(&sixteen_bit(&file))).as_deref(), Ok(&wanted[..]), "{file:?}");
    }
}

#[test]
fn a_file_of_nothing_is_a_fault() {
    for (file, message) in [
        ("", "line 1: the file is empty: a header is needed"),
        ("\n\n", "line 1: the file is empty: a header is needed"),
        ("\u{feff}", "line 1: the file is empty: a header is needed"),
        ("code,name", "line 1: the file has a header and no rows: there is nothing to load"),
        (
            "\ncode;name\n;;\n\n",
            "line 2: the file has a header and no rows: there is nothing to load",
        ),
    ] {
        assert_eq!(names(file.as_bytes()).unwrap_err(), message);
    }
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    let file = "sep=,\r\ncode,name\r\n\r\n6E,\"Indi\nGo\"\r\n,x\r\n";
    assert_eq!(
        names(file.as_bytes()).unwrap_err(),
        "line 4, column name: holds control characters\nline 6, column code: is empty"
    );
}

#[test]
fn a_blank_header_over_empty_cells_is_nothing() {
    for file in ["code,name,,\n6E,IndiGo,,\n", "code,,name,\n6E,,IndiGo\n"] {
        assert_eq!(names(file.as_bytes()).unwrap(), ["IndiGo"]);
    }
}

#[test]
fn a_blank_header_over_a_value_names_the_column_by_its_letter() {
    let file = "code,,name,\n6E,,IndiGo,\nAI,x,Air India,y\nUK,z,Vistara,\n";
    assert_eq!(
        names(file.as_bytes()).unwrap_err(),
        "line 3, column B: the header is blank over this column, which holds \"x\"\n\
         line 3, column D: the header is blank over this column, which holds \"y\""
    );
}

#[test]
fn a_row_that_does_not_fit_the_header_is_a_fault() {
    assert_eq!(
        names(b"code,name\n6E\nAI,Air India,,x\n").unwrap_err(),
        "line 2: has 1 fields where the header has 2\n\
         line 3: has 4 fields where the header has 2"
    );
    let open = names(b"code,icao,name\n6E,IGO,IndiGo\nAI,\"AIC,Air India\nUK,VTI,Vistara\n");
    assert_eq!(
        open.unwrap_err(),
        "line 3: has 2 fields where the header has 3; one of them runs over several lines: is a \
         quotation mark not closed?"
    );
}

#[test]
fn a_table_in_columns_of_spaces_is_told_what_it_lacks() {
    let message = names(b"code name\n6E IndiGo\n").unwrap_err();
    assert!(
        message.contains("a comma, a semicolon, a tab or | must be between fields"),
        "{message}"
    );
}

#[test]
fn what_is_no_table_is_named() {
    let workbook = b"PK\x03\x04....xl/workbook.xml";
    assert_eq!(names(workbook).unwrap_err(), "this is an Excel workbook: save it as CSV");
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = names(&bytes);
        let _ = names(&[b"code;name\n", &bytes[..]].concat());
        let _ = names(&gzipped(&bytes));
    }

    #[test]
    fn what_is_written_is_read(
        written in prop::collection::vec("[A-Za-zäß東,;|\"]{1,12}", 1..6),
        delimiter in prop::sample::select(&b",;|\t"[..]),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["code", "name"]).unwrap();
        for name in &written {
            writer.write_record(["6E", name]).unwrap();
        }
        let file = writer.into_inner().unwrap();
        prop_assert_eq!(names(&file), Ok(written));
    }
}
