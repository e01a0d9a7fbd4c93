//! Cuts a file into lines, whatever ends them.
//!
//! The format comes from tapes: 200 bytes a record, and nothing between two. Most files today have
//! line ends. A file without any is cut after every 200 bytes, and its lines are counted all the
//! same.

/// The length of a record in bytes.
pub(super) const LENGTH: usize = 200;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What MS-DOS writes behind the last byte of a text.
const END_OF_TEXT: u8 = 0x1a;

/// One line of a file, without what ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: u64,
    /// At most 200 where the file has no line ends.
    pub(super) bytes: &'a [u8],
}

/// The lines that say something: fillers of zeros and blank lines are counted, and left out.
pub(super) fn lines(file: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let text = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let is_over = |byte: &u8| matches!(*byte, END_OF_TEXT | 0);
    let length = text.iter().rposition(|byte| !is_over(byte)).map_or(0, |last| last + 1);
    let rest = &text[..length];
    let cut = Cut { rest, ends: Ends::of(rest) };
    let numbered = (1..).zip(cut).map(|(number, bytes)| Line { number, bytes });
    numbered.filter(|line| !is_filler(line.bytes))
}

fn is_filler(bytes: &[u8]) -> bool {
    let all = |wanted: u8| bytes.iter().all(|byte| *byte == wanted);
    all(b' ') || all(b'0')
}

#[derive(Debug, Clone, Copy)]
enum Ends {
    /// Line feeds, each alone or behind a carriage return.
    LineFeed,
    CarriageReturn,
    Nothing,
}

impl Ends {
    fn of(text: &[u8]) -> Self {
        if text.contains(&b'\n') {
            Self::LineFeed
        } else if text.contains(&b'\r') {
            Self::CarriageReturn
        } else {
            Self::Nothing
        }
    }
}

struct Cut<'a> {
    rest: &'a [u8],
    ends: Ends,
}

impl<'a> Cut<'a> {
    /// Up to `end`, which is taken away with the line.
    fn before(&mut self, end: u8) -> &'a [u8] {
        let at = self.rest.iter().position(|byte| *byte == end);
        let (line, rest) =
            at.map_or((self.rest, &[][..]), |at| (&self.rest[..at], &self.rest[at + 1..]));
        self.rest = rest;
        line
    }
}

impl<'a> Iterator for Cut<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let line = match self.ends {
            Ends::LineFeed => {
                let line = self.before(b'\n');
                line.strip_suffix(b"\r").unwrap_or(line)
            }
            Ends::CarriageReturn => self.before(b'\r'),
            Ends::Nothing => {
                let (line, rest) = self.rest.split_at(self.rest.len().min(LENGTH));
                self.rest = rest;
                line
            }
        };
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(file: &[u8]) -> Vec<(u64, String)> {
        let text = |line: Line| (line.number, String::from_utf8_lossy(line.bytes).into_owned());
        lines(file).map(text).collect()
    }

    #[test]
    fn lines_end_as_files_of_any_system_end_them() {
        let wanted = vec![(1, "1A".to_owned()), (2, "2B".to_owned())];
        assert_eq!(cut(b"1A\n2B\n"), wanted);
        assert_eq!(cut(b"\xef\xbb\xbf1A\r\n2B"), wanted);
        assert_eq!(cut(b"1A\r2B\r\x1a\0\0"), wanted);
    }

    #[test]
    fn without_line_ends_every_200_bytes_are_a_line() {
        let file = [vec![b'1'; 200], vec![b'0'; 600], vec![b'5'; 200], vec![b' '; 30]].concat();
        let found: Vec<_> = lines(&file).map(|line| (line.number, line.bytes.len())).collect();
        assert_eq!(found, [(1, 200), (5, 200)]);
    }

    #[test]
    fn fillers_and_blank_lines_are_counted_and_left_out() {
        assert_eq!(cut(b"1A\n0000\n\n   \n5B\n"), [(1, "1A".to_owned()), (5, "5B".to_owned())]);
        assert_eq!(cut(b""), []);
    }
}
