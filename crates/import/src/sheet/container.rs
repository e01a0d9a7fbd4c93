//! Unpacks gzip, and names files that are no table.
//!
//! It goes by the first bytes, never by the name of the file: a workbook that was renamed to `.csv`
//! is still a workbook.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

/// The most that a file may hold, unpacked: 2 GiB.
pub(super) const MOST: u64 = 2 << 30;

const GZIP: &[u8] = b"\x1f\x8b";
const ZIP: &[u8] = b"PK\x03\x04";

/// Beginnings of files that people take for tables, and what to do about each.
const OTHERS: [(&[u8], &str); 12] = [
    (b"PK\x05\x06", "this is an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "this is an Excel workbook of the old kind (.xls): save it as CSV"),
    (b"%PDF", "this is a PDF document: export the table as CSV where it was made"),
    (b"7z\xbc\xaf", "this is a 7-Zip archive: unpack it and give the CSV file"),
    (b"Rar!", "this is a RAR archive: unpack it and give the CSV file"),
    (b"BZh", "this is packed with bzip2: unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "this is packed with xz: unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "this is packed with Zstandard: unpack it, or pack it with gzip"),
    (b"PAR1", "this is a Parquet file: export it as CSV"),
    (b"SQLite format 3", "this is an SQLite database: export the table as CSV"),
    (b"\x89PNG", "this is a picture"),
    (b"{\\rtf", "this is an RTF document: export the table as CSV"),
];

/// Beginnings of text that is no table.
const MARKUP: [(&str, &str); 4] = [
    ("<!doctype html", "this is a web page, not a table: was it saved in the place of the file?"),
    ("<html", "this is a web page, not a table: was it saved in the place of the file?"),
    ("<?xml", "this is XML: a table in CSV is needed"),
    ("{\"", "this is JSON: a table in CSV is needed"),
];

/// The bytes of the table, unpacked where it was packed.
pub(super) fn unpacked(file: &[u8], most: u64) -> Result<Cow<'_, [u8]>, String> {
    let bytes = if file.starts_with(GZIP) {
        Cow::Owned(gunzipped(file, most)?)
    } else {
        Cow::Borrowed(file)
    };
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    match other(&bytes) {
        Some(what) => Err(what.to_owned()),
        None => Ok(bytes),
    }
}

fn gunzipped(file: &[u8], most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    // One byte more than may be there tells a file that fits from one that was cut.
    MultiGzDecoder::new(file)
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("this gzip file is damaged or cut off: {error}"))?;
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

fn too_large(most: u64) -> String {
    format!("this file holds more than {} MiB: split it", most >> 20)
}

/// What the bytes are, if it is nothing that can be read.
fn other(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(GZIP) {
        return Some("this is a gzip file inside a gzip file: unpack it once");
    }
    if bytes.starts_with(ZIP) {
        return Some(zip(bytes));
    }
    let is_tar = bytes.get(257..262) == Some(b"ustar");
    if is_tar {
        return Some("this is a tar archive: unpack it and give the CSV file");
    }
    let binary = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic));
    binary.map(|(_, what)| *what).or_else(|| markup(bytes))
}

/// What a ZIP archive holds, by the names inside it.
fn zip(bytes: &[u8]) -> &'static str {
    // The first names are in the first kilobytes, the list of all of them in the last.
    let ends = [&bytes[..bytes.len().min(8_192)], &bytes[bytes.len().saturating_sub(65_536)..]];
    let names =
        |name: &[u8]| ends.iter().any(|end| end.windows(name.len()).any(|window| window == name));
    if names(b"xl/") {
        "this is an Excel workbook: save it as CSV"
    } else if names(b"opendocument.spreadsheet") {
        "this is an OpenDocument spreadsheet: save it as CSV"
    } else if names(b"Index/Document.iwa") {
        "this is a Numbers spreadsheet: export it as CSV"
    } else if names(b"word/") {
        "this is a Word document: save its table as CSV"
    } else {
        "this is a ZIP archive: unpack it and give the CSV file"
    }
}

fn markup(bytes: &[u8]) -> Option<&'static str> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &str| {
        text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    MARKUP.iter().find(|(start, _)| begins(start)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_is_unpacked_in_one_piece_or_several() {
        let pieces = [gzipped(b"iata,name\n"), gzipped(b"DEL,Delhi\n")].concat();
        assert_eq!(unpacked(&pieces, MOST).unwrap().as_ref(), b"iata,name\nDEL,Delhi\n");
        assert_eq!(unpacked(b"iata\n", MOST).unwrap().as_ref(), b"iata\n");
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
        let bomb = gzipped(&vec![b','; 3 << 20]);
        assert!(bomb.len() < 100_000);
        let too_large = "this file holds more than 2 MiB: split it";
        assert_eq!(unpacked(&bomb, 2 << 20).unwrap_err(), too_large);
        assert_eq!(unpacked(&vec![b','; 3 << 20], 2 << 20).unwrap_err(), too_large);
        assert_eq!(unpacked(&bomb, 3 << 20).unwrap().len(), 3 << 20);
    }

    #[test]
    fn a_cut_gzip_file_is_not_taken_for_its_first_half() {
        let whole = gzipped(&b"DEL,BOM\n".repeat(1_000));
        let message = unpacked(&whole[..whole.len() - 9], MOST).unwrap_err();
        assert!(message.starts_with("this gzip file is damaged or cut off"), "{message}");
    }

    #[test]
    fn what_is_no_table_is_named() {
        let tar = [&[b'x'; 257][..], b"ustar"].concat();
        let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        for (file, named) in [
            (b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml".to_vec(), "an Excel workbook"),
            (
                b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet".to_vec(),
                "an OpenDocument",
            ),
            (b"PK\x03\x04....word/document.xml".to_vec(), "a Word document"),
            (b"PK\x03\x04....winter.csv".to_vec(), "a ZIP archive"),
            (old, "an Excel workbook of the old kind"),
            (b"%PDF-1.7".to_vec(), "a PDF document"),
            (gzipped(&gzipped(b"a")), "a gzip file inside"),
            (gzipped(&tar), "a tar archive"),
            (b"\n <!DOCTYPE HTML><html>".to_vec(), "a web page"),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>".to_vec(), "XML"),
            (b"{\"airline\": \"6E\"}".to_vec(), "JSON"),
        ] {
            let message = unpacked(&file, MOST).unwrap_err();
            assert!(message.starts_with(&format!("this is {named}")), "{message}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpacked(&bytes, MOST);
            let _ = unpacked(&[GZIP, &bytes].concat(), MOST);
        }
    }
}
