//! Time expressions: where a text says when, and what that means.
//!
//! A [`Tagger`] is made from a language pack and finds the expressions of a text ([`Tagger::tag`]) with their TIMEX3 type
//! and value and, where they name a time on the calendar, its EDTF. [`resolve_in_text`] then goes through the expressions
//! of a document in order and settles what a sentence by itself leaves open. [`Tagger::resolve`] answers another question:
//! which moments a phrase means for somebody who says it at a given moment (`entente dates`).
//!
//! Pure functions: no I/O, no clock, and no word of any language.
//!
//! # How it works
//!
//! * **token** splits the text and looks each word up in the vocabulary of the pack: the words that a rule speaks of. A
//!   run of such words is looked at further only when it holds a word that can be the heart of an expression, or digits
//!   that look like a date. This is one pass over the bytes, and for nine tenths of the text it is all there is.
//! * **chart** finds all that the rules make of a run, bottom up: numbers and units become lengths, a clock time and a
//!   day become a moment, two days an interval. The patterns (**pattern**) are merged into a tree, so that those which
//!   begin alike are matched once. Rules compose freely, as in Duckling, rather than being one regular expression each,
//!   as in `HeidelTime`: "8 giờ" + "tối nay" needs no rule of its own.
//! * **action** holds the meanings that a rule can make, **node** and **fields** the trees that they form: symbolic, so
//!   that the same tree can be written down without knowing when it was said, or evaluated when that is known.
//! * **series** and **calendar** evaluate a tree as the series of times that it names, **holiday** and **moon** know the
//!   movable ones, **timex** writes TIMEX3 and EDTF, **narrative** reads a whole document.
//!
//! # The pack
//!
//! `lang/<l>/dates/norms.toml` has the words with their values, `rules.toml` the rules, `holidays.toml` the holidays and
//! `corpus.toml` examples that the tests run: every rule has at least one, and what must not be taken for a time stands
//! there too.
//!
//! ```
//! use entente_time::{Context, Tagger, resolve_in_text};
//! let pack = entente_lang::Pack::of("vi").unwrap();
//! let tagger = Tagger::new(&pack).unwrap();
//! let mut times = tagger.tag("Hội nghị họp từ ngày 28 đến 30/6/2022; hai tháng sau đó có tuyên bố.", &Context::default());
//! resolve_in_text(&mut times, None);
//! let edtf: Vec<_> = times.iter().filter_map(|t| t.expression.edtf.as_ref()).map(|e| e.as_str()).collect();
//! assert_eq!(edtf, ["2022-06-28/2022-06-30", "2022-08"]);
//! ```

mod action;
mod calendar;
mod chart;
mod civil;
mod fields;
mod grammar;
mod holiday;
mod moment;
mod moon;
mod narrative;
mod node;
mod pattern;
mod series;
mod tagger;
mod timex;
mod token;

pub use moment::{DateTime, DateTimeError};
pub use narrative::resolve_in_text;
pub use tagger::{Context, Found, Modifier, Prefer, Tagged, Tagger};
