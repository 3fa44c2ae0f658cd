//! Claims and assertions for tests.

use entente_text::{Asserted, Assertion, Claim, Edtf, Located, Party, SourceSpan, Status};

pub(crate) fn parties(codes: &[&str]) -> Vec<Party> {
    codes.iter().map(|c| Party::of(*c)).collect()
}

pub(crate) fn claim(category: &str, kind: &str, actors: &[&str], recipients: &[&str]) -> Claim {
    let category = category.parse().expect("a category");
    Claim {
        actors: parties(actors),
        recipients: parties(recipients),
        confidence: 0.8,
        ..Claim::of("a", category, kind)
    }
}

pub(crate) fn told(doc: &str, quote: &str, asserted: Asserted) -> Assertion {
    Assertion {
        doc: doc.to_owned(),
        article: 1,
        asserted,
        date: None,
        date_basis: None,
        quote: quote.to_owned(),
        at: Located::default(),
        sentence: Located::default(),
        attribution: None,
        confidence: 0.8,
        rule: String::new(),
    }
}

pub(crate) trait With: Sized {
    fn on(self, date: &str) -> Self;
    fn at(self, start: u32, quote: &str) -> Self;
    fn status(self, status: Status) -> Self;
    fn doc(self, doc: &str) -> Self;
    fn together(self) -> Self;
}

impl With for Claim {
    fn on(mut self, date: &str) -> Self {
        self.date = Edtf::parse(date).ok();
        self
    }

    fn at(mut self, start: u32, quote: &str) -> Self {
        self.at.span = SourceSpan { start, end: start + quote.len() as u32 };
        self.sentence = self.at;
        self.trigger.span = SourceSpan { start, end: start + 3 };
        quote.clone_into(&mut self.quote);
        self
    }

    fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    fn doc(mut self, doc: &str) -> Self {
        doc.clone_into(&mut self.doc);
        self
    }

    fn together(mut self) -> Self {
        self.symmetric = true;
        self
    }
}
