//! What all requests share, and the way from a request to an answer.

use crate::answer::{self, View};
use crate::asked::Asked;
use crate::guard::Access;
use crate::pool::{Desk, Pool};
use crate::problem::Problem;
use crate::shelf::{Answer, Shelf};
use crate::words::{AllWords, LANG, Words};
use axum::RequestExt;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// A question may take so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What all requests share.
#[derive(Debug)]
pub struct App {
    /// The ledger.
    pub pool: Arc<Pool>,
    /// Who may ask.
    pub access: Access,
    /// The words of the pages.
    pub words: AllWords,
    /// Answers given before.
    pub shelf: Shelf,
    /// Tells the state of the ledger when the server began from all others.
    pub seed: String,
}

/// The state that handlers take.
pub type Shared = State<Arc<App>>;

/// A question: what a page shows, found in the ledger.
pub type Question<V> = fn(&Desk<'_>, &Asked) -> Result<V, Problem>;

/// Everything about a request that a page may want to know.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is asked for.
    pub asked: &'a Asked,
    /// The words of its language.
    pub words: &'a Words,
    /// All languages.
    pub all: &'a AllWords,
}

/// Answers a request with what a question finds.
pub async fn answer<V: View>(app: Arc<App>, mut request: Request, question: Question<V>) -> Response {
    let args = match request.extract_parts::<RawPathParams>().await {
        Ok(params) => params.iter().map(|(_, value)| value.to_owned()).collect(),
        Err(_) => return Problem::not_found("").answer(&app, &request),
    };
    let lang = app.words.of_request(request.headers(), request.uri()).lang;
    let asked = match Asked::read(request.uri(), args, lang) {
        Ok(asked) => asked,
        Err(problem) => return problem.answer(&app, &request),
    };
    let tag = app.tag(&request, lang);
    let chosen =
        asked.value(LANG).is_some_and(|l| l == lang).then(|| format!("{LANG}={lang}; SameSite=Lax; Path=/"));
    let mut response = if is_known(request.headers(), &tag) {
        (StatusCode::NOT_MODIFIED, Answer::headers(&tag)).into_response()
    } else {
        match found(&app, asked, lang, &tag, question).await {
            Ok(answer) => given(&answer, &tag),
            Err(problem) => problem.answer(&app, &request),
        }
    };
    if let Some(cookie) = chosen.and_then(|c| HeaderValue::from_str(&c).ok()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The answer as it was given before, or as the ledger gives it now.
async fn found<V: View>(
    app: &Arc<App>,
    asked: Asked,
    lang: &'static str,
    tag: &str,
    question: Question<V>,
) -> Result<Arc<Answer>, Problem> {
    if let Some(answer) = app.shelf.get(tag) {
        return Ok(answer);
    }
    let (shared, date) = (Arc::clone(app), asked.as_of.clone());
    let made = app.pool.ask(date, move |desk| {
        let found = question(desk, &asked)?;
        answer::made(&shared, &asked, lang, &found)
    });
    let answer = Arc::new(tokio::time::timeout(PATIENCE, made).await.map_err(|_| Problem::busy())??);
    app.shelf.put(tag, &answer);
    Ok(answer)
}

fn given(answer: &Answer, tag: &str) -> Response {
    let mut headers = Answer::headers(tag);
    headers.insert(header::CONTENT_TYPE, answer.kind.clone());
    (answer.status, headers, answer.body.clone()).into_response()
}

impl App {
    /// What tells an answer from all others: program, ledger and its state, address and language.
    fn tag(&self, request: &Request, lang: &str) -> String {
        let address = request.uri().path_and_query().map_or("", axum::http::uri::PathAndQuery::as_str);
        let changes = self.pool.changes().to_string();
        let hash = entente_resolve::short_hash(&[&self.seed, &changes, address, lang]);
        format!("W/\"{hash}\"")
    }

    /// The words of a language that was chosen before.
    pub fn words_of(&self, lang: &str) -> Option<&Words> {
        self.words.iter().find(|w| w.lang == lang)
    }
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    known.is_some_and(|all| all.split(',').any(|one| one.trim().trim_start_matches("W/") == &tag[2..]))
}
