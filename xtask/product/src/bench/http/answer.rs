//! Reads answers of HTTP/1.1 off a connection: where one ends, its status, its body.
//!
//! As little as counting needs, and one answer at a time: the next request is sent when the answer
//! to the one before is there. An answer tells its length, or comes in chunks.

use std::ops::Range;

use anyhow::{Context, ensure};

/// The least room for a read.
const ROOM: usize = 32 * 1024;
/// No answer is longer.
const MOST: usize = 64 * 1024 * 1024;
/// No line that tells the size of a chunk is longer.
const LONGEST_SIZE: usize = 1_024;
const END_OF_LINE: &[u8] = b"\r\n";

/// An answer as far as it has arrived. It keeps its room for the next one.
#[derive(Debug, Default)]
pub(super) struct Answer {
    bytes: Vec<u8>,
    /// How many of the bytes have arrived.
    filled: usize,
    awaited: Awaited,
    status: u16,
    /// Where the body is, in order.
    parts: Vec<Range<usize>>,
}

/// What comes next.
#[derive(Debug, Default, Clone, Copy)]
enum Awaited {
    #[default]
    Head,
    Body {
        from: usize,
        length: usize,
    },
    Chunk {
        from: usize,
    },
    /// Lines after the last chunk, of which the last is empty.
    Trailer {
        from: usize,
    },
    Nothing {
        end: usize,
    },
}

impl Answer {
    /// Forgets what arrived.
    pub(super) fn clear(&mut self) {
        self.filled = 0;
        self.awaited = Awaited::Head;
        self.parts.clear();
    }

    /// Where the next bytes go; [`Answer::arrived`] is told how many there were.
    pub(super) fn room(&mut self) -> &mut [u8] {
        let least = self.filled + ROOM;
        if self.bytes.len() < least {
            self.bytes.resize(least.max(self.bytes.len() * 2), 0);
        }
        &mut self.bytes[self.filled..]
    }

    /// So many more bytes are there; true once the answer is whole.
    pub(super) fn arrived(&mut self, count: usize) -> anyhow::Result<bool> {
        self.filled += count;
        ensure!(self.filled <= MOST, "an answer has more than {MOST} bytes");
        let seen = &self.bytes[..self.filled];
        loop {
            self.awaited = match self.awaited {
                Awaited::Head => {
                    let Some((status, next)) = head(seen)? else { return Ok(false) };
                    self.status = status;
                    next
                }
                Awaited::Body { from, length } => {
                    let end = from + length;
                    if seen.len() < end {
                        return Ok(false);
                    }
                    self.parts.push(from..end);
                    Awaited::Nothing { end }
                }
                Awaited::Chunk { from } => {
                    let Some(part) = chunk(seen, from)? else { return Ok(false) };
                    let end = part.end;
                    if part.is_empty() {
                        Awaited::Trailer { from: end }
                    } else {
                        self.parts.push(part);
                        Awaited::Chunk { from: end + END_OF_LINE.len() }
                    }
                }
                Awaited::Trailer { from } => {
                    let Some(line) = line(seen, from) else { return Ok(false) };
                    let end = line.end + END_OF_LINE.len();
                    if line.is_empty() {
                        Awaited::Nothing { end }
                    } else {
                        Awaited::Trailer { from: end }
                    }
                }
                Awaited::Nothing { end } => {
                    ensure!(end == seen.len(), "more came than was asked for");
                    return Ok(true);
                }
            }
        }
    }

    /// The status, once the head is there.
    pub(super) fn status(&self) -> u16 {
        self.status
    }

    /// How many bytes the body has.
    pub(super) fn length(&self) -> usize {
        self.parts.iter().map(ExactSizeIterator::len).sum()
    }

    /// The body, without what is between its chunks.
    pub(super) fn body(&self) -> Vec<u8> {
        self.parts.iter().flat_map(|part| &self.bytes[part.clone()]).copied().collect()
    }
}

/// The status, and what follows the head; `None` while the head is not whole.
fn head(seen: &[u8]) -> anyhow::Result<Option<(u16, Awaited)>> {
    let Some(first) = line(seen, 0) else { return Ok(None) };
    let mut from = first.end + END_OF_LINE.len();
    let (mut length, mut is_chunked) = (None, false);
    loop {
        let Some(field) = line(seen, from) else { return Ok(None) };
        from = field.end + END_OF_LINE.len();
        if field.is_empty() {
            break;
        }
        let text = std::str::from_utf8(&seen[field]).context("a header is no text")?;
        let (name, value) = text.split_once(':').context("a header has no value")?;
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse::<usize>().context("a length is no number")?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            is_chunked = value.trim().eq_ignore_ascii_case("chunked");
        }
    }
    let text = std::str::from_utf8(&seen[first]).context("an answer begins with no text")?;
    let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    let status = status.with_context(|| format!("an answer begins with {text:?}"))?;
    if is_chunked {
        return Ok(Some((status, Awaited::Chunk { from })));
    }
    let length = length.context("an answer tells no length")?;
    ensure!(length <= MOST, "an answer has more than {MOST} bytes");
    Ok(Some((status, Awaited::Body { from, length })))
}

/// Where the bytes of a chunk are, none in the last; `None` while it is not whole.
fn chunk(seen: &[u8], from: usize) -> anyhow::Result<Option<Range<usize>>> {
    let Some(size) = line(seen, from) else {
        ensure!(seen.len() - from < LONGEST_SIZE, "a chunk tells no size");
        return Ok(None);
    };
    let begin = size.end + END_OF_LINE.len();
    let text = std::str::from_utf8(&seen[size]).context("the size of a chunk is no text")?;
    let digits = text.split(';').next().unwrap_or_default().trim();
    let size = usize::from_str_radix(digits, 16);
    let size = size.with_context(|| format!("{digits:?} is no size of a chunk"))?;
    ensure!(size <= MOST, "a chunk has more than {MOST} bytes");
    if size == 0 {
        return Ok(Some(begin..begin));
    }
    let end = begin + size;
    let Some(after) = seen.get(end..end + END_OF_LINE.len()) else { return Ok(None) };
    ensure!(after == END_OF_LINE, "a chunk does not end where it should");
    Ok(Some(begin..end))
}

/// The line that begins there, without its end; `None` while it is not whole.
fn line(seen: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = seen.get(from..)?;
    let length = rest.windows(END_OF_LINE.len()).position(|it| it == END_OF_LINE)?;
    Some(from..from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITH_LENGTH: &[u8] =
        b"HTTP/1.1 200 OK\r\nX-Request-Id: 7\r\ncontent-length: 11\r\n\r\nhello world";
    const IN_CHUNKS: &[u8] =
        b"HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n\
          6\r\nhello \r\n5;why=because\r\nworld\r\n0\r\nX-Late: yes\r\n\r\n";

    /// Hands over the bytes so many at a time; whether the answer was whole after the last.
    fn read(answer: &mut Answer, bytes: &[u8], at_a_time: usize) -> anyhow::Result<bool> {
        answer.clear();
        let mut is_whole = false;
        for some in bytes.chunks(at_a_time) {
            assert!(!is_whole, "it was whole before its end");
            answer.room()[..some.len()].copy_from_slice(some);
            is_whole = answer.arrived(some.len())?;
        }
        Ok(is_whole)
    }

    #[test]
    fn an_answer_is_the_same_however_it_is_cut() {
        let mut answer = Answer::default();
        for (bytes, status) in [(WITH_LENGTH, 200), (IN_CHUNKS, 503)] {
            for at_a_time in 1..=bytes.len() {
                assert!(read(&mut answer, bytes, at_a_time).unwrap());
                assert_eq!((answer.status(), answer.length()), (status, 11));
                assert_eq!(answer.body(), b"hello world");
            }
        }
    }

    #[test]
    fn an_answer_is_not_whole_before_its_last_byte() {
        let mut answer = Answer::default();
        for bytes in [WITH_LENGTH, IN_CHUNKS] {
            for end in 1..bytes.len() {
                assert!(!read(&mut answer, &bytes[..end], end).unwrap());
            }
        }
    }

    #[test]
    fn an_answer_may_be_empty_and_larger_than_the_room() {
        let mut answer = Answer::default();
        assert!(read(&mut answer, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 7).unwrap());
        assert_eq!((answer.length(), answer.body()), (0, Vec::new()));

        let body = vec![b'x'; 5 * ROOM];
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        let bytes = [head.as_bytes(), &body].concat();
        assert!(read(&mut answer, &bytes, 10_000).unwrap());
        assert_eq!(answer.body(), body);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let mut answer = Answer::default();
        for bytes in [
            &b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"[..],
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
            b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        ] {
            let refused = read(&mut answer, bytes, bytes.len());
            assert!(refused.is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
