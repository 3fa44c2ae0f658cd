//! What other documents tell of the day on which an article was published: a visit that it opens with and they date.

use super::days::{self, Day, Days};
use super::evidence::{self, Evidence};
use super::{Dating, ReasonKind};
use crate::{Event, Reported};
use entente_text::{Claim, Party, Published, PublishedBasis, Status};

/// The kind of event that a polity seldom does twice within weeks.
const VISIT: &str = "visit";
/// An article that opens with a visit and names no day is of the time of the visit or of the weeks after it.
const FRESH: Day = 45;
/// Of wider intervals, another visit may be meant.
const WIDEST: u32 = 3 * 366;
/// The longest journey, in days.
const JOURNEY: Day = 10;
/// A claim below this confidence is no evidence.
const SURE: f32 = 0.8;

impl Dating {
    /// The same dating, narrowed by the events of other documents: where the first claim of the article is a visit
    /// without a date, and all visits of these parties that the others date within the interval are of one journey,
    /// the article is of the weeks from its first day on. `claims` are those of the article; events of its own
    /// document are passed over. Where nothing fits, the dating is as before.
    #[must_use]
    pub fn narrowed_by<C: Reported>(&self, claims: &[Claim], events: &[Event<C>]) -> Self {
        self.visit(claims, events).map_or_else(|| self.clone(), |found| self.with(found))
    }

    fn visit<C: Reported>(&self, claims: &[Claim], events: &[Event<C>]) -> Option<Evidence> {
        self.width().filter(|w| *w <= WIDEST && *w > FRESH as u32)?;
        let (first, last) = (self.bounds.0?, self.bounds.1?);
        let opening = opening_visit(claims)?;
        let dated = events.iter().filter(|e| is_same_visit(opening, *e)).filter_map(|e| {
            let (from, to) = e.date.as_ref()?.bounds()?;
            let (from, to) = (days::day(from)?, days::day(to)?);
            (from <= last && to >= first - JOURNEY).then_some((from, to, e))
        });
        let dated: Vec<(Day, Day, &Event<C>)> = dated.collect();
        let (from, to) = (dated.iter().map(|d| d.0).min()?, dated.iter().map(|d| d.1).max()?);
        let (_, _, event) = dated.first()?;
        let doc = &event.claims.first()?.claim().doc;
        let words = format!("{doc:?} dates the visit that the article opens with: {}", days::iso(from));
        (to - from < JOURNEY).then(|| Evidence {
            kind: ReasonKind::OtherDocument,
            certainty: 40,
            days: Days::of([(from, to + FRESH)]),
            span: None,
            words,
            any_of: Vec::new(),
        })
    }

    /// The same dating with one more piece of evidence, unless what is known contradicts it.
    fn with(&self, found: Evidence) -> Self {
        let known = Days::of([(self.bounds.0.unwrap_or(Day::MIN), self.bounds.1.unwrap_or(Day::MAX))]);
        let days = known.and(&found.days);
        if days.is_empty() || days == known {
            return self.clone();
        }
        let mut reasons = self.reasons.clone();
        let at = reasons.iter().position(|r| !r.holds).unwrap_or(reasons.len());
        reasons.insert(at, evidence::reason(found, &days, true));
        Self { anchors: self.anchors.clone(), open: self.open.clone(), ..super::dating(&days, reasons) }
    }
}

/// The claim that an article opens with, where that is a visit that others may date: news, without a date of its own.
pub fn opening_visit(claims: &[Claim]) -> Option<&Claim> {
    let opening = claims.iter().min_by_key(|c| c.at)?;
    let is_news = opening.status == Status::Happened && opening.date.is_none();
    (opening.kind == VISIT && is_news && opening.confidence >= SURE).then_some(opening)
}

/// [`Dating::narrowed_by`] for a document of one article whose dating is kept as its publication date alone: the
/// narrower date with one more reason, or `None` where nothing is gained. Only inferred dates are narrowed.
pub fn narrow<C: Reported>(
    published: &Published,
    claims: &[Claim],
    events: &[Event<C>],
) -> Option<Published> {
    if published.basis != PublishedBasis::Inferred {
        return None;
    }
    let (first, last) = published.date.as_ref()?.bounds()?;
    let days = Days::of([(days::day(first)?, days::day(last)?)]);
    let narrowed = super::dating(&days, Vec::new()).narrowed_by(claims, events).published();
    let mut reasons = published.reasons.clone();
    reasons.extend(narrowed.reasons);
    (narrowed.date != published.date && reasons.len() > published.reasons.len()).then_some(Published {
        date: narrowed.date,
        basis: PublishedBasis::Inferred,
        reasons,
    })
}

/// Whether an event of other documents can be the visit of a claim: one visitor and one host are the same.
fn is_same_visit<C: Reported>(claim: &Claim, event: &Event<C>) -> bool {
    event.kind == VISIT
        && event.status == Status::Happened
        && event.confidence >= SURE
        && event.claims.iter().all(|c| c.document() != claim.doc)
        && event.actors.iter().any(|a| claim.actors.iter().any(|b| is_same_party(a, b)))
        && event.recipients.iter().any(|a| claim.recipients.iter().any(|b| a.code == b.code))
}

/// Whether two parties are of one polity, and one person where both name one.
fn is_same_party(a: &Party, b: &Party) -> bool {
    let words =
        |name: &str| name.to_lowercase().split([' ', '-', '.']).map(str::to_owned).collect::<Vec<_>>();
    let alike = |a: &str, b: &str| {
        let b = words(b);
        words(a).iter().any(|word| word.chars().count() > 1 && b.contains(word))
    };
    a.code == b.code && a.name.as_deref().zip(b.name.as_deref()).is_none_or(|(a, b)| alike(a, b))
}

#[cfg(test)]
mod tests {
    use super::narrow;
    use crate::dating::{Dating, ReasonKind};
    use crate::testing::{With, claim};
    use crate::{merge_document, merge_documents};
    use entente_text::{Claim, Edtf, Published, PublishedBasis};

    fn dating(first: &str, last: &str) -> Dating {
        let day = |s: &str| Edtf::parse(s).ok().and_then(|d| d.first_day()).and_then(super::days::day);
        let days = super::Days::of([(day(first).expect("a day"), day(last).expect("a day"))]);
        super::super::dating(&days, Vec::new())
    }

    fn visit(doc: &str) -> Claim {
        let mut claim = claim("CONSULT", "visit", &["NATO"], &["JPN"]).doc(doc);
        claim.confidence = 0.9;
        claim
    }

    /// The interval of an article whose only claim is a visit, beside documents with dated ones.
    #[track_caller]
    fn check(first: &str, last: &str, dates: &[&str], expected: &str) {
        let others = dates.iter().enumerate().map(|(i, date)| visit(&format!("other {i}")).on(date));
        let events = merge_documents(others.flat_map(|claim| merge_document(vec![claim])).collect());
        let narrowed = dating(first, last).narrowed_by(&[visit("own")], &events);
        assert_eq!(narrowed.interval.as_ref().map(Edtf::as_str), Some(expected));
        let told = narrowed.reasons.iter().any(|r| r.kind == ReasonKind::OtherDocument);
        assert_eq!(told, narrowed.interval != dating(first, last).interval);
        assert_eq!(narrowed.basis, PublishedBasis::Inferred);
    }

    #[test]
    fn a_visit_that_others_date_bounds_the_article_that_opens_with_it() {
        check("2022-05-12", "2024-01-24", &["2023-01-31"], "2023-01-31/2023-03-17");
    }

    #[test]
    fn two_visits_tell_nothing_and_one_out_of_the_interval_neither() {
        check("2022-05-12", "2024-01-24", &["2023-01-31", "2023-07-12"], "2022-05-12/2024-01-24");
        check("2022-05-12", "2024-01-24", &["2017-10-31"], "2022-05-12/2024-01-24");
        check("2022-05-12", "2024-01-24", &["2023"], "2022-05-12/2024-01-24");
    }

    #[test]
    fn a_kept_publication_date_is_narrowed_with_its_reasons() {
        let events = merge_documents(merge_document(vec![visit("other").on("2023-01-31")]));
        let date = Edtf::parse("2022-05-12/2024-01-24").ok();
        let mut kept =
            Published { date, basis: PublishedBasis::Inferred, reasons: vec!["a term".to_owned()] };
        let narrower = narrow(&kept, &[visit("own")], &events).expect("a narrower date");
        assert_eq!(narrower.date.as_ref().map(Edtf::as_str), Some("2023-01-31/2023-03-17"));
        assert_eq!((narrower.reasons.len(), narrower.reasons[0].as_str()), (2, "a term"));
        assert_eq!(narrow(&narrower, &[visit("own")], &events), None, "nothing more is gained");
        kept.basis = PublishedBasis::Metadata;
        assert_eq!(narrow(&kept, &[visit("own")], &events), None);
    }

    #[test]
    fn a_wide_interval_stays_wide() {
        check("2014-10-01", "2024-10-15", &["2023-01-31"], "2014-10-01/2024-10-15");
    }
}
