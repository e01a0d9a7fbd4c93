//! Bytes to text: tells the encodings of tables apart, and names the one it read.
//!
//! A file that is not UTF-8 as a whole is read as Windows-1252, which spreadsheets in Western
//! Europe and America write, and which gives some text for any bytes: the operator is told, since
//! only they can see whether the names are right.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text<'a> {
    pub(super) text: Cow<'a, str>,
    /// What the operator should know about how it was read.
    pub(super) note: Option<String>,
}

/// Reads the bytes of a table.
pub(super) fn text(bytes: &[u8]) -> Result<Text<'_>, String> {
    let is_utf_32 = bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff");
    if is_utf_32 {
        return Err("this is UTF-32 text: save it as UTF-8".to_owned());
    }
    let (is_sixteen, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (Some(UTF_16LE), body),
        [0xfe, 0xff, body @ ..] => (Some(UTF_16BE), body),
        [0xef, 0xbb, 0xbf, body @ ..] => (None, body),
        body => (by_zero_bytes(body), body),
    };
    if let Some(encoding) = is_sixteen {
        return sixteen(encoding, body);
    }
    if body.contains(&0) {
        return Err("this is no text: it has zero bytes in it".to_owned());
    }
    match std::str::from_utf8(body) {
        Ok(text) => Ok(Text { text: Cow::Borrowed(text), note: None }),
        Err(error) => not_utf_8(body, error.valid_up_to()),
    }
}

/// Which UTF-16 it is without a byte order mark: in a table, whose separators and digits are
/// ASCII, half of the bytes are then zero, all on one side.
fn by_zero_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4_096)];
    let pairs = start.len() / 2;
    let zeros = |at: usize| start.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if pairs < 2 {
        None
    } else if second * 2 > pairs && first * 8 < pairs {
        Some(UTF_16LE)
    } else if first * 2 > pairs && second * 8 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn sixteen(encoding: &'static Encoding, body: &[u8]) -> Result<Text<'static>, String> {
    let name = encoding.name();
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    if had_errors || text.contains('\0') {
        return Err(format!("this is {name} text that is damaged or cut off"));
    }
    let note = Some(format!("the file is {name} text, and was read as such"));
    Ok(Text { text: Cow::Owned(text.into_owned()), note })
}

/// Bytes that are not UTF-8: another encoding, or UTF-8 with a fault in it.
fn not_utf_8(body: &[u8], first_wrong: usize) -> Result<Text<'static>, String> {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in body.utf8_chunks() {
        right += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    let line = body[..first_wrong].split(|byte| *byte == b'\n').count();
    if right > wrong {
        return Err(format!(
            "this is UTF-8 text with bytes in line {line} that are not: save it as UTF-8 again"
        ));
    }
    let text = WINDOWS_1252.decode_without_bom_handling(body).0.into_owned();
    let note = Some(format!(
        "the file is not UTF-8 (the first other byte is in line {line}): it was read as \
         Windows-1252, so see whether its names came out right"
    ));
    Ok(Text { text: Cow::Owned(text), note })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TABLE: &str = "iata,name\nZRH,Zürich\n";

    fn sixteen_bit(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn each_encoding_is_told_apart_and_named() {
        let utf_8 = TABLE.as_bytes().to_vec();
        let marked = format!("\u{feff}{TABLE}");
        let western = WINDOWS_1252.encode(TABLE).0.into_owned();
        for (bytes, named) in [
            (utf_8, ""),
            (marked.clone().into_bytes(), ""),
            (sixteen_bit(&marked, u16::to_le_bytes), "UTF-16LE"),
            (sixteen_bit(&marked, u16::to_be_bytes), "UTF-16BE"),
            (sixteen_bit(TABLE, u16::to_le_bytes), "UTF-16LE"),
            (sixteen_bit(TABLE, u16::to_be_bytes), "UTF-16BE"),
            (western, "Windows-1252"),
        ] {
            let read = text(&bytes).unwrap();
            assert_eq!(read.text, TABLE, "{named}");
            let note = read.note.unwrap_or_default();
            assert!(note.contains(named) && note.is_empty() == named.is_empty(), "{note}");
        }
    }

    #[test]
    fn a_note_says_where_the_other_encoding_shows_first() {
        let note = text(b"iata,name\nZRH,Z\xfcrich\n").unwrap().note.unwrap();
        assert!(note.contains("in line 2"), "{note}");
    }

    #[test]
    fn broken_utf_8_is_no_other_encoding() {
        let broken = [TABLE.as_bytes(), "MUC,München\nCGN,Köln\n".as_bytes(), b"DUS,D\xfc\n"];
        let message = text(&broken.concat()).unwrap_err();
        assert!(message.contains("bytes in line 5 that are not"), "{message}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let cut = sixteen_bit("\u{feff}iata,name\n", u16::to_le_bytes);
        for (bytes, message) in [
            (&b"\xff\xfe\0\0i\0\0\0"[..], "this is UTF-32 text"),
            (b"iata,name\nDEL,a\0b\n", "this is no text"),
            (&cut[..cut.len() - 1], "this is UTF-16LE text that is damaged"),
        ] {
            let read = text(bytes).unwrap_err();
            assert!(read.starts_with(message), "{read}");
        }
    }

    proptest! {
        #[test]
        fn text_comes_back_from_every_encoding_that_names_itself(text_in in "[a-zA-Z0-9,;\n äßø東京]{8,60}") {
            let marked = format!("\u{feff}{text_in}");
            for bytes in [
                marked.clone().into_bytes(),
                sixteen_bit(&marked, u16::to_le_bytes),
                sixteen_bit(&marked, u16::to_be_bytes),
            ] {
                prop_assert_eq!(text(&bytes).unwrap().text, text_in.as_str());
            }
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = text(&bytes);
        }
    }
}
