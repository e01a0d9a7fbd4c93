//! Breaking text into lines that fit.
//!
//! A word wider than the line is broken wherever it must be: text may come from
//! people, and none of it may leave its column.

use crate::fonts::{Fonts, Run};
use crate::style::Style;

const ELLIPSIS: char = '…';

/// The text in lines no wider than `width`.
pub(crate) fn lines(fonts: &Fonts, text: &str, style: Style, width: f32) -> Vec<Run> {
    let text = fonts.printable(text.trim(), style);
    if !is_long(&text, style, width) {
        let whole = fonts.shape(&text, style);
        if whole.width <= width {
            return vec![whole];
        }
    }
    let measure = |text: &str| fonts.shape(text, style).width;
    let space = measure("n n") - measure("nn");

    let mut lines = Vec::new();
    let mut line = String::new();
    let mut filled = 0.0;
    for word in text.split_whitespace() {
        let mut word_width = measure(word);
        if !line.is_empty() && filled + space + word_width <= width {
            line.push(' ');
            filled += space;
        } else if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            filled = 0.0;
        }
        let mut word = word;
        while word_width > width {
            let (head, tail) = word.split_at(fitting(word, width, measure));
            lines.push(head.to_owned());
            word = tail;
            word_width = measure(word);
        }
        line.push_str(word);
        filled += word_width;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.iter().map(|line| fonts.shape(line, style)).collect()
}

/// Whether the text surely takes several lines, so that shaping it whole would be in vain.
fn is_long(text: &str, style: Style, width: f32) -> bool {
    /// In ems. A text of narrower letters is broken where it must be, as any other.
    const NARROW_LETTER: f32 = 0.3;
    let mut narrowest = 0.0;
    text.chars().filter(|letter| letter.is_alphanumeric()).any(|_| {
        narrowest += NARROW_LETTER * style.size;
        narrowest > width
    })
}

/// The first lines of the text, the last of them ending in `…` if there is more.
pub(crate) fn first_lines(
    fonts: &Fonts,
    text: &str,
    style: Style,
    width: f32,
    most: usize,
) -> Vec<Run> {
    let mut shown = lines(fonts, text, style, width);
    if shown.len() > most {
        shown.truncate(most);
        if let Some(last) = shown.last_mut() {
            *last = shortened(fonts, &last.text, style, width);
        }
    }
    shown
}

/// The text on one line, cut short by `…` where it does not fit.
pub(crate) fn one_line(fonts: &Fonts, text: &str, style: Style, width: f32) -> Run {
    let whole = fonts.shape(text, style);
    if whole.width <= width { whole } else { shortened(fonts, &whole.text, style, width) }
}

fn shortened(fonts: &Fonts, text: &str, style: Style, width: f32) -> Run {
    let with_ellipsis = |text: &str| format!("{}{ELLIPSIS}", text.trim_end());
    let measure = |text: &str| fonts.shape(&with_ellipsis(text), style).width;
    let kept = if measure(text) <= width { text.len() } else { fitting(text, width, measure) };
    fonts.shape(&with_ellipsis(&text[..kept]), style)
}

/// How many bytes of a word fit, by halving; at least one character, so that a loop over the rest
/// ends.
fn fitting(word: &str, width: f32, measure: impl Fn(&str) -> f32) -> usize {
    let ends: Vec<usize> = word.char_indices().map(|(at, it)| at + it.len_utf8()).collect();
    let count = ends.partition_point(|end| measure(&word[..*end]) <= width);
    ends.get(count.saturating_sub(1)).copied().unwrap_or(word.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fonts::loaded;
    use crate::style::BODY;

    #[test]
    fn words_are_kept_in_order_and_none_is_lost() {
        let fonts = loaded();
        let text = "Be at the airport three hours before an international flight leaves.";
        let lines = lines(&fonts, text, BODY, 120.0);
        assert!(lines.len() > 1);
        let joined: Vec<_> = lines.iter().map(|line| &*line.text).collect();
        assert_eq!(joined.join(" "), text);
    }

    #[test]
    fn a_line_that_is_cut_short_says_so() {
        let fonts = loaded();
        let run = one_line(&fonts, &"Thiruvananthapuram ".repeat(9), BODY, 150.0);
        assert!(run.text.ends_with('…') && run.width <= 150.0, "{}", run.text);
        let kept = first_lines(&fonts, &"word ".repeat(99), BODY, 150.0, 2);
        assert_eq!(kept.len(), 2);
        assert!(kept[1].text.ends_with('…') && kept[1].width <= 150.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_is_typed_stays_in_its_column(text in "\\PC{0,120}", width in 30.0_f32..300.0) {
            let fonts = loaded();
            for line in lines(&fonts, &text, BODY, width) {
                // Kerning across a break that was measured without it.
                prop_assert!(line.width <= width + 0.5, "{:?} is {} wide", line.text, line.width);
            }
        }
    }
}
