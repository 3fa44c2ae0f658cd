//! Hostile articles and addresses are harmless.

use crate::world::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode};

const SCRIPT: &str = "<script>alert(1)</script>";

/// An article whose every part tries to break out of the page.
fn hostile() -> Site {
    let text = format!(
        "Nhật Bản và NATO ký thỏa thuận {SCRIPT}\n\nTổng thư ký NATO \"><img src=x onerror=alert(1)> thăm Nhật Bản hôm 12/1/2007.\n\n\
         Người phát ngôn Bộ Ngoại giao Trung Quốc nói: “Chúng tôi phản đối kế hoạch của NATO {SCRIPT}”.\n"
    );
    let record = serde_json::json!({
        "id": format!("x\"'><b>{SCRIPT}"),
        "title": format!("NATO thăm Nhật Bản {SCRIPT}"),
        "text": text,
        "url": "javascript:alert(1)",
        "outlet": format!("Báo {SCRIPT}"),
        "published": "2023-05-03",
        "lang": "vi",
    });
    let other = serde_json::json!({
        "id": "../../etc/passwd",
        "text": "Pháp và Đức hội đàm với Hàn Quốc ngày 4/6/2022.\n",
        "url": "https://example.org/\"onmouseover=alert(1)",
        "lang": "vi",
    });
    Site::of_articles(&[
        ("feed.jsonl", &format!("{record}\n{other}\n")),
        ("<svg onload=alert(1)>.txt", &text),
    ])
}

#[tokio::test]
async fn scripts_in_articles_stay_words() {
    let site = hostile();
    let events = site.json("/events.json?all=1").await;
    let documents = site.json("/documents.json").await;
    assert!(events["total"].as_u64() > Some(0) && documents["total"] == 3, "{events}");
    let mut addresses: Vec<String> = [
        "/",
        "/events?all=1",
        "/quotes?all=1",
        "/stances?all=1",
        "/plans?all=1",
        "/documents",
        "/disputes",
        "/ties",
        "/search?q=script",
        "/search?q=alert",
        "/relation/NATO/JPN?all=1",
        "/actor/NATO?all=1",
        "/brief/NATO/JPN",
        "/events?outlet=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/actor/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/event/%3Cscript%3E",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/events?from=%3Cscript%3E",
        "/events?zzz=%22%3E%3Cscript%3E",
        "/events?lang=%3Cscript%3E",
    ]
    .map(str::to_owned)
    .to_vec();
    for event in events["items"].as_array().expect("events") {
        addresses.push(format!("/event/{}", event["id"].as_str().expect("an id")));
    }
    for document in documents["items"].as_array().expect("documents") {
        addresses.push(format!("/document/{}", document["sha256"].as_str().expect("a hash")));
    }
    for address in addresses {
        let page = site.get(&address).await;
        assert!(page.header("content-type").starts_with("text/html"), "{address}");
        // Our own script is the only one.
        let text = page.text.to_lowercase().replace("<script src=\"/assets/live-", "");
        for bad in [
            "<script",
            "<img",
            "<svg onload",
            "href=\"javascript:",
            "\"onmouseover",
            "\" onmouseover=",
            "<b>",
        ] {
            assert!(
                !text.contains(bad) || (bad == "<b>" && address.starts_with("/event/")),
                "{address}: {bad}"
            );
        }
    }
}

#[tokio::test]
async fn words_of_sql_find_words_or_nothing() {
    let site = hostile();
    for typed in [
        "'; DROP TABLE event; --",
        "\" OR 1=1 --",
        "NEAR(a b)",
        "a* AND (b OR",
        "exact:x",
        "{exact folded}: y",
        "\u{0}",
        "%",
        "_",
        "\\",
        "\u{202e}abc",
        "日本",
        "🙂",
    ] {
        let query: String = form(typed);
        for page in [
            "/search?q=",
            "/quotes?about=",
            "/plans?about=",
            "/stances?about=",
            "/events?outlet=",
            "/events?field=",
        ] {
            let answer = site.get(&format!("{page}{query}")).await;
            assert!(answer.status == StatusCode::OK, "{page}{query}: {} {}", answer.status, answer.text);
        }
        for page in ["/actor/", "/event/", "/plan/", "/document/"] {
            let answer = site.get(&format!("{page}{}", query.replace('+', "%20"))).await;
            assert!(answer.status == StatusCode::NOT_FOUND, "{page}{query}: {}", answer.status);
        }
    }
    assert!(site.json("/events.json?all=1").await["total"].as_u64() > Some(0), "nothing was dropped");
}

fn form(words: &str) -> String {
    words
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
        .collect()
}

#[tokio::test]
async fn long_and_broken_addresses_are_refused_quietly() {
    let site = hostile();
    let long = "a".repeat(9_000);
    assert_eq!(site.get(&format!("/search?q={long}")).await.status, StatusCode::URI_TOO_LONG);
    assert_eq!(site.get(&format!("/api/v1/search?q={long}")).await.status, StatusCode::URI_TOO_LONG);
    assert_eq!(site.get(&format!("/search?q={}", "a".repeat(600))).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.get(&format!("/events?{}", "kind=visit&".repeat(700))).await.status, StatusCode::OK);
    for address in [
        "/actor/%FF%FE",
        "/event/%C3%28",
        "/document/%00",
        "/search?q=%FF%FE",
        "/search?q=%",
        "/events?%FF=%FF",
    ] {
        let answer = site.get(address).await;
        assert!(answer.status.as_u16() < 500, "{address}: {}", answer.status);
    }
    // Ten megabytes do not even make an address.
    let huge = format!("/search?q={}", "a".repeat(10 << 20));
    if let Ok(request) = Request::builder().uri(huge).header("host", "localhost").body(Body::empty()) {
        assert_eq!(site.ask(request).await.status, StatusCode::URI_TOO_LONG);
    }
}

#[tokio::test]
async fn paths_lead_nowhere_outside() {
    let site = hostile();
    for address in [
        "/assets/../../../etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/document/..%2F..%2F..%2Fetc%2Fshadow",
        "/document/%2Fetc%2Fpasswd",
        "/..%5c..%5cwindows",
        "//evil.example/",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(!answer.text.contains("root:"), "{address}");
    }
    // A document that is called so is only a name.
    let answer = site.get("/document/..%2F..%2Fetc%2Fpasswd").await;
    assert!(answer.status == StatusCode::OK && !answer.text.contains("root:"), "{}", answer.text);
}
