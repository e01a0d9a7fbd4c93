//! A client that sends whatever a test wants, right or wrong: who calls, the call, and the
//! answer as it came. What an ordinary consumer uses is [`Client::typed`].

use std::sync::atomic::{AtomicU64, Ordering};

use airside_client::Retry;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::described;
use crate::site::new_user;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Somebody who calls.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
    bearer: Option<String>,
}

impl Client {
    pub(crate) fn new(url: String) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            // A server that stops would wait for connections that are kept.
            .pool_max_idle_per_host(0)
            .build();
        Self { http: http.unwrap(), url, bearer: None }
    }

    /// The same client with this key or access token.
    pub(crate) fn with_bearer(&self, bearer: &str) -> Self {
        Self { bearer: Some(bearer.to_owned()), ..self.clone() }
    }

    /// The same client for whom there is no key.
    pub(crate) fn without_bearer(&self) -> Self {
        Self { bearer: None, ..self.clone() }
    }

    /// The key or access token that it calls with.
    pub(crate) fn bearer(&self) -> &str {
        self.bearer.as_deref().unwrap_or_default()
    }

    pub(crate) async fn sign_up(&self, name: &str) -> Self {
        let signed_up = self.post("/v1/users", &new_user(name)).await.expect(201);
        self.with_bearer(signed_up["api_key"]["key"].as_str().unwrap())
    }

    /// The same caller by the client that is handed out, which sends each call once.
    pub(crate) fn typed(&self) -> airside_client::Client {
        let client = airside_client::Client::new(&self.url).unwrap();
        let client = client.with_http(self.http.clone()).with_retry(Retry::NEVER);
        match &self.bearer {
            Some(bearer) => client.with_key(bearer.as_str()),
            None => client,
        }
    }

    pub(crate) fn get(&self, address: &str) -> Call {
        self.call(Method::GET, address)
    }

    pub(crate) fn delete(&self, address: &str) -> Call {
        self.call(Method::DELETE, address)
    }

    pub(crate) fn post(&self, address: &str, body: &Value) -> Call {
        let Call(request) = self.call(Method::POST, address);
        Call(request.json(body))
    }

    /// A call without a body, to a path of the server or to an address that it gave.
    pub(crate) fn call(&self, method: Method, address: &str) -> Call {
        let path_only = address.starts_with('/');
        let url = if path_only { format!("{}{address}", self.url) } else { address.to_owned() };
        let request = self.http.request(method, url);
        Call(match &self.bearer {
            Some(bearer) => request.bearer_auth(bearer),
            None => request,
        })
    }
}

/// The status and the code of a refusal.
#[track_caller]
pub(crate) fn refusal(error: &airside_client::Error) -> (u16, &str) {
    let problem = error.problem().expect("a refusal");
    (problem.status, &problem.code)
}

/// A request that is sent when it is awaited.
pub(crate) struct Call(RequestBuilder);

impl Call {
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Under this idempotency key.
    pub(crate) fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// Under an idempotency key that was never used.
    pub(crate) fn once(self) -> Self {
        static USED: AtomicU64 = AtomicU64::new(0);
        let number = USED.fetch_add(1, Ordering::Relaxed);
        self.key(&format!("once-{number}"))
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        Self(self.0.json(body))
    }

    /// With a file of this media type.
    pub(crate) fn file(self, media: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let request = self.0.header("Content-Type", media);
        Self(request.body(bytes.into()))
    }

    pub(crate) fn raw_body(self, body: impl Into<Vec<u8>>) -> Self {
        let request = self.0.header("Content-Type", "application/json");
        Self(request.body(body.into()))
    }
}

impl IntoFuture for Call {
    type Output = Answer;
    type IntoFuture = LocalBoxFuture<'static, Answer>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let (http, request) = self.0.build_split();
            let request = request.unwrap();
            let (method, path) = (request.method().clone(), request.url().path().to_owned());
            let response = http.execute(request).await.unwrap();
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let bytes = response.bytes().await.unwrap().to_vec();
            let answer = Answer { status, headers, bytes };
            described::hold(&method, &path, &answer);
            answer
        }
        .boxed_local()
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// The body, if the status is this one.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    #[track_caller]
    pub(crate) fn expect_ok(&self) {
        assert_eq!(self.status, 200, "{}", self.text());
    }

    /// The body of a problem, if its status and code are these.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.problem();
        assert_eq!((self.status, problem["code"].as_str()), (status, Some(code)), "{problem}");
        problem
    }

    /// The body of a problem, whichever it is.
    #[track_caller]
    pub(crate) fn problem(&self) -> Value {
        let media_type = self.header("content-type");
        assert_eq!(media_type, Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        problem
    }

    /// The pointers of an invalid request, if its code is this one.
    #[track_caller]
    pub(crate) fn blamed(&self, code: &str) -> Vec<String> {
        let problem = self.refused(422, code);
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn is_replay(&self) -> bool {
        self.header("idempotent-replayed") == Some("true")
    }
}
