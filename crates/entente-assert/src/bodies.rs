//! Which bodies of polities an article names: ministries, armies, parliaments, organs of organisations; each once.

use crate::build::assertion;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{Annotated, Asserted, Assertion, Mention, MentionKind, Naming, Sentence, Span, fold};
use entente_world::{AliasClass, World};
use std::collections::{BTreeMap, BTreeSet};

/// Finds bodies in documents of one language.
#[derive(Debug)]
pub struct Bodies {
    lang: &'static str,
    /// Nouns of bodies that act for their polity, by their number.
    nouns: Phrases<usize>,
    /// What sort each noun is.
    sorts: Vec<String>,
    /// Names of polities, folded, by code: what stands beside the noun.
    polities: BTreeMap<&'static str, BTreeSet<String>>,
    /// Names that stand for a body by themselves, folded, by code.
    own: BTreeMap<&'static str, BTreeSet<String>>,
}

/// Sorts of `organisations/bodies.tsv` that are people or a side and no body.
const PEOPLE: &[&str] = &["side"];

/// How sure it is that a body is named.
const SURE: f32 = 0.8;

/// A body as an article names it most.
struct Named<'a> {
    sentence: &'a Sentence,
    at: Span,
    code: &'a str,
    sort: String,
    times: u32,
}

impl Bodies {
    /// Reads `organisations/bodies.tsv` and the names of the reference world.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let mut vocabulary = Vocabulary::new(pack)?;
        let (mut nouns, mut sorts) = (Phrases::default(), Vec::new());
        for (_, row) in pack.tsv("organisations/bodies.tsv")?.iter().filter(|(_, row)| row[3] == "yes") {
            // "officials" and "the government's side" are nobody by themselves.
            if PEOPLE.contains(&row[1]) {
                continue;
            }
            nouns.insert(&vocabulary.folded_phrase(row[0]), sorts.len());
            sorts.push(row[1].to_owned());
        }
        let world = World::embedded();
        let (mut polities, mut own) = (BTreeMap::new(), BTreeMap::new());
        for polity in world.polities() {
            let names = world.names(&polity.code, pack.lang());
            let of = |gov: bool| -> BTreeSet<String> {
                let wanted = names.iter().filter(|a| (a.class == AliasClass::Gov) == gov);
                wanted.map(|a| fold(&a.text)).collect()
            };
            let mut plain = of(false);
            plain.extend([fold(polity.name(pack.lang())), fold(&polity.code)]);
            polities.insert(polity.code.as_str(), plain);
            own.insert(polity.code.as_str(), of(true));
        }
        Ok(Self { lang: pack.lang(), nouns, sorts, polities, own })
    }

    /// The bodies that a document names, in the order of the text: each once in an article, by the first of its names.
    pub fn find(&self, annotated: &Annotated) -> Vec<Assertion> {
        let mut found: BTreeMap<(u32, &str, String), Named<'_>> = BTreeMap::new();
        for sentence in &annotated.sentences {
            for (_, mention) in annotated.mentions_in(sentence.span) {
                let [code] = mention.polities.as_slice() else { continue };
                let Some((sort, name, from, to)) = self.named(annotated, mention, code) else { continue };
                let at = annotated.tokens[from].span.cover(annotated.tokens[to - 1].span);
                let key = (sentence.article, code.as_str(), format!("{sort} {name}"));
                found.entry(key).or_insert(Named { sentence, at, code, sort, times: 0 }).times += 1;
            }
        }
        let mut all: Vec<Assertion> = found.values().map(|named| self.line(annotated, named)).collect();
        all.sort_by_key(|a| (a.sentence, a.at));
        all
    }

    /// The body that a mention names: what sort it is, its folded name, its first and one past its last token. A name of its
    /// own is its own sort.
    fn named(
        &self,
        annotated: &Annotated,
        mention: &Mention,
        code: &str,
    ) -> Option<(String, String, usize, usize)> {
        let (first, last) = (mention.first as usize, mention.last as usize);
        let tokens = &annotated.tokens;
        let words = |from: usize, to: usize| {
            fold(tokens[from].span.cover(tokens[to - 1].span).slice(annotated.text()))
        };
        let whole = words(first, last);
        if self.own.get(code).is_some_and(|names| names.contains(&whole)) {
            let sort = self.noun(annotated, first, last).map_or_else(|| whole.clone(), |(_, sort)| sort);
            return Some((sort, whole, first, last));
        }
        if !matches!(mention.kind, MentionKind::Body | MentionKind::Person) {
            return None;
        }
        // "the ministry of that country" is no name: the polity's own stands behind the noun, or before it.
        let names = self.polities.get(code)?;
        for at in first..last {
            let Some((length, sort)) = self.noun(annotated, at, last) else { continue };
            let behind = (at + length + 1..=last).rev().find(|end| names.contains(&words(at + length, *end)));
            let before = (first..at).find(|from| names.contains(&words(*from, at)));
            let (from, to) = match (behind, before) {
                (Some(end), _) => (at, end),
                (None, Some(from)) => (from, at + length),
                (None, None) => continue,
            };
            return Some((sort, words(from, to), from, to));
        }
        None
    }

    /// The noun of a body that begins at a token: its length and sort. Groups of unnamed people are no bodies.
    fn noun(&self, annotated: &Annotated, at: usize, last: usize) -> Option<(usize, String)> {
        let (length, found) = self.nouns.longest(annotated.words[at..last].iter().map(|w| w.folded))?;
        Some((length, self.sorts[*found.first()?].clone()))
    }

    fn line(&self, annotated: &Annotated, named: &Named<'_>) -> Assertion {
        let naming = Naming {
            name: annotated.clean.document.quote(named.at).to_owned(),
            role: Some(named.sort.clone()),
            title: None,
            codes: vec![named.code.to_owned()],
            times: named.times,
        };
        let rule = format!("{}.body", self.lang);
        assertion(annotated, named.sentence, named.at, Asserted::Body(naming), SURE, rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::annotate;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, &str, &str)]) {
        let pack = Pack::of("vi").expect("Vietnamese");
        let found = Bodies::new(&pack).expect("the lists load").find(&annotate(text, ""));
        let named = |a: &Assertion| match &a.asserted {
            Asserted::Body(n) => (n.name.clone(), n.role.clone().unwrap_or_default(), n.codes.join(" ")),
            _ => <_>::default(),
        };
        let expect: Vec<_> =
            expect.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
        assert_eq!(found.iter().map(named).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn bodies_are_named_with_the_polity_that_they_act_for() {
        check(
            "Bộ Ngoại giao Peru phản đối. Bộ Ngoại giao Peru nói thêm rằng Quốc hội Chile chưa họp.",
            &[("Bộ Ngoại giao Peru", "foreign_ministry", "PER"), ("Quốc hội Chile", "parliament", "CHL")],
        );
        check(
            "Người phát ngôn Bộ Quốc phòng Peru Ana Ruiz cảm ơn.",
            &[("Bộ Quốc phòng Peru", "defence_ministry", "PER")],
        );
        check("Peru phản đối Chile.", &[]);
        check("Các quan chức Peru phản đối.", &[]);
    }
}
