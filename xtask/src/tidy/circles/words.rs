//! The words of a source file: without comments, without texts, without tests.

/// What marks a part of a file that only tests have.
const OF_TESTS: &[&[&str]] = &[&["#", "[", "cfg", "(", "test", ")", "]"], &["#", "[", "test", "]"]];

/// Names, `::`, and signs, each as a word.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let silent = silence(rest);
        if silent == 0 {
            let (word, after) = rest.split_at(word(rest));
            words.push(word);
            rest = after;
        } else {
            rest = rest.get(silent..).unwrap_or_default();
        }
    }
    without_tests(&words)
}

fn word(text: &str) -> usize {
    if text.starts_with("::") {
        return 2;
    }
    let name = name(text);
    if name > 0 { name } else { text.chars().next().map_or(0, char::len_utf8) }
}

fn name(text: &str) -> usize {
    text.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(text.len())
}

/// How much of the beginning says nothing of imports: blanks, a comment, a text, a lifetime.
fn silence(text: &str) -> usize {
    let blanks = text.len() - text.trim_start().len();
    let raw = ["r", "br", "cr"].iter().find_map(|it| text.strip_prefix(it));
    let plain = ["", "b", "c"].iter().find_map(|it| text.strip_prefix(it)?.strip_prefix('"'));
    if blanks > 0 {
        blanks
    } else if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        block_comment(text)
    } else if let Some(size) = raw.and_then(raw_text) {
        size + text.find(['#', '"']).unwrap_or(0)
    } else if let Some(inside) = plain {
        text.len() - inside.len() + escaped(inside, '"')
    } else if let Some(inside) = text.strip_prefix('\'') {
        1 + letter_or_lifetime(inside)
    } else {
        0
    }
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    for (at, _) in text.match_indices(['*', '/']) {
        let here = text.get(at..).unwrap_or_default();
        if here.starts_with("/*") {
            depth += 1;
        } else if here.starts_with("*/") {
            depth -= 1;
            if depth == 0 {
                return at + 2;
            }
        }
    }
    text.len()
}

/// From the first `#` or quote to the end; a raw name (`r#type`) is none.
fn raw_text(text: &str) -> Option<usize> {
    let inside = text.trim_start_matches('#').strip_prefix('"')?;
    let hashes = "#".repeat(text.len() - inside.len() - 1);
    let end = format!("\"{hashes}");
    let closed = inside.find(&end).map(|at| at + end.len());
    Some(text.len() - inside.len() + closed.unwrap_or(inside.len()))
}

/// To behind the sign that closes it.
fn escaped(inside: &str, close: char) -> usize {
    let mut signs = inside.char_indices();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else if sign == close {
            return at + sign.len_utf8();
        }
    }
    inside.len()
}

fn letter_or_lifetime(inside: &str) -> usize {
    let mut signs = inside.chars();
    let is_letter = signs.next() == Some('\\') || signs.next() == Some('\'');
    if is_letter { escaped(inside, '\'') } else { name(inside) }
}

fn without_tests<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut kept = Vec::new();
    let mut rest = words;
    while let Some((word, after)) = rest.split_first() {
        if let Some(item) = OF_TESTS.iter().find_map(|mark| rest.strip_prefix(*mark)) {
            rest = behind(item);
        } else {
            kept.push(*word);
            rest = after;
        }
    }
    kept
}

/// What comes behind an item: it ends with its braces, or with a semicolon.
fn behind<'a, 'b>(item: &'b [&'a str]) -> &'b [&'a str] {
    let mut depth = 0;
    let end = item.iter().position(|word| {
        match *word {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(*word, ";" | "}")
    });
    end.and_then(|at| item.get(at + 1..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_say_nothing() {
        let text = "a /* b /* c */ d */ // e\n \"f \\\" g\" r#\"h \" i\"# br\"j\\\" b\"k\" l::m";
        assert_eq!(words(text), ["a", "l", "::", "m"]);
    }

    #[test]
    fn a_letter_is_told_from_a_lifetime() {
        assert_eq!(words(r#"'"' a '\'' b 'x' c <'static> d"#), ["a", "b", "c", "<", ">", "d"]);
    }

    #[test]
    fn what_only_tests_have_is_left_out() {
        let text = "a; #[cfg(test)] mod tests; b #[cfg(test)] mod tests { fn c() { d } } e
            #[test] fn f() {} g #[cfg(unix)] h";
        let left = ["a", ";", "b", "e", "g", "#", "[", "cfg", "(", "unix", ")", "]", "h"];
        assert_eq!(words(text), left);
    }
}
