//! How often an article tells of the same act: what is told again is surer.

use crate::coder::Trial;
use crate::confidence::{Model, Signals};
use entente_text::Claim;
use std::collections::BTreeMap;

/// More than so many are not counted.
const ENOUGH: usize = 4;

/// Notes at each claim how many others of its article are of its category and between the same parties, weighs it
/// anew.
pub(crate) fn note(model: &Model, trials: &mut [(usize, Vec<Trial>)]) {
    let mut alike: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    for (i, (_, sentence)) in trials.iter().enumerate() {
        for (j, claim) in sentence.iter().enumerate().filter_map(|(j, t)| Some((j, t.outcome.as_ref().ok()?)))
        {
            alike.entry((claim.article, claim.category)).or_default().push((i, j));
        }
    }
    for places in alike.into_values() {
        let counts: Vec<usize> = {
            let claims: Vec<&Claim> =
                places.iter().filter_map(|(i, j)| trials[*i].1[*j].outcome.as_ref().ok()).collect();
            let others = |n: usize| {
                let same = |m: &usize| *m != n && agree(claims[n], claims[*m]);
                (0..claims.len()).filter(same).take(ENOUGH).count()
            };
            (0..claims.len()).map(others).collect()
        };
        for (n, ((i, j), count)) in places.iter().zip(&counts).enumerate() {
            let before = earlier(trials, &places[..n], (*i, *j));
            let trial = &mut trials[*i].1[*j];
            let Ok(claim) = &mut trial.outcome else { continue };
            trial.signals.write("again", count);
            before.note(claim, &mut trial.signals);
            claim.confidence = model.confidence(&trial.signals, claim.confidence);
        }
    }
}

/// How often the same was told before.
struct Earlier {
    /// With the same category.
    alike: usize,
    /// With the same kind too.
    same_kind: usize,
    /// In the same sentence.
    here: usize,
}

/// How often the claim at `at` was told at `places`, which stand before it.
fn earlier(trials: &[(usize, Vec<Trial>)], places: &[(usize, usize)], at: (usize, usize)) -> Earlier {
    let claim = |(i, j): (usize, usize)| trials[i].1[j].outcome.as_ref().ok();
    let Some(own) = claim(at) else { return Earlier { alike: 0, same_kind: 0, here: 0 } };
    let alike: Vec<_> = places
        .iter()
        .filter_map(|p| Some((*p, claim(*p)?)))
        .filter(|(_, c)| agree(own, c))
        .take(ENOUGH)
        .collect();
    Earlier {
        alike: alike.len(),
        same_kind: alike.iter().filter(|(_, c)| c.kind == own.kind).count(),
        here: alike.iter().filter(|(p, _)| p.0 == at.0).count(),
    }
}

impl Earlier {
    fn note(&self, claim: &Claim, signals: &mut Signals) {
        signals.write("told before", self.alike.min(3));
        signals.write("kind before", self.same_kind.min(2));
        signals.write("here before", self.here.min(2));
        if self.alike > 0 {
            signals.set("told before in", claim.category.name());
        }
    }
}

/// Whether the parties of two claims of one category can be those of one act.
fn agree<'c>(a: &'c Claim, b: &'c Claim) -> bool {
    let common = |x: &[entente_text::Party], y: &[entente_text::Party]| {
        x.iter().any(|p| y.iter().any(|q| p.code == q.code))
    };
    if !a.category.is_mutual() {
        let open = a.recipients.is_empty() || b.recipients.is_empty();
        return common(&a.actors, &b.actors) && (open || common(&a.recipients, &b.recipients));
    }
    let parties = |c: &'c Claim| c.actors.iter().chain(&c.recipients);
    let (x, y) = (parties(a).count(), parties(b).count());
    let both = parties(a).filter(|p| parties(b).any(|q| p.code == q.code)).count();
    both > 0 && 2 * both >= x + y - both && both >= x.min(2)
}
