//! Style, script and icon, compiled in.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::OnceLock;

const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/live.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// The style of pages and pictures.
fn whole_style() -> &'static str {
    static WHOLE: OnceLock<String> = OnceLock::new();
    WHOLE.get_or_init(|| format!("{STYLE}\n{}", entente_draw::CSS))
}

/// Where the style lies: its address changes with its content, so that it can be kept for good.
pub fn style_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| format!("/assets/style-{}.css", mark(whole_style())))
}

/// Where the script lies.
pub fn script_address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| format!("/assets/live-{}.js", mark(SCRIPT)))
}

fn mark(content: &str) -> String {
    entente_resolve::short_hash(&[content]).chars().take(8).collect()
}

/// The style.
pub async fn style() -> Response {
    asset("text/css; charset=utf-8", whole_style())
}

/// The script: pages work without it.
pub async fn script() -> Response {
    asset("text/javascript; charset=utf-8", SCRIPT)
}

/// The icon.
pub async fn icon() -> Response {
    asset("image/svg+xml", ICON)
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, text).into_response()
}
