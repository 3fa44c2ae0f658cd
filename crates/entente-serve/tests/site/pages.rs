//! Every page and its twins.

use crate::world::Site;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// Pages with twins.
const PAGES: [&str; 14] = [
    "/home",
    "/events",
    "/actors",
    "/network?year=2023&years=5",
    "/plans",
    "/stances",
    "/quotes",
    "/ties",
    "/disputes",
    "/documents",
    "/search?q=van+phong",
    "/relation/EU/PHL",
    "/actor/PHL",
    "/brief/EU/PHL",
];

fn twin(page: &str, ending: &str) -> String {
    match page.split_once('?') {
        Some((path, query)) => format!("{path}.{ending}?{query}"),
        None => format!("{page}.{ending}"),
    }
}

#[tokio::test]
async fn every_page_has_its_twins() {
    let site = Site::samples();
    for page in PAGES {
        for (address, kind) in [
            (page.to_owned(), "text/html"),
            (twin(page, "json"), "application/json"),
            (twin(page, "csv"), "text/csv"),
            (format!("/api/v1{page}"), "application/json"),
        ] {
            let answer = site.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text);
            assert!(answer.header("content-type").starts_with(kind), "{address}");
            assert!(!answer.text.is_empty(), "{address}");
        }
        let (twin, api) = (site.json(&twin(page, "json")).await, site.json(&format!("/api/v1{page}")).await);
        assert_eq!(twin, api, "{page}");
    }
}

/// The addresses that a page leads to on this server.
fn links(page: &str) -> BTreeSet<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let local = all.filter(|a| a.starts_with('/')).map(|a| a.split('#').next().unwrap_or(a));
    local.map(|a| a.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn every_link_leads_somewhere() {
    let site = Site::samples();
    let (mut seen, mut open) = (BTreeSet::new(), BTreeSet::from(["/".to_owned()]));
    while let Some(address) = open.pop_first() {
        if seen.len() > 400 || !seen.insert(address.clone()) {
            continue;
        }
        let answer = site.get(&address).await;
        assert!(
            answer.status.is_success() || answer.status == StatusCode::SEE_OTHER,
            "{address}: {}",
            answer.status
        );
        if answer.header("content-type").starts_with("text/html") {
            open.extend(
                links(&answer.text).into_iter().filter(|a| !a.contains("lang=") && !seen.contains(a)),
            );
        }
    }
    assert!(seen.len() > 60, "{}", seen.len());
}

#[tokio::test]
async fn filters_narrow_and_lists_have_parts() {
    let site = Site::samples();
    let total = |address: &'static str| {
        let site = &site;
        async move { site.json(address).await["total"].as_u64().expect("a number") }
    };
    let all = total("/events.json").await;
    assert!(all > 20);
    for narrower in [
        "/events.json?type=CONSULT",
        "/events.json?from=2024",
        "/events.json?kind=sign",
        "/events.json?actor=CHN",
        "/events.json?confidence=0.9",
        "/events.json?as_of=2023-06",
    ] {
        let n = total(narrower).await;
        assert!(n > 0 && n < all, "{narrower}: {n} of {all}");
    }
    assert!(total("/events.json?all=1").await > all);
    let (one, two) =
        (site.json("/events.json?limit=5").await, site.json("/events.json?limit=5&page=2").await);
    assert_eq!(one["items"].as_array().map(Vec::len), Some(5));
    assert_ne!(one["items"], two["items"]);
    let oldest = site.json("/events.json?order=oldest&limit=1").await;
    assert_ne!(oldest["items"], site.json("/events.json?limit=1").await["items"]);
    let past = site.get("/events?as_of=2023-06&lang=en").await;
    assert!(past.text.contains("June 2023") && past.text.contains("Back to today"), "{}", past.text);
}

#[tokio::test]
async fn any_name_leads_to_the_one_address() {
    let site = Site::samples();
    for (address, expect) in [
        ("/actor/Trung%20Quoc", "/actor/CHN"),
        ("/relation/Philippines/eu?from=2020", "/relation/PHL/EU?from=2020"),
        ("/relation?a=EU&b=Philippines", "/relation/EU/PHL"),
        ("/brief?a=EU&b=PHL", "/brief/EU/PHL"),
    ] {
        let answer = site.get(address).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, expect), "{address}");
    }
}

#[tokio::test]
async fn the_marked_words_are_the_quotes() {
    let site = Site::samples();
    for event in site.json("/events.json?limit=500&all=1").await["items"].as_array().expect("events") {
        let opened = site.json(&format!("/event/{}.json", event["id"].as_str().expect("an id"))).await;
        for claim in opened["claims"].as_array().expect("claims") {
            let quote = claim["quote"].as_str().expect("words");
            let page = site.get(&format!("/document/{}", claim["doc"].as_str().expect("a name"))).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(marked(&page.text).iter().any(|m| m == quote), "{quote}");
        }
    }
}

/// The words of each line of the ledger that a document's page marks.
fn marked(page: &str) -> Vec<String> {
    let mut lines: std::collections::BTreeMap<&str, String> = std::collections::BTreeMap::new();
    for piece in page.split("data-lines=\"").skip(1) {
        let Some((ids, rest)) = piece.split_once("\">") else { continue };
        let words = rest.split('<').next().unwrap_or_default();
        for id in ids.split(' ') {
            lines.entry(id).or_default().push_str(words);
        }
    }
    let plain =
        |s: String| s.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    lines.into_values().map(plain).collect()
}

#[tokio::test]
async fn an_answer_is_kept_until_the_ledger_changes() {
    let site = Site::samples();
    let first = site.get("/events").await;
    let tag = first.header("etag").to_owned();
    assert!(!tag.is_empty());
    let again = site.get_with("/events", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let before = site.json("/events.json").await["total"].as_u64().expect("a number");
    site.read_more(&[(
        "x.txt",
        "Nhật Bản và NATO ký thỏa thuận\n\nTổng thư ký NATO thăm Nhật Bản hôm 12/1/2007.\n",
    )]);
    let after = site.get_with("/events", &[("if-none-match", &tag)]).await;
    assert_eq!(after.status, StatusCode::OK, "what was read meanwhile shows");
    assert!(site.json("/events.json").await["total"].as_u64().expect("a number") > before);
}

#[tokio::test]
async fn the_language_is_chosen_and_remembered() {
    let site = Site::samples();
    let page = site.get("/?lang=vi").await;
    assert!(page.text.contains("<html lang=\"vi\">"));
    assert!(page.header("set-cookie").starts_with("lang=vi;"));
    let page = site.get_with("/", &[("cookie", "lang=vi")]).await;
    assert!(page.text.contains("<html lang=\"vi\">"));
    let page = site.get_with("/", &[("accept-language", "vi-VN,vi;q=0.9,en;q=0.8")]).await;
    assert!(page.text.contains("<html lang=\"vi\">"));
    assert!(site.get("/").await.text.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_accept_it() {
    let site = Site::samples();
    let plain = site.get("/events").await;
    assert_eq!(plain.header("content-encoding"), "");
    let (encoding, length) = site.compressed("/events").await;
    assert_eq!(encoding, "gzip");
    assert!(length * 3 < plain.text.len(), "{length} of {}", plain.text.len());
}
