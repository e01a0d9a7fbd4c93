//! A good client of two nodes: what is not answered, or not now, is asked again at the other
//! node, under the same idempotency key.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::Context;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use thiserror::Error;
use tokio::time::sleep;

/// Longer than any part may be away.
const PATIENCE: Duration = Duration::from_mins(2);
const TIME_FOR_ONE: Duration = Duration::from_secs(20);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Both nodes.
pub(super) struct Api {
    http: reqwest::Client,
    nodes: [String; 2],
    /// Why calls were repeated, and how often.
    repeated: RefCell<BTreeMap<String, u32>>,
}

/// One account.
pub(super) struct Caller<'a> {
    pub(super) api: &'a Api,
    key: String,
}

/// A call as it is made at either node.
struct Call<'a> {
    method: Method,
    path: &'a str,
    once: Option<&'a str>,
    body: Option<&'a Value>,
}

/// Why a call came to nothing.
#[derive(Debug, Error)]
pub(super) enum Fault {
    #[error("{call} was refused: {status} {code}, {detail}")]
    Refused { call: String, status: u16, code: String, detail: String },
    #[error("{call} was given up: {last}")]
    GivenUp { call: String, last: String },
    #[error("{0}")]
    Unexpected(String),
}

impl Fault {
    /// Whether the API refused with this code.
    pub(super) fn is(&self, wanted: &str) -> bool {
        match self {
            Self::Refused { code, .. } => code == wanted,
            Self::GivenUp { .. } | Self::Unexpected(_) => false,
        }
    }
}

/// What one attempt came to.
enum Attempt {
    Answered(Value),
    Refused(Fault),
    /// To be repeated, and why.
    Repeat(String),
}

impl Api {
    pub(super) fn new(nodes: [String; 2]) -> anyhow::Result<Self> {
        Ok(Self { http: http()?, nodes, repeated: RefCell::default() })
    }

    /// A new account.
    pub(super) async fn sign_up(&self, number: u32) -> anyhow::Result<Caller<'_>> {
        let nobody = Caller { api: self, key: String::new() };
        let user = json!({
            "email": format!("client-{number}@example.com"),
            "password": "correct horse battery",
            "given_name": "Asha",
            "family_name": "Rao",
        });
        let call = Call { method: Method::POST, path: "/v1/users", once: None, body: Some(&user) };
        let user = nobody.ask(number as usize, &call).await?;
        let key = text(&user, "/api_key/key")?;
        Ok(Caller { api: self, key })
    }

    pub(super) fn repeated(&self) -> BTreeMap<String, u32> {
        self.repeated.borrow().clone()
    }

    /// Fetches a file from an address that was given out.
    pub(super) async fn download(&self, url: &str) -> anyhow::Result<Vec<u8>> {
        let response = self.http.get(url).send().await?.error_for_status()?;
        Ok(response.bytes().await?.to_vec())
    }

    /// Presses a button of the gateway's page; pressing twice does no more than once.
    pub(super) async fn press(&self, page: &str, button: &str) -> Result<(), Fault> {
        let url = format!("{page}/{button}");
        let failed = |error: String| Fault::GivenUp { call: format!("POST {url}"), last: error };
        let answer = self.http.post(&url).send().await.map_err(|it| failed(it.to_string()))?;
        if answer.status().is_success() {
            return Ok(());
        }
        let status = answer.status();
        Err(failed(format!("{status} {}", answer.text().await.unwrap_or_default())))
    }
}

impl Caller<'_> {
    pub(super) async fn get(&self, node: usize, path: &str) -> Result<Value, Fault> {
        self.ask(node, &Call { method: Method::GET, path, once: None, body: None }).await
    }

    /// A call that takes effect once, however often it is repeated under this key.
    pub(super) async fn post_once(
        &self,
        node: usize,
        path: &str,
        once: &str,
        body: &Value,
    ) -> Result<Value, Fault> {
        let call = Call { method: Method::POST, path, once: Some(once), body: Some(body) };
        self.ask(node, &call).await
    }

    /// A call that may take effect twice.
    pub(super) async fn post(&self, node: usize, path: &str, body: &Value) -> Result<Value, Fault> {
        self.ask(node, &Call { method: Method::POST, path, once: None, body: Some(body) }).await
    }

    /// Looks until it is as wanted, less and less often.
    pub(super) async fn wait(
        &self,
        node: usize,
        path: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<Value, Fault> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let seen = self.get(node, path).await?;
            if wanted(&seen) {
                return Ok(seen);
            }
            if began.elapsed() > PATIENCE {
                let last = format!("it still is {seen}");
                return Err(Fault::GivenUp { call: format!("waiting for {path}"), last });
            }
            sleep(pause).await;
            pause = (pause * 3 / 2).min(LONGEST_PAUSE);
        }
    }

    async fn ask(&self, node: usize, call: &Call<'_>) -> Result<Value, Fault> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        for attempt in node.. {
            let why = match self.attempt(attempt, call).await {
                Attempt::Answered(value) => return Ok(value),
                Attempt::Refused(fault) => return Err(fault),
                Attempt::Repeat(why) => why,
            };
            if began.elapsed() > PATIENCE {
                return Err(Fault::GivenUp { call: call.to_string(), last: why });
            }
            *self.api.repeated.borrow_mut().entry(why).or_default() += 1;
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        Err(Fault::Unexpected("a client ran out of attempts".to_owned()))
    }

    async fn attempt(&self, node: usize, call: &Call<'_>) -> Attempt {
        let url = format!("{}{}", self.api.nodes[node % 2], call.path);
        let mut request = self.api.http.request(call.method.clone(), url);
        if !self.key.is_empty() {
            request = request.bearer_auth(&self.key);
        }
        if let Some(once) = call.once {
            request = request.header("Idempotency-Key", once);
        }
        if let Some(body) = call.body {
            request = request.json(body);
        }
        let Ok(response) = request.send().await else { return Attempt::Repeat(NO_ANSWER.into()) };
        let status = response.status();
        let Ok(text) = response.text().await else { return Attempt::Repeat(NO_ANSWER.into()) };
        let answer: Value = serde_json::from_str(&text).unwrap_or_default();
        if status.is_success() {
            return Attempt::Answered(answer);
        }
        let code = answer["code"].as_str().unwrap_or_default().to_owned();
        if is_passing(status, &code) {
            return Attempt::Repeat(format!("{} {code}", status.as_u16()).trim_end().to_owned());
        }
        let detail = answer["detail"].as_str().unwrap_or(&text).to_owned();
        let call = call.to_string();
        Attempt::Refused(Fault::Refused { call, status: status.as_u16(), code, detail })
    }
}

const NO_ANSWER: &str = "no answer";

/// Whether the same call may be answered better in a moment.
fn is_passing(status: StatusCode, code: &str) -> bool {
    status.is_server_error()
        || status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
        || matches!(code, "idempotency_key_in_use" | "conflict")
}

impl std::fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// A client for servers on this machine.
pub(super) fn http() -> anyhow::Result<reqwest::Client> {
    let client = reqwest::Client::builder().no_proxy().timeout(TIME_FOR_ONE).build();
    client.context("cannot make an HTTP client")
}

/// What an answer says at this pointer.
pub(super) fn text(answer: &Value, pointer: &str) -> Result<String, Fault> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| Fault::Unexpected(format!("no {pointer} in {answer}")))
}
