//! Which address leads to which page.

use crate::answer::View;
use crate::app::{self, App, Question, Shared};
use crate::asked::API;
use crate::assets;
use crate::error::ServeError;
use crate::guard::{self, Access};
use crate::openapi;
use crate::pages;
use crate::pool::Pool;
use crate::problem::Problem;
use crate::shelf::Shelf;
use crate::words::AllWords;
use crate::written;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use std::path::Path;
use std::sync::Arc;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// All pages of a ledger, for those who may ask.
pub fn router(ledger: &Path, access: Access) -> Result<Router, ServeError> {
    let app = Arc::new(App {
        pool: Pool::open(ledger)?,
        access,
        words: AllWords::load()?,
        shelf: Shelf::default(),
        seed: seed(ledger),
    });
    Ok(Pages(Router::new())
        .twins("/home", pages::home::ask)
        .twins("/events", pages::events::ask)
        .twins("/network", pages::network::ask)
        .twins("/actors", pages::actors::ask)
        .twins("/plans", pages::plans::ask)
        .twins("/stances", pages::stances::ask)
        .twins("/quotes", pages::quotes::ask)
        .twins("/ties", pages::ties::ask)
        .twins("/disputes", pages::disputes::ask)
        .twins("/documents", pages::documents::ask)
        .twins("/search", pages::search::ask)
        .twins("/relation", pages::relation::ask)
        .twins("/brief", pages::brief::ask)
        .last("/event/{id}", pages::event::ask)
        .last("/plan/{id}", pages::plan::ask)
        .last("/actor/{name}", pages::actor::ask)
        .last("/document/{name}", pages::document::ask)
        .last("/relation/{a}/{b}", pages::relation::ask)
        .last("/brief/{a}/{b}", pages::brief::ask)
        .0
        .route("/api", show(openapi::ask))
        .route("/api.json", show(openapi::ask))
        .route("/api.csv", show(openapi::ask))
        .route(&format!("{API}/openapi.json"), get(description))
        .route("/", show(pages::home::ask))
        .route("/feed.atom", get(written::feed))
        .route("/calendar.ics", get(written::calendar))
        .route("/network.gexf", get(written::gexf))
        .route("/network.graphml", get(written::graphml))
        .route(&format!("{API}/revision"), get(written::revision))
        .route(assets::style_address(), get(assets::style))
        .route(assets::script_address(), get(assets::script))
        .route("/assets/icon.svg", get(assets::icon))
        .fallback(missing)
        .method_not_allowed_fallback(refused)
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app))
}

struct Pages(Router<Arc<App>>);

impl Pages {
    /// A page with its twins, and the same below the API.
    fn twins<V: View>(self, path: &str, question: Question<V>) -> Self {
        let router = self.0.route(path, show(question)).route(&format!("{path}.json"), show(question));
        let router = router.route(&format!("{path}.csv"), show(question));
        Self(router).api(path, question).api(&format!("{path}.csv"), question)
    }

    /// A page whose path ends in a name, to which the ending of a twin is added.
    fn last<V: View>(self, path: &str, question: Question<V>) -> Self {
        Self(self.0.route(path, show(question))).api(path, question)
    }

    fn api<V: View>(self, path: &str, question: Question<V>) -> Self {
        Self(self.0.route(&format!("{API}{path}"), show(question)))
    }
}

fn show<V: View>(question: Question<V>) -> MethodRouter<Arc<App>> {
    get(move |State(app): Shared, request: Request| app::answer(app, request, question))
}

async fn description() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], openapi::text())
}

async fn missing(State(app): Shared, request: Request) -> axum::response::Response {
    Problem::not_found("").answer(&app, &request)
}

async fn refused(State(app): Shared, request: Request) -> axum::response::Response {
    Problem::method().answer(&app, &request)
}

/// What tells this program and the ledger as it is now from others.
fn seed(ledger: &Path) -> String {
    let mut log = ledger.as_os_str().to_owned();
    log.push("-wal");
    let state = |path: &Path| {
        let data = std::fs::metadata(path).ok()?;
        Some(format!("{} {:?}", data.len(), data.modified().ok()?))
    };
    format!("{} {:?} {:?}", env!("CARGO_PKG_VERSION"), state(ledger), state(Path::new(&log)))
}
