//! Writes the hosted page, where a payer approves or declines.
//!
//! It comes with a policy under which nothing but its own style sheet works:
//! even text that slipped past the escaping could not run.

use std::fmt::Write as _;

use actix_web::http::Uri;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("page.css");

/// What the page says.
#[derive(Debug)]
pub(crate) struct Page {
    /// The last part of its own address: forms are relative to it, so that they work under
    /// whatever name the payer knows this server by.
    pub(crate) id: String,
    /// What is paid for: a name, and more about it.
    pub(crate) lines: Vec<(String, Option<String>)>,
    /// As people write it.
    pub(crate) amount: String,
    pub(crate) state: State,
    /// Where the payer may be sent from here.
    pub(crate) ways_out: Vec<String>,
}

/// What the payer can still do.
#[derive(Debug)]
pub(crate) enum State {
    /// Pay; `declined` says why the last attempt failed.
    Payable { declined: Option<String> },
    /// Go back to the merchant.
    Paid { back: Option<String> },
    /// Nothing: it expired or was cancelled.
    Closed,
}

impl Page {
    pub(crate) fn html(&self, merchant: &str) -> String {
        let mut body = String::new();
        let _ = write!(body, "<h1>Pay {}</h1><ul>", escape(merchant));
        for (name, more) in &self.lines {
            let more = more.as_deref().map(|more| format!("<span>{}</span>", escape(more)));
            let _ = write!(body, "<li>{}{}</li>", escape(name), more.unwrap_or_default());
        }
        let _ = write!(body, "</ul><p class=\"amount\">{}</p>", escape(&self.amount));
        body.push_str(&self.actions());
        document(&format!("Pay {merchant}"), &body)
    }

    /// The `Content-Security-Policy` of this page.
    pub(crate) fn policy(&self) -> String {
        // Browsers hold the redirect after a form to its policy too.
        let ways_out = self.ways_out.iter().filter_map(|address| origin(address));
        let mut targets: Vec<String> = ways_out.collect();
        targets.sort_unstable();
        targets.dedup();
        policy(&targets.join(" "))
    }

    fn actions(&self) -> String {
        let id = escape(&self.id);
        match &self.state {
            State::Payable { declined } => {
                let note = declined.as_deref().map(|reason| {
                    let reason = escape(reason);
                    format!("<p class=\"note\" role=\"status\">{reason} You can try again.</p>")
                });
                let note = note.unwrap_or_default();
                format!(
                    "{note}<form method=\"post\" action=\"{id}/approve\">\
                     <button class=\"yes\">Approve</button></form>\
                     <form method=\"post\" action=\"{id}/decline\">\
                     <button class=\"no\">Decline</button></form>"
                )
            }
            State::Paid { back } => {
                let link = back.as_deref().map(|back| {
                    format!("<p><a href=\"{}\">Back to the merchant</a></p>", escape(back))
                });
                let link = link.unwrap_or_default();
                format!("<p class=\"note good\" role=\"status\">This payment is done.</p>{link}")
            }
            State::Closed => {
                "<p class=\"note\" role=\"status\">This payment has expired or was cancelled. \
                 Nothing was charged.</p>"
                    .to_owned()
            }
        }
    }
}

/// The page for an address that names nothing.
pub(crate) fn not_found() -> String {
    document("No such payment", "<h1>No such payment</h1><p>The address may be incomplete.</p>")
}

/// Forms may go to this server and to `targets`; nothing else is allowed.
pub(crate) fn policy(targets: &str) -> String {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'self' \
         {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn document(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><link rel=\"icon\" href=\"data:,\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main>{body}\
         <footer>Sandbox: no money moves.</footer></main></body></html>"
    )
}

/// Scheme and host of an address, if it is one of the web.
fn origin(address: &str) -> Option<String> {
    let address: Uri = address.parse().ok()?;
    let authority = address.authority()?.as_str();
    // In a policy, spaces and semicolons would begin something else.
    let is_plain = authority.bytes().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']')
    });
    is_plain.then(|| format!("{}://{authority}", address.scheme_str().unwrap_or("https")))
}

fn escape(text: &str) -> String {
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

    fn page(name: &str, ways_out: &[&str]) -> Page {
        Page {
            id: "cs_test_1".to_owned(),
            lines: vec![(name.to_owned(), None)],
            amount: "INR 1.00".to_owned(),
            state: State::Payable { declined: None },
            ways_out: ways_out.iter().map(|&way| way.to_owned()).collect(),
        }
    }

    #[test]
    fn text_from_outside_cannot_become_markup() {
        let html = page("<script>alert('1')</script>\"&", &[]).html("A<b>");
        assert!(!html.contains("<script") && !html.contains("<b>"));
        assert!(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;"));
    }

    #[test]
    fn forms_may_lead_back_to_the_merchant_and_nowhere_else() {
        let policy =
            page("x", &["https://shop.example/ok?a=1", "http://a;script-src@evil/"]).policy();
        assert!(policy.contains("form-action 'self' https://shop.example;"));
        assert!(!policy.contains("evil"));
    }
}
