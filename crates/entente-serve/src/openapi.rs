//! The description of the API in `OpenAPI` 3.1, and the page made from it.

use crate::answer::View;
use crate::app::Scene;
use crate::asked::{API, Asked, MOST};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::choice::kinds;
use entente_resolve::disputes::DisputeKind;
use entente_text::{Category, TieKind};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// The schemas of all answers.
const SCHEMAS: &str = include_str!("../assets/schemas.json");

/// A question of the API.
struct Endpoint {
    path: &'static str,
    summary: &'static str,
    /// The name of its answer's schema.
    answer: &'static str,
    /// The names of its parameters, groups of them in capitals.
    takes: &'static [&'static str],
    /// An address to try.
    example: &'static str,
}

macro_rules! endpoints {
    ($($path:literal $answer:literal $summary:literal [$($takes:literal)*] $example:literal;)+) => {
        &[$(Endpoint { path: $path, summary: $summary, answer: $answer, takes: &[$($takes),*], example: $example }),+]
    };
}

const ENDPOINTS: &[Endpoint] = endpoints! {
    "/home" "Home" "What the ledger holds, and its newest events" ["EVENTS"] "/home";
    "/events" "Events" "Events by date" ["EVENTS" "LIST" "order" "actor"] "/events?actor=JPN&from=2022&type=CONSULT";
    "/event/{id}" "EventWithClaims" "An event with all that reports it" ["as_of"] "";
    "/actors" "Actors" "Polities with the number of their events" ["EVENTS" "LIST"] "/actors";
    "/actor/{name}" "Actor" "A polity with its partners, or a person with roles over time" ["EVENTS"] "/actor/VNM";
    "/relation/{a}/{b}" "Relation" "What lies between two: curve, ties, plans, stances, events" ["EVENTS" "LIST" "order"] "/relation/NATO/JPN";
    "/network" "Network" "Who deals with whom in an interval" ["EVENTS" "year" "years" "nodes" "around"] "/network?year=2023&nodes=25";
    "/plans" "Plans" "Plans, those that moved last first" ["LINES" "LIST" "order" "about"] "/plans?kind=office";
    "/plan/{id}" "Plan" "A plan with its life and who stands where on it" ["as_of"] "";
    "/stances" "Stances" "Who is for and against what" ["LINES" "LIST" "order" "about"] "/stances?about=CHN&kind=opposes";
    "/quotes" "Quotations" "Who said what" ["LINES" "LIST" "order" "about"] "/quotes?about=NATO&kind=direct";
    "/ties" "Ties" "What lasts between polities" ["LIST" "PAIR" "on" "tie_kind" "outlet" "as_of"] "/ties?a=JPN&b=NATO&on=2016";
    "/disputes" "Disputes" "Where reports can't both be right" ["LIST" "PAIR" "dispute_kind" "as_of"] "/disputes?kind=superseded";
    "/documents" "Documents" "What was read" ["LIST" "outlet" "as_of"] "/documents";
    "/document/{name}" "DocumentWithEvents" "A document, by id or SHA-256, with the events that it tells of" ["as_of"] "";
    "/search" "Hits" "Passages by their words, with or without diacritics" ["EVENTS" "LIST" "q"] "/search?q=nhat+ban";
    "/revision" "Revision" "What tells the ledger as it is now from what it was" [] "/revision";
    "/brief/{a}/{b}" "Brief" "A sourced briefing on two" ["lang" "as_of"] "/brief/NATO/JPN?lang=en";
};

const EVENTS: [&str; 9] =
    ["from", "to", "type", "event_kind", "field", "outlet", "confidence", "all", "as_of"];
const LINES: [&str; 8] = ["from", "to", "kind", "field", "outlet", "confidence", "all", "as_of"];

/// The description as JSON.
pub fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| description().to_string())
}

fn description() -> Value {
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    let paths: Map<String, Value> =
        ENDPOINTS.iter().map(|e| (format!("{API}{}", e.path), json!({ "get": operation(e) }))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Entente",
            "version": "1",
            "summary": "The ledger of relations between states and international organisations",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {
                "Problem": { "description": "Why there is no answer", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
            },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        // A token is asked for only where the server was started with one.
        "security": [{}, { "token": [] }],
    })
}

fn operation(endpoint: &Endpoint) -> Value {
    let problem = || json!({ "$ref": "#/components/responses/Problem" });
    let answer = json!({ "$ref": format!("#/components/schemas/{}", endpoint.answer) });
    json!({
        "operationId": name(endpoint),
        "summary": endpoint.summary,
        "parameters": parameters(endpoint),
        "responses": {
            "200": {
                "description": endpoint.summary,
                "headers": { "ETag": { "schema": { "type": "string" } } },
                "content": { "application/json": { "schema": answer } },
            },
            "304": { "description": "The answer is still the one that If-None-Match names" },
            "400": problem(),
            "401": problem(),
            "404": problem(),
            "414": problem(),
            "421": problem(),
            "503": problem(),
        },
    })
}

fn name(endpoint: &Endpoint) -> String {
    endpoint.path.split('/').filter(|p| !p.is_empty() && !p.starts_with('{')).collect::<Vec<_>>().join("_")
}

fn parameters(endpoint: &Endpoint) -> Vec<Value> {
    let in_path = endpoint.path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}'));
    let mut all: Vec<Value> = in_path
        .map(|name| {
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } })
        })
        .collect();
    let spread = |name: &&'static str| -> Vec<&'static str> {
        match *name {
            "EVENTS" => EVENTS.to_vec(),
            "LINES" => LINES.to_vec(),
            "LIST" => vec!["page", "limit"],
            "PAIR" => vec!["a", "b"],
            one => vec![one],
        }
    };
    all.extend(endpoint.takes.iter().flat_map(spread).map(parameter));
    all
}

/// A date that the calendar knows, to the year, month or day.
const DATE: &str = "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$";

fn parameter(key: &str) -> Value {
    let date = || json!({ "type": "string", "pattern": DATE });
    let words = || json!({ "type": "string" });
    let number = |least: u32, most: u32| json!({ "type": "integer", "minimum": least, "maximum": most });
    let one_of = |all: Vec<String>| json!({ "type": "array", "items": { "enum": all } });
    let list = |all: &[&str]| one_of(all.iter().map(|s| (*s).to_owned()).collect());
    let (name, schema, about) = match key {
        "from" => ("from", date(), "Not before this date; leaves out what is undated"),
        "to" => ("to", date(), "Not after this date; leaves out what is undated"),
        "on" => ("on", date(), "What held on this date"),
        "as_of" => ("as_of", date(), "As the ledger would have answered on this date"),
        "type" => {
            ("type", one_of(Category::ALL.iter().map(|c| c.name().to_owned()).collect()), "PLOVER categories")
        }
        "event_kind" => {
            let all = kinds().map(|k| k.iter().map(|k| k.id.clone()).collect()).unwrap_or_default();
            ("kind", one_of(all), "Kinds of events")
        }
        "kind" => (
            "kind",
            json!({ "type": "array", "items": words() }),
            "Kinds: of plans, forms of quotations, positions of stances",
        ),
        "tie_kind" => {
            ("kind", list(&TieKind::ALL.iter().map(|k| k.name()).collect::<Vec<_>>()), "Kinds of ties")
        }
        "dispute_kind" => (
            "kind",
            list(&DisputeKind::ALL.iter().map(|k| k.name()).collect::<Vec<_>>()),
            "Kinds of disputes",
        ),
        "field" => ("field", words(), "A field of cooperation"),
        "outlet" => ("outlet", words(), "Reported by this outlet"),
        "confidence" => {
            ("confidence", json!({ "type": "number", "minimum": 0, "maximum": 1 }), "At least so sure")
        }
        "all" => (
            "all",
            json!({ "type": "boolean" }),
            "Hides nothing: neither what is unsure nor what happened within one state",
        ),
        "page" => (
            "page",
            json!({ "type": "integer", "minimum": 1, "maximum": 100_000 }),
            "Which part of the list, from 1",
        ),
        "limit" => {
            ("limit", json!({ "type": "integer", "minimum": 1, "maximum": MOST }), "How many a part holds")
        }
        "year" => {
            ("year", number(1900, 2100), "The last year of the interval, where neither from nor to is given")
        }
        "years" => ("years", number(0, 200), "How many years the interval has; 0 for all"),
        "nodes" => ("nodes", number(2, 200), "The most parties"),
        "around" => ("around", words(), "A polity by code or any name: only it and those that it deals with"),
        "order" => ("order", json!({ "enum": ["newest", "oldest"] }), "What comes first"),
        "actor" => (
            "actor",
            json!({ "type": "array", "items": words() }),
            "Polities that all take part, by code or any name",
        ),
        "about" => ("about", words(), "A polity by code or any name, else words: a person, a matter"),
        "a" => ("a", words(), "A polity by code or any name"),
        "b" => ("b", words(), "Another"),
        "lang" => ("lang", json!({ "enum": ["en", "vi"] }), "The language of the sentences"),
        "q" => (
            "q",
            json!({ "type": "string", "maxLength": 500 }),
            "Words; those in quotation marks stand together",
        ),
        other => (other, words(), ""),
    };
    let is_list = schema["type"] == "array";
    let mut told = json!({ "name": name, "in": "query", "description": about, "schema": schema });
    if is_list {
        told["style"] = json!("form");
        told["explode"] = json!(false);
    }
    told
}

/// The page about the API.
pub struct About;

/// The page needs nothing of the ledger.
#[allow(clippy::unnecessary_wraps, reason = "a question like all others")]
pub fn ask(_: &Desk<'_>, _: &Asked) -> Result<About, Problem> {
    Ok(About)
}

impl View for About {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("api.title").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        let address = format!("{API}/openapi.json");
        html! {
            p.lead { (words.t("api.what")) " " a href=(address) { code { (address) } } "." }
            @for endpoint in ENDPOINTS {
                section id=(name(endpoint)) lang="en" {
                    h2 { code { "GET " (API) (endpoint.path) } }
                    p { (endpoint.summary) }
                    @if !endpoint.example.is_empty() {
                        p { (words.t("api.try")) ": " a href={ (API) (endpoint.example) } { code { (API) (endpoint.example) } } }
                    }
                    details {
                        summary { (words.t("api.parameter")) }
                        table {
                            thead { tr { th { (words.t("api.parameter")) } th { (words.t("api.meaning")) } } }
                            tbody { @for p in parameters(endpoint) { tr {
                                td { code { (p["name"].as_str().unwrap_or_default()) } }
                                td { (p["description"].as_str().unwrap_or_default()) (values(&p["schema"])) }
                            } } }
                        }
                    }
                }
            }
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        Ok(text().to_owned())
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        let rows = ENDPOINTS.iter().map(|e| vec![format!("{API}{}", e.path), e.summary.to_owned()]);
        Ok(std::iter::once(vec!["path".to_owned(), "summary".to_owned()]).chain(rows).collect())
    }
}

/// What a parameter can be, where that is a choice.
fn values(schema: &Value) -> String {
    let items = if schema["type"] == "array" { &schema["items"]["enum"] } else { &schema["enum"] };
    let all: Vec<&str> =
        items.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_str).collect();
    if all.is_empty() { String::new() } else { format!(": {}", all.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let all = description();
        let text = all.to_string();
        let mut seen = 0;
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap_or_default();
            assert!(all.pointer(pointer).is_some(), "{pointer}");
            seen += 1;
        }
        assert!(seen > 60);
    }
}
