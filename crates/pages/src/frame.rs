//! The frame of a page: what stands around its text.

use crate::assets::address;

/// What a page is written in, for its root element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its tag (BCP 47).
    pub code: &'static str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

impl Language {
    pub const ENGLISH: Self = Self { code: "en", dir: "ltr" };
}

/// A page, as it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Plain text.
    pub title: &'a str,
    pub language: Language,
    /// What it is about, for those who search the web; none of a page that is nobody's to find.
    pub description: Option<&'a str>,
    /// From the address of the page to where `assets/` is, as `../`: a page works under whatever
    /// name and path its reader knows the server by.
    pub root: &'a str,
    /// Styles beside the one that all pages have.
    pub styles: &'a [&'a str],
    /// A module among the files.
    pub script: Option<&'a str>,
    /// HTML.
    pub body: &'a str,
}

impl Frame<'_> {
    /// The whole page.
    pub fn html(&self) -> String {
        let Self { title, language, description, root, styles, script, body } = self;
        let Language { code, dir } = language;
        let title = escape(title);
        let found = match description {
            Some(text) => format!("<meta name=\"description\" content=\"{}\">", escape(text)),
            None => "<meta name=\"robots\" content=\"noindex\">".to_owned(),
        };
        let link =
            |name: &&str| format!("<link rel=\"stylesheet\" href=\"{root}{}\">", address(name));
        let styles: String = ["airside.css"].iter().chain(*styles).map(link).collect();
        let script = script.map(|name| {
            format!("<script type=\"module\" src=\"{root}{}\"></script>", address(name))
        });
        let (script, icon) = (script.unwrap_or_default(), address("icon.svg"));
        format!(
            "<!doctype html>\n<html lang=\"{code}\" dir=\"{dir}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             {found}\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>{title}</title><link rel=\"icon\" href=\"{root}{icon}\">{styles}{script}\
             </head><body>{body}</body></html>\n"
        )
    }
}

/// The `Content-Security-Policy` of every page: files of ours, calls of ours, and forms that lead
/// to this server or to `targets`.
pub fn policy(targets: &str) -> String {
    let space = if targets.is_empty() { "" } else { " " };
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
         connect-src 'self'; form-action 'self'{space}{targets}; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

/// Text, so that it stays text in HTML and in its attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let frame = Frame {
            title: "</title><script>alert('1')</script>",
            language: Language::ENGLISH,
            description: None,
            root: "../",
            styles: &[],
            script: Some("wait.js"),
            body: "",
        };
        let html = frame.html();
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("&lt;script&gt;alert(&#39;1&#39;)"));
        assert_eq!(escape("\"&"), "&quot;&amp;");
    }

    #[test]
    fn nothing_of_a_page_is_inline_and_everything_is_under_its_root() {
        let frame = Frame {
            title: "x",
            language: Language::ENGLISH,
            description: None,
            root: "../",
            styles: &["docs.css"],
            script: Some("docs.js"),
            body: "",
        };
        let html = frame.html();
        assert!(
            !html.contains("<style") && !html.contains("style=") && !html.contains("http-equiv")
        );
        assert_eq!(html.matches("=\"../assets/").count(), 4);
        assert!(
            !policy("").contains("unsafe")
                && policy("https://a.example").contains("'self' https://a.example;")
        );
    }
}
