//! Writes the hosted page, where a payer approves or declines.
//!
//! It comes with a policy under which nothing but files of its own server works:
//! even text that slipped past the escaping could not run.

use std::fmt::Write as _;

use actix_web::http::Uri;
use airside_pages::{Frame, Language, escape};

/// From the address of a page to where `assets/` is.
const ROOT: &str = "../";

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
        let _ = write!(body, "<h1>Pay {}</h1><ul class=\"plain\">", escape(merchant));
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
        airside_pages::policy(&targets.join(" "))
    }

    fn actions(&self) -> String {
        let id = escape(&self.id);
        match &self.state {
            State::Payable { declined } => {
                let note = declined.as_deref().map(|reason| {
                    let reason = escape(reason);
                    format!("<p class=\"note bad\" role=\"status\">{reason} You can try again.</p>")
                });
                let note = note.unwrap_or_default();
                format!(
                    "{note}<div class=\"actions\"><form method=\"post\" action=\"{id}/approve\">\
                     <button class=\"button yes\">Approve</button></form>\
                     <form method=\"post\" action=\"{id}/decline\">\
                     <button class=\"button no\">Decline</button></form></div>"
                )
            }
            State::Paid { back } => {
                let link = back.as_deref().map(|back| {
                    let back = escape(back);
                    format!(
                        "<p class=\"actions\"><a class=\"button wide\" href=\"{back}\">Back to the \
                         merchant</a></p>"
                    )
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
    let text = "<h1>No such payment</h1><p>The address may be incomplete: it is the one that the \
                merchant sent you to.</p>";
    document("No such payment", text)
}

fn document(title: &str, text: &str) -> String {
    let body = format!(
        "<main class=\"sheet\">{text}<p class=\"foot\">This is a sandbox: it stands in for the page \
         that takes a card. Approve pays with a test card, Decline is the bank that says no, and no \
         money moves.</p></main>"
    );
    Frame {
        title,
        language: Language::ENGLISH,
        description: None,
        root: ROOT,
        styles: &[],
        script: None,
        body: &body,
    }
    .html()
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
