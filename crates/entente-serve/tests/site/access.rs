//! Who may ask, and what is said to those who ask for what is not there.

use crate::world::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode};

const TOKEN: &str = "open-sesame-1234";

#[tokio::test]
async fn other_hosts_names_are_refused() {
    let site = Site::samples();
    for (host, expect) in [
        ("localhost:7878", StatusCode::OK),
        ("[::1]:7878", StatusCode::OK),
        ("evil.example", StatusCode::MISDIRECTED_REQUEST),
        ("127.0.0.1.evil.example", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let request =
            Request::builder().uri("/").header("host", host).body(Body::empty()).expect("a request");
        assert_eq!(site.ask(request).await.status, expect, "{host}");
    }
    let request = Request::builder().uri("/").body(Body::empty()).expect("a request");
    assert_eq!(site.ask(request).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_token_opens_by_header_cookie_or_address() {
    let site = Site::samples().with_token(TOKEN);
    for address in ["/", "/events.json", "/api/v1/events", "/assets/icon.svg", "/nothing"] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{address}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert!(!answer.text.contains("Philippines"));
    }
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(site.get_with("/", &[("authorization", &bearer)]).await.status, StatusCode::OK);
    assert_eq!(site.get_with("/", &[("authorization", "Bearer x")]).await.status, StatusCode::UNAUTHORIZED);
    let entered = site.get(&format!("/events?token={TOKEN}&kind=visit")).await;
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/events?kind=visit"));
    let cookie = entered.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap_or_default();
    assert_eq!(site.get_with("/events", &[("cookie", cookie)]).await.status, StatusCode::OK);
    assert_eq!(site.get("/events?token=wrong").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn every_answer_is_kept_apart_from_other_pages() {
    let site = Site::samples();
    for address in ["/", "/events.csv", "/nothing", "/assets/icon.svg", "/events?from=x"] {
        let answer = site.get(address).await;
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_form_asked_for() {
    let site = Site::samples();
    for (path, status) in [
        ("/events?from=yesterday", 400),
        ("/events?from=2024&to=2023", 400),
        ("/events?kind=party", 400),
        ("/events?limit=0", 400),
        ("/events?order=up", 400),
        ("/plans?type=AGREE", 400),
        ("/relation/EU/EU", 404),
        ("/network?years=many", 400),
        ("/relation/EU/Atlantis", 404),
        ("/actor/Nobody%20Atall", 404),
        ("/event/zzzz", 404),
        ("/plan/zzzz", 404),
        ("/document/zzzz", 404),
        ("/nothing", 404),
    ] {
        let page = site.get(path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
        let data = site.get(&format!("/api/v1{path}")).await;
        assert_eq!(data.status.as_u16(), status, "{path}");
        assert_eq!(data.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(data.json()["status"], status, "{path}");
    }
}

#[tokio::test]
async fn pages_are_only_read() {
    let site = Site::samples();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let request = Request::builder()
            .method(method)
            .uri("/events")
            .header("host", "localhost")
            .body(Body::from("x=1"));
        let answer = site.ask(request.expect("a request")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "GET, HEAD", "{method}");
    }
    let request = Request::builder().method("HEAD").uri("/").header("host", "localhost").body(Body::empty());
    let answer = site.ask(request.expect("a request")).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, ""));
}
