//! Who may ask: the name by which the server is called, the token, and the headers that keep pages apart.

use crate::app::Shared;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// The fewest letters of a token.
pub const SHORTEST: usize = 12;
/// The longest path with query that is answered, in bytes.
const LONGEST: usize = 8_192;

const COOKIE: &str = "entente_token";

/// Who may ask.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The SHA-256 of the token, where one is asked for.
    token: Option<[u8; 32]>,
}

impl Access {
    /// Whoever can reach the server under a name of this machine.
    pub fn local() -> Self {
        Self::default()
    }

    /// Whoever knows the token.
    pub fn with_token(token: &str) -> Self {
        Self { token: Some(digest(token)) }
    }

    fn knows(&self, given: &str) -> bool {
        self.token.is_some_and(|wanted| same(&digest(given), &wanted))
    }
}

fn digest(words: &str) -> [u8; 32] {
    Sha256::digest(words.as_bytes()).into()
}

/// Compares without telling by the time taken where the two differ.
fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    std::hint::black_box(a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y))) == 0
}

/// Lets through who may ask, and puts on every answer what keeps pages apart.
pub async fn guard(State(app): Shared, request: Request, next: Next) -> Response {
    let mut response = match check(&app.access, &request) {
        Ok(()) => next.run(request).await,
        Err(Refusal::Problem(problem)) => problem.answer(&app, &request),
        Err(Refusal::Known(response)) => *response,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    response
}

const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static("interest-cohort=()")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

enum Refusal {
    Problem(Problem),
    /// The token was in the address: it goes into a cookie and out of the address.
    Known(Box<Response>),
}

fn check(access: &Access, request: &Request) -> Result<(), Refusal> {
    let asked = request.uri().path_and_query().map_or(0, |p| p.as_str().len());
    if asked > LONGEST {
        return Err(Refusal::Problem(Problem::too_long(LONGEST)));
    }
    if access.token.is_none() {
        // A page of elsewhere whose name is made to lead here would come with that name.
        return if is_local(request) { Ok(()) } else { Err(Refusal::Problem(Problem::misdirected())) };
    }
    let headers = request.headers();
    if bearer(headers).or_else(|| cookie(headers, COOKIE)).is_some_and(|t| access.knows(t)) {
        return Ok(());
    }
    match token_in(request.uri()) {
        Some((token, rest)) if access.knows(&token) && request.method() == Method::GET => {
            Err(Refusal::Known(Box::new(remember(&token, &rest))))
        }
        _ => Err(Refusal::Problem(Problem::unauthorised())),
    }
}

fn is_local(request: &Request) -> bool {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    let Some(host) = host.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str))
    else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// A cookie by name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|c| c.to_str().ok());
    all.flat_map(|c| c.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The token of an address, and the address without it.
fn token_in(uri: &Uri) -> Option<(String, String)> {
    let mut token = None;
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (key, value) in form_urlencoded::parse(uri.query()?.as_bytes()) {
        if key == "token" {
            token = Some(value.into_owned());
        } else {
            rest.append_pair(&key, &value);
        }
    }
    let rest = rest.finish();
    let path = local_path(uri.path());
    let address = if rest.is_empty() { path } else { format!("{path}?{rest}") };
    Some((token?, address))
}

/// A path that can't be taken for another host's address.
fn local_path(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

fn remember(token: &str, address: &str) -> Response {
    let value: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    // Only a token that a header can bear can be remembered; others have to come as a bearer token.
    if value != token {
        return Problem::unauthorised().into_response();
    }
    let cookie = format!("{COOKIE}={value}; HttpOnly; SameSite=Strict; Path=/");
    (
        axum::http::StatusCode::SEE_OTHER,
        [(header::SET_COOKIE, cookie), (header::LOCATION, address.to_owned())],
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[track_caller]
    fn check_host(host: &str, expect: bool) {
        let request = Request::builder().uri("/").header("host", host).body(Body::empty()).expect("made");
        assert_eq!(is_local(&request), expect, "{host}");
    }

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:8000", "127.9.9.9", "[::1]:8000"] {
            check_host(host, true);
        }
        for host in ["example.org", "localhost.example.org", "127.0.0.1.example.org", "10.0.0.1", "[::2]", ""]
        {
            check_host(host, false);
        }
    }

    #[test]
    fn tokens_are_equal_or_not() {
        let access = Access::with_token("abcdefghijkl");
        assert!(access.knows("abcdefghijkl"));
        for other in ["", "abcdefghijk", "abcdefghijkL", "abcdefghijkl "] {
            assert!(!access.knows(other), "{other:?}");
        }
        assert!(!Access::local().knows(""));
    }

    #[test]
    fn the_token_leaves_the_address() {
        let uri: Uri = "//evil/events?token=a&kind=visit".parse().expect("an address");
        assert_eq!(token_in(&uri), Some(("a".to_owned(), "/evil/events?kind=visit".to_owned())));
        let uri: Uri = "/?a=1".parse().expect("an address");
        assert_eq!(token_in(&uri), None);
    }
}
