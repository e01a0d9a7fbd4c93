//! Reads in the logs of a browser what a page does and should not.

use std::collections::HashSet;

use serde_json::Value;
use url::{Origin, Url};

/// The eye on one walk.
#[derive(Debug)]
pub(crate) struct Watch {
    own: Origin,
    scripts: bool,
    /// Every page that was asked for.
    pages: HashSet<String>,
}

impl Watch {
    pub(crate) fn new(server: &Url, scripts: bool) -> Self {
        Self { own: server.origin(), scripts, pages: HashSet::new() }
    }

    /// Requests to anywhere else, and for scripts where there are none.
    pub(crate) fn requests(&mut self, performance: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        for message in entries(performance).filter_map(message_of_tools) {
            if message["method"] != "Network.requestWillBeSent" {
                continue;
            }
            let (asked, kind) =
                (text(&message["params"]["request"]["url"]), &message["params"]["type"]);
            if kind == "Document" {
                self.pages.insert(asked.to_owned());
            }
            if self.is_outside(asked) {
                faults.push(format!("asks for {asked}"));
            }
            if kind == "Script" && !self.scripts {
                faults.push(format!("asks for a script, {asked}"));
            }
        }
        faults
    }

    /// What the browser complains of, its policy and errors of scripts too.
    pub(crate) fn complaints(&self, console: &Value) -> Vec<String> {
        let errors = entries(console).filter(|it| it["level"] == "SEVERE");
        let said = errors.map(|it| text(&it["message"]));
        said.filter(|said| !self.is_refusal_of_page(said)).map(str::to_owned).collect()
    }

    fn is_outside(&self, asked: &str) -> bool {
        match Url::parse(asked) {
            Ok(url) if matches!(url.scheme(), "data" | "blob") => false,
            Ok(url) => url.origin() != self.own,
            Err(_) => true,
        }
    }

    /// A refusal of the page itself is what some pages are about.
    fn is_refusal_of_page(&self, said: &str) -> bool {
        let failed = said.split_once(" - Failed to load resource");
        failed.is_some_and(|(asked, _)| self.pages.contains(asked))
    }
}

fn entries(log: &Value) -> impl Iterator<Item = &Value> {
    log.as_array().into_iter().flatten()
}

/// An entry of this log is a message in a message, as text.
fn message_of_tools(entry: &Value) -> Option<Value> {
    let mut around: Value = serde_json::from_str(text(&entry["message"])).ok()?;
    Some(around["message"].take())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const HERE: &str = "http://127.0.0.1:8080/search?trip=one";

    fn watch(scripts: bool) -> Watch {
        Watch::new(&Url::parse("http://127.0.0.1:8080").unwrap(), scripts)
    }

    fn request(url: &str, kind: &str) -> Value {
        let params = json!({ "request": { "url": url }, "type": kind });
        let message =
            json!({ "message": { "method": "Network.requestWillBeSent", "params": params } });
        json!([{ "message": message.to_string() }])
    }

    fn error(message: &str) -> Value {
        json!([{ "level": "SEVERE", "message": message }, { "level": "WARNING", "message": "old" }])
    }

    #[test]
    fn nothing_is_asked_for_from_outside() {
        let mut watch = watch(true);
        assert_eq!(watch.requests(&request(HERE, "Document")), Vec::<String>::new());
        assert_eq!(watch.requests(&request("data:,a", "Image")), Vec::<String>::new());
        assert_eq!(watch.requests(&request("https://fonts.example/a", "Font")).len(), 1);
        assert_eq!(watch.requests(&request("http://127.0.0.1:8081/a", "Image")).len(), 1);
    }

    #[test]
    fn a_page_without_scripts_asks_for_none() {
        let asked = request("http://127.0.0.1:8080/desk.js", "Script");
        assert_eq!(watch(true).requests(&asked), Vec::<String>::new());
        assert_eq!(watch(false).requests(&asked).len(), 1);
    }

    #[test]
    fn errors_are_complaints_but_for_the_refusal_of_a_page() {
        let mut watch = watch(true);
        watch.requests(&request(HERE, "Document"));
        let refusal = format!("{HERE} - Failed to load resource: status of 422");
        assert_eq!(watch.complaints(&error(&refusal)), Vec::<String>::new());
        let picture = "http://127.0.0.1:8080/a.png - Failed to load resource: status of 404";
        assert_eq!(watch.complaints(&error(picture)), [picture]);
        let thrown = format!("{HERE} 0:1 Uncaught Error: boom");
        assert_eq!(watch.complaints(&error(&thrown)), [thrown]);
    }
}
