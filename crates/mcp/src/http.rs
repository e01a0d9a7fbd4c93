//! Streamable HTTP, under `/mcp`: each request stands alone and brings its own key.
//!
//! Only loopback names are answered until others are allowed, and pages of no origin: a page in a
//! browser must not reach a server at the desk by a name of its own.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{Request, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use tokio::net::{TcpListener, TcpStream};

use crate::caller::{Callers, bearer};
use crate::server::Server;

const PATH: &str = "/mcp";
const LARGEST_REQUEST: usize = 256 * 1024;

type Service = StreamableHttpService<Server, NeverSessionManager>;
type Body = BoxBody<Bytes, Infallible>;

/// Serves until the program is told to stop.
pub(crate) async fn serve(
    address: SocketAddr,
    callers: Callers,
    hosts: Vec<String>,
    origins: Vec<String>,
) -> anyhow::Result<()> {
    let service = service(callers, hosts, origins);
    let listener = TcpListener::bind(address).await.with_context(|| format!("--http {address}"))?;
    eprintln!("airside-mcp listens at http://{}{PATH}", listener.local_addr()?);
    let stop = tokio::signal::ctrl_c();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    tokio::spawn(talk(stream, service.clone()));
                }
            }
            _ = &mut stop => return Ok(()),
        }
    }
}

fn service(callers: Callers, hosts: Vec<String>, origins: Vec<String>) -> Service {
    let usual = StreamableHttpServerConfig::default();
    let hosts = usual.allowed_hosts.iter().cloned().chain(hosts).collect::<Vec<_>>();
    let config = usual
        .with_allowed_hosts(hosts)
        .with_allowed_origins(origins)
        .enforce_origin_validation()
        // No session: any node can answer any request.
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(LARGEST_REQUEST);
    let server = Server::new(callers);
    StreamableHttpService::new(move || Ok(server.clone()), Arc::default(), config)
}

async fn talk(stream: TcpStream, service: Service) {
    let answer = service_fn(move |request| {
        let service = service.clone();
        async move { Ok::<_, Infallible>(answer(&service, request).await) }
    });
    // Whoever hangs up is gone; there is nobody to tell.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

async fn answer(service: &Service, request: Request<Incoming>) -> Response<Body> {
    if request.uri().path() != PATH {
        return refuse(StatusCode::NOT_FOUND, "the server is at /mcp");
    }
    let (parts, body) = request.into_parts();
    if bearer(&parts).is_none() {
        return refuse(StatusCode::UNAUTHORIZED, "send an API key as `Authorization: Bearer …`");
    }
    service.handle(Request::from_parts(parts, body)).await
}

fn refuse(status: StatusCode, why: &'static str) -> Response<Body> {
    let mut response = Response::new(Full::new(Bytes::from_static(why.as_bytes())).boxed());
    *response.status_mut() = status;
    let text = http::HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, text);
    if status == StatusCode::UNAUTHORIZED {
        let bearer = http::HeaderValue::from_static("Bearer");
        response.headers_mut().insert(WWW_AUTHENTICATE, bearer);
    }
    response
}
