//! A briefing, to be printed: every sentence with its sources.

use super::canonical;
use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::{Asked, path};
use crate::parts::events::quote;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::brief::{Brief as Text, Cited, Line, of_plan, of_relation};
use entente_ask::lookup;
use maud::{Markup, html};
use serde_json::json;

/// A briefing.
pub struct Brief(Text);

/// Writes the briefing on two polities, or on the plan that `plan` names.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Brief, Problem> {
    let lang = asked.lang;
    let disputes = ledger.disputes(entente_ask::DEFAULT_CONFIDENCE)?;
    if let Some(words) = asked.value("plan") {
        return Ok(Brief(of_plan(ledger, words, lang, &disputes)?));
    }
    let typed = |i: usize, name: &str| asked.args.get(i).map(String::as_str).or_else(|| asked.value(name));
    let (Some(a), Some(b)) = (typed(0, "a"), typed(1, "b")) else {
        return Err(Problem::parameter("a, b", "?"));
    };
    let (one, two) = lookup::pair(a, b)?;
    canonical(asked, &["brief", &one.code, &two.code])?;
    Ok(Brief(of_relation(ledger, &one.code, &two.code, lang, &disputes)?))
}

impl View for Brief {
    fn title(&self, _: Scene<'_>) -> String {
        self.0.title.clone()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            p.tally { (words.t("brief.print")) }
            div.brief {
                @for line in self.0.filled() {
                    @match line {
                        Line::Heading(heading) => h2 { (heading) },
                        Line::Sentence(sentence, sources) => p { (sentence)
                            @for n in sources { sup { a href={ "#s" (n + 1) } { (n + 1) } } } },
                    }
                }
                h2 { (words.phrases.heading("sources")) }
                ol.sources { @for (n, source) in self.0.sources.iter().enumerate() { li id={ "s" (n + 1) } { (cited(scene, source)) } } }
            }
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        let parts: Vec<_> = self
            .0
            .filled()
            .map(|line| match line {
                Line::Heading(heading) => json!({ "heading": heading }),
                Line::Sentence(sentence, sources) => json!({ "sentence": sentence, "sources": sources }),
            })
            .collect();
        let sources: Vec<_> = self
            .0
            .sources
            .iter()
            .map(|s| json!({ "doc": s.doc, "outlet": s.outlet, "published": s.published, "quote": s.quote }))
            .collect();
        json(&json!({ "title": self.0.title, "parts": parts, "sources": sources }))
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        let mut rows = vec![vec!["sentence".to_owned(), "sources".to_owned()]];
        for line in self.0.filled() {
            if let Line::Sentence(sentence, sources) = line {
                let docs: Vec<&str> = sources.iter().map(|n| self.0.sources[*n].doc.as_str()).collect();
                rows.push(vec![sentence.clone(), docs.join(";")]);
            }
        }
        Ok(rows)
    }
}

fn cited(scene: Scene<'_>, source: &Cited) -> Markup {
    html! {
        @if source.at.is_some() { a href=(scene.asked.to(&path(&["document", &source.doc]))) { (source.outlet.as_ref().unwrap_or(&source.doc)) } }
        @else { (source.doc) }
        @if let Some(date) = source.published.as_deref().and_then(|p| entente_text::Edtf::parse(p).ok()) { ", " (scene.words.date(Some(&date))) }
        @if !source.quote.is_empty() { ": " span.words { (quote(&source.quote)) } }
    }
}
