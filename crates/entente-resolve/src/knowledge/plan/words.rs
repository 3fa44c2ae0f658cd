//! The words by which an act that is wished for or called off is a plan: `assert/announced.toml` of each language.

use entente_lang::Pack;
use serde::Deserialize;
use std::sync::OnceLock;

const FILE: &str = "assert/announced.toml";

/// Lists of phrases, in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Somebody considers or proposes an act.
    firm: Vec<String>,
    /// It is called off, not merely left undone.
    off: Vec<String>,
    /// It is only feared or denied that it is called off.
    unsure: Vec<String>,
}

impl Words {
    /// Those of all languages together: the words of one mean nothing in another.
    pub fn embedded() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut all = Self::default();
            for pack in Pack::languages().into_iter().filter_map(Pack::of) {
                let Ok(words) = pack.toml::<Self>(FILE) else { continue };
                all.firm.extend(words.firm);
                all.off.extend(words.off);
                all.unsure.extend(words.unsure);
            }
            all
        })
    }

    /// Whether a wish is somebody's proposal.
    pub fn is_proposal(&self, quote: &str) -> bool {
        has(&spaced(quote), &self.firm)
    }

    /// Whether words tell of something called off, be it feared or denied.
    pub fn tells_of_end(&self, quote: &str) -> bool {
        has(&spaced(quote), &self.off)
    }

    /// Whether something is surely called off.
    pub fn is_called_off(&self, quote: &str) -> bool {
        let quote = spaced(quote);
        has(&quote, &self.off) && !has(&quote, &self.unsure)
    }
}

/// The words of a text in lower case, each between spaces.
fn spaced(text: &str) -> String {
    let mut spaced = String::from(" ");
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}

/// Whether whole words of such a text are one of the phrases.
fn has(spaced: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|p| spaced.contains(&format!(" {p} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_words() {
        for lang in Pack::languages() {
            let Some(pack) = Pack::of(lang).filter(|p| p.file("assert/plans.toml").is_ok()) else { continue };
            let words: Words = pack.toml(FILE).expect("the file reads");
            assert!(!words.firm.is_empty() && !words.off.is_empty(), "{lang}");
            let lists = words.firm.iter().chain(&words.off).chain(&words.unsure);
            assert!(lists.into_iter().all(|w| *w == w.to_lowercase()), "{lang}");
        }
    }

    #[test]
    fn wishes_are_told_from_proposals_and_fears_from_cancellings() {
        let words = Words::embedded();
        let check = |quote: &str, proposal: bool, off: bool| {
            assert_eq!((words.is_proposal(quote), words.is_called_off(quote)), (proposal, off), "{quote}");
        };
        check("Peru đề xuất gặp Chile tại Lima", true, false);
        check("Peru có thể gặp Chile", false, false);
        check("Peru hủy cuộc gặp với Chile", false, true);
        check("cuộc gặp giữa Peru và Chile có nguy cơ bị hoãn", false, false);
        check("Peru không gặp Chile", false, false);
    }
}
