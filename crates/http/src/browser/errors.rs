//! `GET /docs/errors`: what each code means and what to do about it, where the `type` of a problem
//! leads.
//!
//! It is the page of the book, as far as that tells of codes: compiled in, so that every server has
//! the one that goes with it, and nothing outside is asked for.

use std::sync::LazyLock;

use actix_web::{HttpResponse, get};
use airside_pages::{Frame, Language, escape};

use super::shown::html;

const BOOK: &str = include_str!("../../../../docs/reference/errors.md");

static BODY: LazyLock<String> = LazyLock::new(|| body(BOOK));

#[get("/docs/errors")]
pub(crate) async fn page() -> HttpResponse {
    html(&Frame {
        title: "Errors",
        language: Language::ENGLISH,
        description: None,
        root: "../",
        styles: &[],
        script: None,
        body: &BODY,
    })
}

/// The entries of the codes, each with its anchor; what stands before them is for readers of the
/// book.
fn body(book: &str) -> String {
    let mut body = String::from(
        "<main class=\"sheet\"><p class=\"over\"><a href=\"../docs\">Airside API</a></p>\
         <h1>Errors</h1><p>Test for <code>code</code>, show <code>detail</code>, quote \
         <code>request_id</code>.</p>",
    );
    let mut group = None;
    let mut is_entry = false;
    for line in book.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            (group, is_entry) = (Some(heading), false);
        } else if let Some(code) = line.strip_prefix("### ") {
            if let Some(group) = group.take() {
                body.extend(["<h2>", &inline(group), "</h2>"]);
            }
            let code = escape(code.trim_matches('`'));
            body.extend(["<h3 id=\"", &code, "\"><code>", &code, "</code></h3>"]);
            is_entry = true;
        } else if is_entry && !line.is_empty() {
            body.extend(["<p>", &inline(line), "</p>"]);
        }
    }
    body + "</main>"
}

/// Code, bold, and links: all that the entries have. Pages of the book are not here, so only links
/// to other codes stay links.
fn inline(text: &str) -> String {
    let marks = [("`", "`"), ("**", "**"), ("[", ")")];
    let first = marks.iter().filter_map(|(open, close)| {
        let at = text.find(open)?;
        let inner = &text[at + open.len()..];
        Some((at, *open, inner.find(close).map(|end| inner.split_at(end))?, close.len()))
    });
    let Some((at, open, (inner, rest), close)) = first.min_by_key(|(at, ..)| *at) else {
        return escape(text);
    };
    let marked = match open {
        "`" => format!("<code>{}</code>", escape(inner)),
        "**" => format!("<strong>{}</strong>", inline(inner)),
        _ => link(inner),
    };
    format!("{}{marked}{}", escape(&text[..at]), inline(&rest[close..]))
}

/// `label](target`.
fn link(inner: &str) -> String {
    match inner.split_once("](") {
        Some((label, anchor)) if anchor.starts_with('#') => {
            format!("<a href=\"{}\">{}</a>", escape(anchor), inline(label))
        }
        Some((label, _page)) => inline(label),
        None => escape(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Kind;

    #[test]
    fn every_code_has_its_anchor() {
        for kind in Kind::ALL {
            let anchor = format!("<h3 id=\"{}\">", kind.code());
            assert_eq!(BODY.matches(&anchor).count(), 1, "{anchor}");
        }
    }

    #[test]
    fn marks_become_elements() {
        let shown = inline("**409** a [`conflict`](#conflict) & [a page](../x.md), `a<b`.");
        let expected = "<strong>409</strong> a <a href=\"#conflict\"><code>conflict</code></a> \
                        &amp; a page, <code>a&lt;b</code>.";
        assert_eq!(shown, expected);
        assert_eq!(inline("no ` mark"), "no ` mark");
    }
}
