//! Answers made before, as long as the ledger stays as it was.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The most bytes that are kept.
const ROOM: usize = 32 << 20;

/// An answer that can be given again.
#[derive(Debug)]
pub struct Answer {
    /// How it went.
    pub status: StatusCode,
    /// What it is.
    pub kind: HeaderValue,
    /// What it says.
    pub body: Vec<u8>,
}

/// Answers by their tag, which changes with the ledger.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    answers: HashMap<String, Arc<Answer>>,
    bytes: usize,
}

impl Shelf {
    /// The answer that bears this tag.
    pub fn get(&self, tag: &str) -> Option<Arc<Answer>> {
        self.lock().answers.get(tag).cloned()
    }

    /// Keeps an answer. When there is no more room, all are forgotten: those in use come back soon.
    pub fn put(&self, tag: &str, answer: &Arc<Answer>) {
        let mut kept = self.lock();
        if kept.bytes + answer.body.len() > ROOM {
            *kept = Kept::default();
        }
        if answer.body.len() <= ROOM && kept.answers.insert(tag.to_owned(), Arc::clone(answer)).is_none() {
            kept.bytes += answer.body.len();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answer {
    /// Headers of an answer that may be kept and must be asked for again.
    pub fn headers(tag: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let put = |headers: &mut HeaderMap, name: HeaderName, value: &'static str| {
            headers.insert(name, HeaderValue::from_static(value));
        };
        if let Ok(tag) = HeaderValue::from_str(tag) {
            headers.insert(axum::http::header::ETAG, tag);
        }
        put(&mut headers, axum::http::header::CACHE_CONTROL, "private, no-cache");
        put(&mut headers, axum::http::header::VARY, "Accept-Language, Cookie");
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Arc<Answer> {
        let kind = HeaderValue::from_static("text/plain");
        Arc::new(Answer { status: StatusCode::OK, kind, body: vec![0; bytes] })
    }

    #[test]
    fn room_is_limited() {
        let shelf = Shelf::default();
        shelf.put("a", &answer(ROOM / 2));
        shelf.put("b", &answer(ROOM / 2));
        assert!(shelf.get("a").is_some() && shelf.get("b").is_some());
        shelf.put("c", &answer(1));
        assert!(shelf.get("a").is_none() && shelf.get("c").is_some());
        shelf.put("d", &answer(ROOM + 1));
        assert!(shelf.get("d").is_none());
    }
}
