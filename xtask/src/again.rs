//! `cargo xtask train-again LANG JOINED…`: the weights that unite claims of one document (`schema/again.tsv`).
//!
//! Each claim is given to the annotated event whose words hold its trigger, else to the only one that agrees with it.
//! Two claims of one event are examples for uniting, those of two events against it. A claim that agrees with no event is
//! none of its own: it is an example for uniting with those that are of one, and with others of its kind whose parties it
//! has. How sure a claim is is seen too, as confidence has it that was trained on other articles.

use crate::boost::{self, Example};
use crate::examples::counted;
use crate::gold;
use crate::train::{Set, probability};
use entente::Record;
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente::score::{Documents, Options, Scored, agrees, parse, score};
use entente_resolve::{Trees, again, merge_document_with};
use entente_text::{Claim, Part};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const FOLDS: usize = 10;
/// What an example counts at most, before its article's number of them and the confidence of its claims.
const MOST: f64 = 3.0;
/// Bounds that are tried on unseen articles.
const BOUNDS: [f64; 4] = [0.8, 1.1, 1.25, 1.4];
/// The least confidence of their events that count.
const LEAST: f64 = DEFAULT_CONFIDENCE as f64;

/// The annotated events, and how claims are held against them.
struct Against {
    gold: Documents,
    options: Options,
}

struct Pair {
    article: usize,
    example: Example,
}

/// Trains on joined files, writes the table, and tells on the other stream how well claims of unseen articles are united.
pub fn train(lang: &str, joined: &[&Path], out: &mut dyn Write, told: &mut dyn Write) -> Result<(), String> {
    let set = Set::read(lang, joined, false)?;
    let articles = articles(&set);
    let against = Against { gold: set.gold, options: set.options };
    let texts = texts(joined)?;
    let mut pairs = Vec::new();
    for (article, claims) in articles.iter().enumerate() {
        if let Some(text) = claims.first().and_then(|c| texts.get(&c.doc)) {
            pairs.extend(of_article(&against, article, claims, text));
        }
    }
    let validated: Vec<Trees> = (0..FOLDS)
        .map(|fold| {
            let others = pairs.iter().filter(|p| p.article % FOLDS != fold).map(|p| &p.example);
            boost::trees(&others.collect::<Vec<_>>())
        })
        .collect();
    tell(&against, &articles, &pairs, &validated, told)?;
    let comment = format!(
        "Whether two claims of one document tell of one act: trained on {} pairs of annotated articles by `cargo xtask train-again`.",
        pairs.len()
    );
    let table = boost::fit(&pairs.iter().map(|p| &p.example).collect::<Vec<_>>(), &comment);
    write!(out, "{table}").map_err(|e| e.to_string())
}

/// The claims of each article in the order of the text, each as sure as weights find it that do not know the article.
fn articles(set: &Set) -> Vec<Vec<Claim>> {
    let weights: Vec<Vec<f64>> = (0..FOLDS).map(|fold| set.fit(|article| article % FOLDS != fold)).collect();
    let mut articles: Vec<Vec<Claim>> = vec![Vec::new(); set.articles];
    for example in &set.examples {
        let sure = probability(&weights[example.article % FOLDS], example);
        articles[example.article].push(Claim { confidence: sure as f32, ..example.claim.clone() });
    }
    for claims in &mut articles {
        claims.sort_by_key(|c| (c.article, c.sentence, c.trigger, c.at));
    }
    articles
}

/// How pairs of unseen articles are told apart, and what becomes of their events.
fn tell(
    against: &Against,
    articles: &[Vec<Claim>],
    pairs: &[Pair],
    validated: &[Trees],
    told: &mut dyn Write,
) -> Result<(), String> {
    let mut say = |line: String| writeln!(told, "{line}").map_err(|e| e.to_string());
    let same = pairs.iter().filter(|p| p.example.holds).count();
    say(format!("{} pairs, {same} of them to be united; cross-validated:", pairs.len()))?;
    for bound in BOUNDS {
        let united = |p: &&Pair| validated[p.article % FOLDS].odds(&p.example.features) > bound;
        let found: Vec<&Pair> = pairs.iter().filter(united).collect();
        let right = found.iter().filter(|p| p.example.holds).count() as f64;
        let (precision, recall) = (right / found.len().max(1) as f64, right / same.max(1) as f64);
        let events = events(articles, validated, bound)?;
        let (scores, _) = score(&against.gold, &events, against.options);
        let strict = &scores.strict.measure;
        say(format!(
            "log-odds above {bound}: pairs: precision {precision:.3} recall {recall:.3}; events above {LEAST:.2}: precision {} \
             recall {} F1 {}, date right {}",
            strict.precision,
            strict.recall,
            strict.f1,
            scores.strict.date_accuracy.unwrap_or_default()
        ))?;
    }
    Ok(())
}

/// The events of all articles, united by trees that do not know them.
fn events(articles: &[Vec<Claim>], validated: &[Trees], bound: f64) -> Result<Documents, String> {
    let merged = articles
        .iter()
        .enumerate()
        .flat_map(|(i, claims)| merge_document_with(claims.clone(), &validated[i % FOLDS], bound));
    let sure = merged.map(|e| Record::of(&e)).filter(|e| e.confidence >= LEAST);
    let lines: Vec<String> =
        sure.map(|e| serde_json::to_string(&e)).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    parse(&lines.join("\n")).map_err(|e| e.to_string())
}

/// Title, text and annotated events of an article, and how much it counts.
struct Gold {
    title: String,
    text: String,
    events: Vec<Value>,
    counts: f64,
}

fn texts(joined: &[&Path]) -> Result<BTreeMap<String, Gold>, String> {
    let mut all = BTreeMap::new();
    for path in joined {
        let (path, counts) = counted(path);
        for line in gold::lines(path)? {
            let of = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let events = line["events"].as_array().cloned().unwrap_or_default();
            all.insert(
                of("id"),
                Gold { title: of("title"), text: of("text"), events, counts: f64::from(counts) },
            );
        }
    }
    Ok(all)
}

/// What a claim tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// An annotated event, by its index.
    Event(usize),
    /// One of several.
    Several,
    /// None that is annotated.
    None,
}

/// The pairs of one article, whose claims come in the order of the text.
fn of_article(against: &Against, article: usize, claims: &[Claim], text: &Gold) -> Vec<Pair> {
    let told: Vec<Told> = claims.iter().map(|c| event_of(against, c, text)).collect();
    let mut pairs = Vec::new();
    for (i, j, features) in again::pairs(claims) {
        let (a, b) = (&claims[i], &claims[j]);
        let holds = match (told[i], told[j]) {
            (Told::Event(x), Told::Event(y)) => x == y,
            (Told::None, Told::None) if again::sides_within(a, b) => true,
            (Told::None, Told::None)
            | (Told::Several, Told::Several | Told::Event(_))
            | (Told::Event(_), Told::Several) => continue,
            (Told::None, _) | (_, Told::None) => true,
        };
        // Only claims that are sure enough make events that are told twice.
        let weight = MOST * f64::from(a.confidence) * f64::from(b.confidence);
        pairs.push(Pair { article, example: Example { features, holds, weight } });
    }
    // An article that says much of one pair of parties does not count more for it than its square root.
    let share = text.counts / (pairs.len().max(1) as f64).sqrt();
    for pair in &mut pairs {
        pair.example.weight *= share;
    }
    pairs
}

/// What a claim tells of, as far as that is plain.
fn event_of(against: &Against, claim: &Claim, text: &Gold) -> Told {
    let scored = Scored::from(claim);
    let gold = against.gold.get(&claim.doc);
    let fits: Vec<usize> = gold
        .iter()
        .enumerate()
        .filter(|(_, g)| agrees(g, &scored, against.options))
        .map(|(i, _)| i)
        .collect();
    let within: Vec<usize> = fits.iter().copied().filter(|i| holds(text, *i, claim)).collect();
    match (within.as_slice(), fits.as_slice()) {
        ([i], _) | ([], [i]) => Told::Event(*i),
        ([], []) => {
            let of_type = (0..text.events.len()).filter(|i| text.events[*i]["type"] == claim.category.name());
            match of_type.filter(|i| holds(text, *i, claim)).collect::<Vec<_>>().as_slice() {
                [i] => Told::Event(*i),
                _ => Told::None,
            }
        }
        _ => Told::Several,
    }
}

/// Whether the words of an annotated event hold the trigger of a claim.
fn holds(text: &Gold, event: usize, claim: &Claim) -> bool {
    let event = &text.events[event];
    let quote = event["quote"].as_str().unwrap_or_default();
    let (part, whole) =
        if event["in"] == "title" { (Part::Title, &text.title) } else { (Part::Text, &text.text) };
    let start = match event["start"].as_u64() {
        Some(start) => start as usize,
        None => whole.find(quote).unwrap_or(usize::MAX),
    };
    let span = claim.trigger.span;
    !quote.is_empty()
        && part == claim.trigger.part
        && start <= span.start as usize
        && span.end as usize <= start.saturating_add(quote.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_text::{Located, Party, SourceSpan};
    use serde_json::json;

    const TEXT: &str = "Nga lên án Mỹ. Nga lại lên án Mỹ. Nga chê Pháp.";

    fn claim(words: &str, to: &[&str]) -> Claim {
        let start = TEXT.find(words).expect("words of the text") as u32;
        let at = Located { part: Part::Text, span: SourceSpan { start, end: start + words.len() as u32 } };
        Claim {
            actors: vec![Party::of("RUS")],
            recipients: to.iter().map(|c| Party::of(*c)).collect(),
            quote: words.to_owned(),
            at,
            sentence: at,
            trigger: at,
            confidence: 0.5,
            ..Claim::of("a", "ACCUSE".parse().expect("a category"), "condemn")
        }
    }

    #[test]
    fn claims_of_one_event_and_of_none_are_to_be_united() {
        let event =
            |quote: &str| json!({"type": "ACCUSE", "actors": ["RUS"], "recipients": ["USA"], "quote": quote});
        let events = vec![event("Nga lên án Mỹ"), event("Nga lại lên án Mỹ")];
        let line = json!({"id": "a", "events": events}).to_string();
        let against = Against { gold: parse(&line).expect("gold"), options: Options::default() };
        let text = Gold { title: String::new(), text: TEXT.to_owned(), events, counts: 1.0 };
        let claims = [
            claim("lên án", &["USA"]),
            claim("án Mỹ", &["USA"]),
            claim("lại lên", &["USA"]),
            claim("chê", &[]),
        ];
        let told: Vec<Told> = claims.iter().map(|c| event_of(&against, c, &text)).collect();
        assert_eq!(told, [Told::Event(0), Told::Event(0), Told::Event(1), Told::None]);
        let pairs = of_article(&against, 0, &claims, &text);
        let holds: Vec<bool> = pairs.iter().map(|p| p.example.holds).collect();
        assert_eq!(holds, [true, false, true, false, true, true]);
    }
}
