//! A server that answers by a script, one connection after the other, and remembers what it
//! was asked. After its script it is gone.

use std::sync::{Arc, Mutex};

use airside_client::Client;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of one request.
pub(crate) enum Step {
    Answer(Answer),
    /// The connection is closed instead.
    HangUp,
    /// The connection stays open, and nothing comes.
    Silence,
}

#[derive(Default)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// What the server was asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Method and path, as `GET /v1/bookings`.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

pub(crate) struct Server {
    url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

pub(crate) fn answer(status: u16, body: &Value) -> Step {
    Step::Answer(Answer { status, body: body.to_string(), headers: Vec::new() })
}

/// A refusal with this code.
pub(crate) fn refusal(status: u16, code: &str) -> Step {
    answer(status, &serde_json::json!({ "status": status, "code": code }))
}

impl Step {
    pub(crate) fn header(self, name: &'static str, value: &str) -> Self {
        match self {
            Self::Answer(mut answer) => {
                answer.headers.push((name, value.to_owned()));
                Self::Answer(answer)
            }
            Self::HangUp | Self::Silence => self,
        }
    }

    pub(crate) fn body(self, body: &str) -> Self {
        match self {
            Self::Answer(answer) => Self::Answer(Answer { body: body.to_owned(), ..answer }),
            Self::HangUp | Self::Silence => self,
        }
    }
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl Server {
    pub(crate) async fn start(script: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::default();
        let script = script.into_iter().collect();
        tokio::spawn(serve(listener, script, Arc::clone(&requests)));
        Self { url, requests }
    }

    /// A client that waits for nothing but the server, so that the time between two calls is
    /// the only one that passes.
    pub(crate) fn client(&self) -> Client {
        self.client_by(reqwest::Client::builder())
    }

    pub(crate) fn client_by(&self, http: reqwest::ClientBuilder) -> Client {
        let http = http.no_proxy().pool_max_idle_per_host(0).build().unwrap();
        Client::new(&self.url).unwrap().with_http(http).with_key("air_test_key")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The request, if there was but one.
    #[track_caller]
    pub(crate) fn only_request(&self) -> Request {
        let [request] = self.requests().try_into().unwrap();
        request
    }
}

async fn serve(listener: TcpListener, script: Vec<Step>, requests: Arc<Mutex<Vec<Request>>>) {
    let mut kept = Vec::new();
    for step in script {
        let (mut connection, _) = listener.accept().await.unwrap();
        let Some(request) = read(&mut connection).await else { continue };
        requests.lock().unwrap().push(request);
        match step {
            Step::Answer(answer) => {
                // Whoever has no time for the answer is gone.
                let _ = connection.write_all(written(&answer).as_bytes()).await;
            }
            Step::HangUp => {}
            Step::Silence => kept.push(connection),
        }
    }
    drop(listener);
    if !kept.is_empty() {
        std::future::pending::<()>().await;
    }
}

async fn read(connection: &mut TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(connection);
    let mut line = String::new();
    lines.read_line(&mut line).await.ok()?;
    let first = line.trim_end().strip_suffix(" HTTP/1.1")?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, length)| length.parse().unwrap());
    let mut body = vec![0; length];
    lines.read_exact(&mut body).await.ok()?;
    Some(Request { line: first, headers, body: String::from_utf8(body).unwrap() })
}

fn written(answer: &Answer) -> String {
    let Answer { status, headers, body } = answer;
    let length = format!("content-length: {}", body.len());
    let mut lines = vec![format!("HTTP/1.1 {status} As scripted"), length];
    lines.push("connection: close".to_owned());
    lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    format!("{}\r\n\r\n{body}", lines.join("\r\n"))
}
