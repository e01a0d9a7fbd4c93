//! Rate limits, and the headers that tell of them (draft-ietf-httpapi-ratelimit-headers).
//!
//! Whether calls go through while the limits cannot be asked is a setting of the limits:
//! an error here means that they do not.

use std::net::IpAddr;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::{HttpMessage, HttpRequest};
use airside_app::context::App;
use airside_app::ports::{Decision, Limit};

use crate::problem::{Kind, Problem};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The limits that a request was counted under.
#[derive(Default)]
struct Counted(Vec<(Limit, Decision)>);

/// What a client is told to wait for when a call could not be counted.
const SECONDS_WHEN_AWAY: u32 = 1;

/// Counts a request; 429 `rate_limited` when it is one too many, 503 when it cannot be counted
/// and may not go uncounted.
pub(crate) async fn take(
    app: &App,
    request: &HttpRequest,
    limit: Limit,
    subject: &str,
) -> Result<(), Problem> {
    let decision = decide(app, limit, subject).await?;
    let mut extensions = request.extensions_mut();
    if !extensions.contains::<Counted>() {
        extensions.insert(Counted::default());
    }
    if let Some(counted) = extensions.get_mut::<Counted>() {
        counted.0.push((limit, decision));
    }
    or_refuse(decision)
}

async fn decide(app: &App, limit: Limit, subject: &str) -> Result<Decision, Problem> {
    // Logged where it happens, or an outage would be told of once a request.
    app.ports
        .limits
        .take(limit, subject)
        .await
        .map_err(|_| Problem::from(Kind::Unavailable).with_header(RETRY_AFTER, SECONDS_WHEN_AWAY))
}

fn or_refuse(decision: Decision) -> Result<(), Problem> {
    if decision.allowed {
        return Ok(());
    }
    let seconds = decision.retry_after_seconds;
    let problem = Problem::new(Kind::RateLimited, format!("try again in {seconds} s"));
    Err(problem.with_header(RETRY_AFTER, seconds))
}

/// Counts a password that is tried for an account, wherever it is tried: whoever found a key must
/// not have more of them than whoever logs in.
pub(crate) async fn take_guess(
    app: &App,
    request: &HttpRequest,
    email: &str,
) -> Result<(), Problem> {
    let limits = app.settings.limits;
    take(app, request, limits.login_address, &address(request, app.settings.forwarded_hops))
        .await?;
    take(app, request, limits.login_account, &email.to_lowercase()).await
}

/// Counts a request whose sender is looked up in the store before anything is known of it. Whoever
/// comes to be known is told nothing of it.
pub(crate) async fn take_stranger(app: &App, request: &HttpRequest) -> Result<(), Problem> {
    let address = address(request, app.settings.forwarded_hops);
    or_refuse(decide(app, app.settings.limits.strangers, &address).await?)
}

/// The address that a request comes from, as a limit counts it: the peer's, or, behind so
/// many proxies of ours, what the outermost of them wrote into `X-Forwarded-For`. What stands
/// to the left of that was written by the client, and means nothing.
///
/// One IPv6 subscriber has a whole /64, so that is what counts as an address.
pub fn address(request: &HttpRequest, forwarded_hops: u8) -> String {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let address = match forwarded_hops {
        0 => peer,
        hops => forwarded(request.headers(), hops).or(peer),
    };
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "unknown".to_owned(),
    }
}

/// The entry that the outermost of so many proxies added, counted from the end.
fn forwarded(headers: &HeaderMap, hops: u8) -> Option<IpAddr> {
    let lists: Vec<_> =
        headers.get_all("x-forwarded-for").filter_map(|it| it.to_str().ok()).collect();
    let mut entries = lists.iter().rev().flat_map(|list| list.rsplit(','));
    entries.nth(usize::from(hops) - 1)?.trim().parse().ok()
}

/// Writes what a request was counted under onto its answer.
pub(crate) fn write_headers(request: &HttpRequest, headers: &mut HeaderMap) {
    let extensions = request.extensions();
    for (limit, decision) in extensions.get::<Counted>().iter().flat_map(|counted| &counted.0) {
        let Limit { name, rate, period_seconds, burst } = *limit;
        let Decision { remaining, reset_seconds, .. } = *decision;
        // The window in which the quota is given: the time that fills an empty burst.
        let window = (u64::from(burst) * u64::from(period_seconds)).div_ceil(rate.max(1).into());
        append(headers, RATE_LIMIT, format!("\"{name}\";r={remaining};t={reset_seconds}"));
        append(headers, RATE_LIMIT_POLICY, format!("\"{name}\";q={burst};w={window}"));
    }
}

fn append(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.append(name, value);
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn one_subscriber_is_one_address() {
        let of = |peer: &str| {
            let peer: SocketAddr = peer.parse().unwrap();
            address(&TestRequest::default().peer_addr(peer).to_http_request(), 0)
        };
        assert_eq!(of("192.0.2.7:1"), "192.0.2.7");
        assert_eq!(of("[::ffff:192.0.2.7]:1"), "192.0.2.7");
        assert_eq!(of("[2001:db8:0:5::1]:1"), of("[2001:db8:0:5:ffff::2]:2"));
        assert_ne!(of("[2001:db8:0:5::1]:1"), of("[2001:db8:0:6::1]:1"));
    }

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let of = |forwarded: &str, hops| {
            let peer = "10.0.0.1:1".parse().unwrap();
            let header = ("X-Forwarded-For", forwarded);
            let request = TestRequest::default().peer_addr(peer).insert_header(header);
            address(&request.to_http_request(), hops)
        };
        let claimed = "1.1.1.1, 192.0.2.7, 10.0.0.9";
        assert_eq!(of(claimed, 0), "10.0.0.1");
        assert_eq!(of(claimed, 1), "10.0.0.9");
        assert_eq!(of(claimed, 2), "192.0.2.7");
        assert_eq!(of("2001:db8:0:5::1", 1), "2001:db8:0:5::/64");
        for nonsense in ["", "me", "1.1.1.1, ", "192.0.2.7:80"] {
            assert_eq!(of(nonsense, 1), "10.0.0.1", "{nonsense}");
        }
        assert_eq!(of("1.1.1.1", 2), "10.0.0.1");
    }
}
