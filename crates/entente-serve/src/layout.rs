//! The frame of every page.

use crate::app::Scene;
use crate::assets;
use crate::words::{LANG, Words};
use entente_world::World;
use maud::{DOCTYPE, Markup, html};

/// The places that the head of every page leads to, with the keys of their names.
const PLACES: [(&str, &str); 9] = [
    ("/events", "nav.events"),
    ("/network", "nav.network"),
    ("/actors", "nav.actors"),
    ("/plans", "nav.plans"),
    ("/stances", "nav.stances"),
    ("/quotes", "nav.quotes"),
    ("/ties", "nav.ties"),
    ("/disputes", "nav.disputes"),
    ("/documents", "nav.documents"),
];

/// A page in its frame.
pub fn page(scene: Scene<'_>, title: &str, body: &Markup) -> Markup {
    let (asked, words) = (scene.asked, scene.words);
    let home = asked.path() == "/" || asked.path() == "/home";
    let named = if home { "Entente".to_owned() } else { format!("{title} · Entente") };
    let feed = |path| feed(scene, path);
    let alternates = html! {
        link rel="alternate" type="application/atom+xml" title=(words.t("foot.feed")) href=(feed("/feed.atom"));
        link rel="alternate" type="application/json" href=(asked.twin("json"));
        link rel="alternate" type="text/csv" href=(asked.twin("csv"));
    };
    let switch = html! {
        nav.languages aria-label=(words.t("nav.language")) {
            @for other in scene.all.iter() {
                @if other.lang == words.lang {
                    b lang=(other.lang) { (other.t("nav.own_name")) }
                } @else {
                    a href=(asked.with(LANG, Some(other.lang))) lang=(other.lang) hreflang=(other.lang) rel="alternate" {
                        (other.t("nav.own_name"))
                    }
                }
            }
        }
    };
    let foot = html! {
        p { (words.t("foot.data")) " " a href=(asked.twin("json")) { "JSON" } " · " a href=(asked.twin("csv")) { "CSV" }
            " · " a href="/api" { (words.t("foot.api")) }
            " · " a href=(feed("/feed.atom")) { (words.t("foot.feed")) } " · " a href=(feed("/calendar.ics")) { (words.t("foot.calendar")) } }
        p { (words.t("foot.note")) }
    };
    frame(
        words,
        &named,
        &alternates,
        asked.path(),
        asked.value("q").unwrap_or_default(),
        &switch,
        &html! {
            h1 { (title) }
            @if let Some(date) = &asked.as_of {
                p.notice { (words.fill("page.as_of", &[("date", &words.date(Some(date)))])) " "
                    a href=(asked.with("as_of", None)) { (words.t("page.as_of_end")) } }
            }
            (body)
        },
        &foot,
    )
}

/// The address of a feed with the filters of a page that feeds know as well.
fn feed(scene: Scene<'_>, path: &str) -> String {
    const KNOWN: [&str; 7] = ["actor", "type", "field", "outlet", "confidence", "all", "lang"];
    let asked = scene.asked;
    // Kinds of lines are not kinds of events.
    let of_events = ["/", "/home", "/events", "/network"].contains(&asked.path());
    let known = |name: &str| KNOWN.contains(&name) || (of_events && name == "kind");
    let about = asked.path().starts_with("/relation/") || asked.path().starts_with("/actor/");
    let actors = if about { asked.args.as_slice() } else { &[] };
    let actors = actors.iter().map(String::as_str).filter(|a| World::embedded().polity(a).is_some());
    let filters = asked.others(&[]).filter(|(name, _)| known(name));
    crate::asked::address(path, actors.map(|a| ("actor", a)).chain(filters))
}

/// A page that says what went wrong.
pub fn problem(words: &Words, status: u16, title: &str, detail: &str) -> Markup {
    frame(
        words,
        &format!("{title} · Entente"),
        &html! {},
        "",
        "",
        &html! {},
        &html! {
            h1 { (title) }
            @if !detail.is_empty() { p.detail { code { (detail) } } }
            p { a href="/" { (words.t("problem.home")) } }
            p.quiet { (status) }
        },
        &html! {},
    )
}

#[allow(clippy::too_many_arguments, reason = "the pieces of one frame, each used once")]
fn frame(
    words: &Words,
    title: &str,
    alternates: &Markup,
    path: &str,
    typed: &str,
    switch: &Markup,
    body: &Markup,
    foot: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="stylesheet" href=(assets::style_address());
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                script src=(assets::script_address()) defer data-news=(words.t("live.news")) data-show=(words.t("live.show")) {}
                (alternates)
            }
            body {
                a.skip href="#main" { (words.t("nav.skip")) }
                header.top {
                    a.brand href="/" { "Entente" }
                    nav.places aria-label=(words.t("nav.places")) {
                        @for (place, key) in PLACES {
                            a href=(place) aria-current=[(place == path).then_some("page")] { (words.t(key)) }
                        }
                    }
                    form.find action="/search" role="search" {
                        input type="search" name="q" value=(typed) aria-label=(words.t("nav.search")) placeholder=(words.t("nav.search"));
                        button { (words.t("nav.find")) }
                    }
                    (switch)
                }
                main id="main" tabindex="-1" { (body) }
                footer { (foot) }
            }
        }
    }
}

/// A page of a list and the ways to its neighbours.
pub fn pager(scene: Scene<'_>, total: usize) -> Markup {
    let asked = scene.asked;
    let pages = total.div_ceil(asked.limit).max(1);
    let words = scene.words;
    let (page, pages_text) = (words.number(asked.page), words.number(pages));
    html! {
        @if pages > 1 || asked.page > 1 {
            nav.pager aria-label=(words.t("page.pages")) {
                @if asked.page > 1 { a rel="prev" href=(asked.at_page((asked.page - 1).min(pages))) { "← " (words.t("page.before")) } }
                span { (words.fill("page.of", &[("page", &page), ("pages", &pages_text)])) }
                @if asked.page < pages { a rel="next" href=(asked.at_page(asked.page + 1)) { (words.t("page.next")) " →" } }
            }
        }
    }
}
