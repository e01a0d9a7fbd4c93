//! The API as the story's client sees it.
//!
//! An answer that is not a success ends the story with what the server said.

use std::time::Duration;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::http::{Request, Response};
use ureq::{Agent, Body};

use super::call::{Call, Variables};
use super::page;

pub(super) struct Api {
    agent: Agent,
    url: String,
    pub(super) variables: Variables,
}

/// What came back.
pub(super) struct Answer<T> {
    pub(super) body: T,
    /// Whether it was the stored answer of an earlier call.
    pub(super) replayed: bool,
}

/// RFC 9457.
#[derive(Deserialize)]
struct Problem {
    code: String,
    detail: Option<String>,
    request_id: Option<String>,
}

impl Api {
    pub(super) fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // The server is on this machine; no proxy stands between.
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        let mut variables = Variables::default();
        variables.set("API", url);
        Self { agent: config.new_agent(), url: url.to_owned(), variables }
    }

    /// The URL of a path.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(super) fn is_ready(&self) -> bool {
        // While the world loads, nobody answers: ask again instead of waiting long.
        let asked = self.agent.get(self.at("/readyz")).config();
        let answer = asked.timeout_global(Some(Duration::from_secs(1))).build().call();
        answer.is_ok_and(|answer| answer.status().is_success())
    }

    /// Shows a call and makes it.
    pub(super) fn show<T: DeserializeOwned>(&self, call: &Call) -> anyhow::Result<Answer<T>> {
        page::shell(&call.curl(&self.variables, ""));
        self.ask(call)
    }

    /// Makes a call without showing it: a repetition, or a detail.
    pub(super) fn ask<T: DeserializeOwned>(&self, call: &Call) -> anyhow::Result<Answer<T>> {
        let mut response = self.send(call)?;
        let replayed = response.headers().contains_key("idempotent-replayed");
        let text = response.body_mut().read_to_string()?;
        let body = serde_json::from_str(&text)
            .with_context(|| format!("{} answered what was not expected: {text}", call.url))?;
        Ok(Answer { body, replayed })
    }

    /// Makes a call whose answer does not matter.
    pub(super) fn show_and_forget(&self, call: &Call) -> anyhow::Result<()> {
        page::shell(&call.curl(&self.variables, ""));
        self.send(call).map(drop)
    }

    /// Fetches a file.
    pub(super) fn download(&self, call: &Call) -> anyhow::Result<Vec<u8>> {
        Ok(self.send(call)?.body_mut().read_to_vec()?)
    }

    fn send(&self, call: &Call) -> anyhow::Result<Response<Body>> {
        let mut request = Request::builder().method(call.method).uri(&call.url);
        if call.signed
            && let Some(key) = self.variables.get("KEY")
        {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        if let Some(key) = call.once {
            request = request.header("idempotency-key", key);
        }
        let response = match &call.body {
            Some(body) => {
                let request = request.header("content-type", "application/json");
                self.agent.run(request.body(body.as_str())?)
            }
            None => self.agent.run(request.body(())?),
        };
        let what = || format!("{} {}", call.method, call.url);
        let mut response = response.with_context(what)?;
        if !response.status().is_success() {
            let status = response.status();
            let text = response.body_mut().read_to_string().unwrap_or_default();
            bail!("{} answered {status}: {}", what(), explained(&text));
        }
        Ok(response)
    }
}

/// The server's own words, shortest first.
fn explained(text: &str) -> String {
    let Ok(problem) = serde_json::from_str::<Problem>(text) else { return text.to_owned() };
    let Problem { code, detail, request_id } = problem;
    let detail = detail.map(|detail| format!(", {detail}")).unwrap_or_default();
    let request = request_id.map(|id| format!(" (request {id})")).unwrap_or_default();
    format!("{code}{detail}{request}")
}
