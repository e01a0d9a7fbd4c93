//! Reads the text of our own files back, as a reader's copy command would.
//!
//! No general PDF reader: it knows the objects that our engine writes, and
//! follows each font's character map from glyphs to characters.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a file that cannot be read fails the test that reads it"
)]

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

/// What each glyph of a font stands for.
type CharacterMap = HashMap<u16, String>;

/// Every line of text in the file, in the order in which it is drawn.
pub(crate) fn text(file: &[u8]) -> Vec<String> {
    pages(file).concat()
}

/// The lines of each page.
pub(crate) fn pages(file: &[u8]) -> Vec<Vec<String>> {
    let catalogue = find(file, b"/Kids[").expect("a page tree");
    let kids = until(&file[catalogue..], b']');
    let kids = kids.split(" 0 R").filter_map(|it| it.trim().parse().ok());
    kids.map(|page: u32| lines_of_page(file, page)).collect()
}

fn lines_of_page(file: &[u8], page: u32) -> Vec<String> {
    let page = object(file, page);
    let resources = object(file, reference(page, b"/Resources ").expect("resources"));
    let fonts: HashMap<String, CharacterMap> = ["f0", "f1", "f2", "f3"]
        .iter()
        .filter_map(|name| {
            let font = object(file, reference(resources, format!("/{name} ").as_bytes())?);
            let map = object(file, reference(font, b"/ToUnicode ")?);
            Some(((*name).to_owned(), character_map(&stream(map))))
        })
        .collect();
    let content = object(file, reference(page, b"/Contents ").expect("content"));
    lines(&stream(content), &fonts)
}

fn lines(content: &[u8], fonts: &HashMap<String, CharacterMap>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut font = None;
    let mut glyphs = Vec::new();
    let mut at = 0;
    while at < content.len() {
        match content[at] {
            b'/' => font = fonts.get(&until(&content[at + 1..], b' ')).or(font),
            b'(' => at += string(&content[at + 1..], &mut glyphs),
            b'T' if matches!(content.get(at + 1), Some(b'J' | b'j')) => {
                let map = font.expect("a font before text");
                let codes = glyphs.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                lines.push(codes.map(|code| map[&code].as_str()).collect());
                glyphs.clear();
            }
            _ => {}
        }
        at += 1;
    }
    lines
}

/// Reads a string whose bracket is open, and answers with how long it was;
/// brackets in pairs belong to the string.
fn string(content: &[u8], bytes: &mut Vec<u8>) -> usize {
    let mut open = 1;
    let mut at = 0;
    loop {
        match content[at] {
            b')' if open == 1 => return at + 1,
            b'\\' => {
                at += 1;
                let octal = &content[at..at + 3];
                if octal.iter().all(u8::is_ascii_digit) {
                    let digits = std::str::from_utf8(octal).unwrap();
                    bytes.push(u8::from_str_radix(digits, 8).unwrap());
                    at += 2;
                } else {
                    bytes.push(match content[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                }
            }
            other => {
                open += i32::from(other == b'(') - i32::from(other == b')');
                bytes.push(other);
            }
        }
        at += 1;
    }
}

fn character_map(stream: &[u8]) -> CharacterMap {
    let text = String::from_utf8_lossy(stream);
    let hex = |text: &str| text.trim_matches(['<', '>']).to_owned();
    text.lines()
        .filter_map(|line| line.split_once("> <"))
        .filter_map(|(glyph, characters)| {
            let glyph = u16::from_str_radix(&hex(glyph), 16).ok()?;
            let characters = hex(characters);
            let units = (0..characters.len() / 4)
                .filter_map(|at| u16::from_str_radix(&characters[at * 4..at * 4 + 4], 16).ok());
            Some((glyph, char::decode_utf16(units).filter_map(Result::ok).collect()))
        })
        .collect()
}

/// From an object's number to its end.
fn object(file: &[u8], number: u32) -> &[u8] {
    let start = find(file, format!("\n{number} 0 obj\n").as_bytes()).expect("the object");
    let end = find(&file[start..], b"endobj").expect("its end");
    &file[start..start + end]
}

fn reference(object: &[u8], key: &[u8]) -> Option<u32> {
    until(&object[find(object, key)?..], b' ').parse().ok()
}

fn stream(object: &[u8]) -> Vec<u8> {
    let start = find(object, b"stream\n").expect("a stream");
    let mut bytes = Vec::new();
    ZlibDecoder::new(&object[start..]).read_to_end(&mut bytes).expect("a compressed stream");
    bytes
}

/// Where what comes after the first `wanted` starts.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|it| it == wanted).map(|at| at + wanted.len())
}

fn until(bytes: &[u8], end: u8) -> String {
    let text = bytes.iter().take_while(|byte| **byte != end);
    text.map(|byte| char::from(*byte)).collect()
}
