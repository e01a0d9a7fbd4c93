//! One call of the API, and the `curl` line that makes the same one.
//!
//! Long values stand in the line as shell variables, so that it can be read;
//! `demo-output/variables.sh` says what they are, so that it can be pasted.

use serde::Serialize;

use super::json;

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) url: String,
    pub(super) body: Option<String>,
    /// The `Idempotency-Key`.
    pub(super) once: Option<&'static str>,
    /// Whether it carries the API key.
    pub(super) signed: bool,
}

impl Call {
    pub(super) fn get(url: String) -> Self {
        Self { method: "GET", url, body: None, once: None, signed: true }
    }

    pub(super) fn post(url: String) -> Self {
        Self { method: "POST", ..Self::get(url) }
    }

    pub(super) fn json(self, body: &impl Serialize) -> anyhow::Result<Self> {
        let body = json::written(body)?;
        Ok(Self { body: Some(body), ..self })
    }

    pub(super) fn once(self, key: &'static str) -> Self {
        Self { once: Some(key), ..self }
    }

    /// Without the API key: for links that are secrets themselves, and to get one.
    pub(super) fn unsigned(self) -> Self {
        Self { signed: false, ..self }
    }

    /// The same call for a shell; `options` are for curl itself.
    pub(super) fn curl(&self, variables: &Variables, options: &str) -> String {
        let mut parts = Vec::new();
        let method = if self.method == "GET" { "" } else { " -X POST" };
        parts.push(format!("curl -s{method}{options} \"{}\"", variables.in_url(&self.url)));
        if self.signed {
            parts.push("-H \"Authorization: Bearer $KEY\"".to_owned());
        }
        if let Some(key) = self.once {
            parts.push(format!("-H 'Idempotency-Key: {key}'"));
        }
        if let Some(body) = &self.body {
            parts.push("-H 'Content-Type: application/json'".to_owned());
            let body = variables.in_single_quotes(body).replace('\n', "\n  ");
            parts.push(format!("-d '{body}'"));
        }
        let is_short = parts.iter().map(String::len).sum::<usize>() < 110;
        parts.join(if is_short { " " } else { " \\\n  " })
    }
}

/// Shell variables, in the order they were named.
#[derive(Debug, Default)]
pub(super) struct Variables(Vec<(&'static str, String)>);

impl Variables {
    /// Names a value, or gives a name to another value.
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        self.0.retain(|(it, _)| *it != name);
        self.0.push((name, value.to_owned()));
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// A file for `source`.
    pub(super) fn script(&self) -> String {
        let line =
            |(name, value): &(_, String)| format!("{name}='{}'\n", inside_single_quotes(value));
        let lines = self.0.iter().map(line);
        lines.collect()
    }

    /// URLs of this API hold nothing that double quotes would not keep as it is.
    fn in_url(&self, url: &str) -> String {
        self.named(url, |name| format!("${name}"))
    }

    fn in_single_quotes(&self, text: &str) -> String {
        self.named(&inside_single_quotes(text), |name| format!("'\"${name}\"'"))
    }

    /// The last named comes first: it may contain an earlier one.
    fn named(&self, text: &str, shown: impl Fn(&str) -> String) -> String {
        let latest_first = self.0.iter().rev();
        latest_first.fold(text.to_owned(), |text, (name, value)| text.replace(value, &shown(name)))
    }
}

/// The inside of single quotes: in there, a shell touches nothing but a single quote.
fn inside_single_quotes(text: &str) -> String {
    text.replace('\'', r"'\''")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> Variables {
        let mut variables = Variables::default();
        variables.set("API", "http://127.0.0.1:8080");
        variables.set("OFFER", "off_AbC");
        variables
    }

    #[test]
    fn long_values_are_shown_by_their_names() {
        let call = Call::get("http://127.0.0.1:8080/v1/offers/off_AbC/seat-map".to_owned());
        assert_eq!(
            call.curl(&variables(), ""),
            r#"curl -s "$API/v1/offers/$OFFER/seat-map" -H "Authorization: Bearer $KEY""#
        );
    }

    #[test]
    fn a_shell_reads_the_body_as_it_was_sent() {
        let call = Call::post("http://127.0.0.1:8080/v1/bookings".to_owned())
            .json(&["off_AbC", "D'Arcy"])
            .unwrap()
            .once("trip-1");
        let line = call.curl(&variables(), "").replace("curl -s", "printf '%s\\n'");
        let script = format!("{}KEY=secret\n{line}", variables().script());

        let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.contains("http://127.0.0.1:8080/v1/bookings\n"), "{shown}");
        assert!(shown.contains("Authorization: Bearer secret\n"), "{shown}");
        assert!(shown.contains("Idempotency-Key: trip-1\n"), "{shown}");
        assert!(shown.ends_with("[\"off_AbC\", \"D'Arcy\"]\n"), "{shown}");
    }
}
