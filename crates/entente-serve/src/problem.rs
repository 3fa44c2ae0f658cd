//! What went wrong, as a quiet page or as a JSON problem object (RFC 9457).

use crate::app::App;
use crate::asked::Format;
use crate::layout;
use crate::words::Words;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use entente_ask::AskError;
use entente_ledger::LedgerError;
use serde::Serialize;

/// Why there is no answer.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    /// Key of its heading among the words of the pages.
    key: &'static str,
    detail: String,
    /// The answer is at another address.
    elsewhere: Option<String>,
}

/// A problem as the API tells it.
#[derive(Debug, Serialize)]
struct Told<'a> {
    title: &'a str,
    status: u16,
    detail: &'a str,
}

impl Problem {
    fn new(status: StatusCode, key: &'static str, detail: impl Into<String>) -> Self {
        Self { status, key, detail: detail.into(), elsewhere: None }
    }

    /// A parameter of the address that can't be understood.
    pub fn parameter(name: &str, why: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "problem.bad", format!("{name}: {why}"))
    }

    /// Nothing has that address.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "problem.not_found", what)
    }

    /// The page is only to be read.
    pub fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "problem.method", "GET, HEAD")
    }

    /// The address is too long.
    pub fn too_long(most: usize) -> Self {
        Self::new(StatusCode::URI_TOO_LONG, "problem.too_long", format!("> {most}"))
    }

    /// The server was called by a name that is not its own.
    pub fn misdirected() -> Self {
        Self::new(StatusCode::MISDIRECTED_REQUEST, "problem.host", "localhost, 127.0.0.1, [::1]")
    }

    /// The token is missing or wrong.
    pub fn unauthorised() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "problem.token", "Authorization: Bearer …, ?token=…")
    }

    /// Too many ask, or one question takes too long.
    pub fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "problem.busy", "")
    }

    /// Our own fault.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "problem.internal", what)
    }

    /// The answer is at another address of ours.
    pub fn elsewhere(address: String) -> Self {
        Self { elsewhere: Some(address), ..Self::new(StatusCode::SEE_OTHER, "problem.elsewhere", "") }
    }

    /// The answer to a request: as data where data was asked for, else as a page.
    pub fn answer(&self, app: &App, request: &Request) -> Response {
        let words = app.words.of_request(request.headers(), request.uri());
        self.told(words, Format::of_path(request.uri().path()) != Format::Page)
    }

    /// In one of the two forms.
    pub fn told(&self, words: &Words, as_data: bool) -> Response {
        let mut response = if let Some(address) = &self.elsewhere {
            (self.status, [(header::LOCATION, address.clone())]).into_response()
        } else if as_data {
            self.data(words.t(self.key))
        } else {
            let page = layout::problem(words, self.status.as_u16(), words.t(self.key), &self.detail);
            (self.status, axum::response::Html(page.into_string())).into_response()
        };
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }

    fn data(&self, title: &str) -> Response {
        let told = Told { title, status: self.status.as_u16(), detail: &self.detail };
        let body = serde_json::to_string(&told).unwrap_or_default();
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.data(self.key)
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        match &error {
            LedgerError::NoSuchId { found: 0, .. } => Self::not_found(error.to_string()),
            LedgerError::NoSuchId { .. } | LedgerError::NoWords => Self::parameter("q", error),
            LedgerError::Locked => Self::busy(),
            _ => Self::internal(error.to_string()),
        }
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Ledger(error) => error.into(),
            AskError::Unknown { .. }
            | AskError::Ambiguous { .. }
            | AskError::NoPlan(_)
            | AskError::Same(_) => Self::not_found(error.to_string()),
            AskError::Backwards { from, to } => Self::parameter("from", format!("{from} > {to}")),
            AskError::UnknownKind { ref typed, ref known, .. } => {
                Self::parameter("kind", format!("{typed:?} ({})", known.join(", ")))
            }
            AskError::NotOfEvents => Self::parameter("type", error),
            AskError::NoLanguage(_) => Self::parameter("lang", error),
            AskError::Data(_) | AskError::Pack(_) => Self::internal(error.to_string()),
        }
    }
}
