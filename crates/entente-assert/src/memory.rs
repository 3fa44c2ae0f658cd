//! What an article has said so far.

use crate::voice::Known;
use entente_text::{Edtf, PlanObject, Voice};

/// How many sentences a date of saying holds for the same speaker.
const HOLDS: usize = 2;

/// The memory of one article.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub article: u32,
    pub voices: Known,
    /// Plans in the order in which they were named last, with how often.
    pub objects: Vec<(PlanObject, usize)>,
    /// The sentence in which a plan was named last.
    pub named: usize,
    /// The last list of three parties or more.
    pub list: Vec<String>,
    /// Who commented on which plan, and in which sentence.
    pub comment: Option<(Vec<String>, PlanObject, usize)>,
    /// Who spoke when, and in which sentence.
    pub said: Option<(Voice, Edtf, usize)>,
}

impl Memory {
    /// The date of what a speaker says in a sentence: that of the sentence, else of what the same one said just before.
    pub fn dated(&mut self, voice: &Voice, stated: Option<Edtf>, sentence: usize) -> Option<Edtf> {
        let date = stated.or_else(|| {
            let (who, date, at) = self.said.as_ref()?;
            let same = who.name.is_some() && who.name == voice.name
                || who.codes == voice.codes && !who.codes.is_empty();
            (same && sentence <= at + HOLDS).then(|| date.clone())
        })?;
        self.said = Some((voice.clone(), date.clone(), sentence));
        Some(date)
    }

    /// Keeps a plan in mind as the one named last.
    pub fn name(&mut self, object: &PlanObject, sentence: usize) {
        self.named = sentence;
        let same = |o: &PlanObject| o.kind == object.kind && o.parties == object.parties;
        let at = self.objects.iter().position(|(o, _)| same(o));
        let (mut kept, times) = at.map_or_else(|| (object.clone(), 0), |at| self.objects.remove(at));
        for place in &object.places {
            if !kept.places.contains(place) {
                kept.places.push(place.clone());
            }
        }
        kept.words.clone_from(&object.words);
        kept.head.clone_from(&object.head);
        self.objects.push((kept, times + 1));
        if self.objects.len() > 40 {
            self.objects.remove(0);
        }
    }

    /// The plan of a kind named last; of any where no kind is given.
    pub fn last(&self, kind: Option<&str>) -> Option<&PlanObject> {
        self.objects.iter().rev().map(|(o, _)| o).find(|o| kind.is_none_or(|k| o.kind == k))
    }

    /// The plan named last, where that was at most a few sentences before.
    pub fn near(&self, sentence: usize) -> Option<&PlanObject> {
        const NEAR: usize = 4;
        self.objects.last().filter(|_| sentence <= self.named + NEAR).map(|(o, _)| o)
    }

    /// The plan of one of some kinds that a party has, else the one named most.
    pub fn main(&self, kinds: &[&str], party: &[String]) -> Option<&PlanObject> {
        let fits = |o: &&(PlanObject, usize)| kinds.contains(&o.0.kind.as_str()) && !o.0.parties.is_empty();
        let own = |o: &&(PlanObject, usize)| o.0.parties.iter().any(|c| party.contains(c));
        let found = self.objects.iter().rev().filter(fits).find(own);
        // The last of equals.
        found.or_else(|| self.objects.iter().filter(fits).max_by_key(|o| o.1)).map(|(o, _)| o)
    }
}
