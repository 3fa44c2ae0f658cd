//! A ledger of the sample articles, or of others, and a server in front of it.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use entente::Pipeline;
use entente::stream::{self, Item};
use entente_ledger::{Entry, Ledger, LedgerError};
use entente_read::Reader;
use entente_serve::{Access, router};
use http_body_util::BodyExt;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;
use tower::ServiceExt;

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e} in {}", self.text))
    }
}

/// A server in front of a ledger.
pub struct Site {
    router: Router,
    pub folder: TempDir,
}

impl Site {
    /// A ledger of the sample articles, made once for all tests.
    pub fn samples() -> Self {
        static MADE: OnceLock<PathBuf> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder").keep();
            read(&folder.join("a.db"), &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples"));
            folder.join("a.db")
        });
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(made, folder.path().join("a.db")).expect("copied");
        Self::of(folder, Access::local())
    }

    /// A ledger of some articles by file name.
    pub fn of_articles(articles: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let site = Self::read_into(&folder, articles);
        site.expect("read");
        Self::of(folder, Access::local())
    }

    fn read_into(folder: &TempDir, articles: &[(&str, &str)]) -> std::io::Result<()> {
        let news = folder.path().join("news");
        std::fs::create_dir_all(&news)?;
        for (name, text) in articles {
            std::fs::write(news.join(name), text)?;
        }
        read(&folder.path().join("a.db"), &news);
        Ok(())
    }

    /// Reads more articles while the server runs.
    pub fn read_more(&self, articles: &[(&str, &str)]) {
        Self::read_into(&self.folder, articles).expect("read");
    }

    /// The server that asks for a token.
    pub fn with_token(self, token: &str) -> Self {
        Self::of(self.folder, Access::with_token(token))
    }

    fn of(folder: TempDir, access: Access) -> Self {
        Self { router: router(&folder.path().join("a.db"), access).expect("a ledger"), folder }
    }

    /// What a request is answered.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// The encoding of an answer, and its length, for whoever accepts gzip.
    pub async fn compressed(&self, address: &str) -> (String, usize) {
        let request =
            Request::builder().uri(address).header("host", "localhost").header("accept-encoding", "gzip");
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let encoding = response.headers().get("content-encoding").and_then(|v| v.to_str().ok());
        let encoding = encoding.unwrap_or_default().to_owned();
        (encoding, response.into_body().collect().await.expect("a body").to_bytes().len())
    }

    /// What an address is answered, with headers.
    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().uri(address).header("host", "127.0.0.1:7878");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).expect("a request")).await
    }

    /// What an address is answered.
    pub async fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[]).await
    }

    /// The JSON of an address that answers.
    pub async fn json(&self, address: &str) -> Value {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text);
        answer.json()
    }
}

/// Reads a folder into a ledger.
fn read(ledger: &Path, folder: &Path) {
    let mut ledger = Ledger::open(ledger).expect("opened");
    let pipeline = Pipeline::new().expect("the stages");
    let known = ledger.known_documents().expect("asked");
    let reader = Reader::new(&[folder.to_owned()]);
    stream::run(
        &pipeline,
        reader,
        |sha256| known.contains(sha256),
        |chunk| {
            for item in &chunk.items {
                if let Item::Coded { sha256, clean, events, assertions, .. } = item {
                    let entry = Entry { clean, sha256, events, assertions, coder: Pipeline::version() };
                    ledger.add_document(&entry)?;
                }
            }
            Ok::<(), LedgerError>(())
        },
    )
    .expect("read");
    ledger.rebuild_events().expect("rebuilt");
}
