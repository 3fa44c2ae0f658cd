//! Style and icon, compiled in.

use axum::http::header;
use axum::response::{IntoResponse, Response};

const STYLE: &str = include_str!("../assets/style.css");
const ICON: &str = include_str!("../assets/icon.svg");

/// Where the style lies: its address changes with its content, so that it can be kept for good.
pub fn style_address() -> &'static str {
    static ADDRESS: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    ADDRESS.get_or_init(|| format!("/assets/style-{}.css", &entente_resolve::short_hash(&[STYLE])[..8]))
}

/// The style.
pub async fn style() -> Response {
    asset("text/css; charset=utf-8", STYLE)
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
