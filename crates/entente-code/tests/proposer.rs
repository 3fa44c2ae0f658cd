//! The proposer: what it looks at, and what becomes of what it finds.

use entente_annotate::Annotator;
use entente_code::{BIAS, Coder, NONE, Parties, Proposer, answer_name, answer_of};
use entente_lang::Pack;
use entente_text::{Annotated, Category, CleanDocument, Document};
use entente_world::World;

fn annotated(text: &str) -> Annotated {
    let pack = Pack::of("vi").expect("a pack");
    let annotator = Annotator::new(&pack, World::embedded()).expect("a good pack");
    annotator.annotate(CleanDocument::of_lines(Document::new("a", "", text)))
}

fn coder() -> Coder {
    Coder::new(&Pack::of("vi").expect("a pack"), World::embedded()).expect("a good pack")
}

/// The last sentence's candidate with these sides.
fn pair(text: &str, actor: &str, recipient: &str) -> Parties {
    let sentences = coder().candidates(&annotated(text));
    let (_, pairs) = sentences.into_iter().next_back().expect("a sentence");
    let sides = |p: &Parties| p.actors == [actor] && p.recipients == [recipient];
    pairs
        .into_iter()
        .find(sides)
        .unwrap_or_else(|| panic!("{actor} and {recipient} are no candidates in {text:?}"))
}

#[test]
fn the_words_between_and_said_are_features() {
    let cases = [
        (
            "Nga nói Mỹ chỉ làm mọi việc rối hơn.",
            "RUS",
            "USA",
            &["speech:nói", "said:rối", "B in words=yes", "btw>:nói"][..],
        ),
        ("Nga nói Mỹ chỉ làm mọi việc rối hơn.", "USA", "RUS", &["btw<:nói", "A B=phrase phrase"]),
        (
            "Mỹ và Iran vẫn bất đồng.\nTehran nói rằng mọi sức ép đều vô ích.",
            "IRN",
            "USA",
            &["A B=phrase partner", "silent:ép", "A speaks=yes"],
        ),
    ];
    for (text, actor, recipient, wanted) in cases {
        let features = pair(text, actor, recipient).features;
        for name in wanted {
            assert!(features.iter().any(|f| f == name), "{name:?} is not seen in {text:?}: {features:?}");
        }
    }
}

/// What weights by hand make of a text: category, actor, recipient and trigger of each proposal.
fn proposals(text: &str, weights: &[(&str, Vec<(usize, f32)>)]) -> Vec<(Category, String, String, String)> {
    let mut coder = coder();
    coder.set_proposer(Proposer::of(weights.iter().cloned()));
    // Whatever the pack's weights of confidence make of it.
    coder.record();
    let code = |parties: &[entente_text::Party]| {
        parties.iter().map(|p| p.code.as_str()).collect::<Vec<_>>().join(" ")
    };
    let annotated = annotated(text);
    let trials = coder.explain(&annotated).into_iter().flat_map(|(_, trials)| trials);
    trials
        .filter(|t| t.proposed)
        .filter_map(|t| Some((t.trigger, t.outcome.ok()?)))
        .map(|(trigger, c)| {
            (c.category, code(&c.actors), code(&c.recipients), trigger.slice(annotated.text()).to_owned())
        })
        .collect()
}

#[test]
fn what_speaks_for_an_act_is_proposed_with_the_word_that_says_most() {
    let accuse = answer_of(Category::Accuse);
    let weights = [
        (BIAS, vec![(NONE, 5.0)]),
        ("said:rối", vec![(accuse, 1.0)]),
        ("B in words=yes", vec![(accuse, 6.0)]),
        ("A speaks=yes", vec![(accuse, 0.5)]),
    ];
    let text = "Nga nói Mỹ chỉ làm mọi việc rối hơn.";
    let found = proposals(text, &weights);
    assert_eq!(found, [(Category::Accuse, "RUS".into(), "USA".into(), "rối".into())]);
    // What a frame has found is not found again; a sentence without the words tells of nothing.
    assert_eq!(proposals("Nga cáo buộc Mỹ làm mọi việc rối hơn.", &weights), []);
    assert_eq!(proposals("Nga nói Mỹ là nước lớn.", &weights[..2]), []);
}

#[test]
fn without_weights_nothing_is_proposed() {
    assert_eq!(proposals("Nga nói Mỹ chỉ làm mọi việc rối hơn.", &[]), []);
    assert!(Proposer::default().is_empty());
}

#[test]
fn answers_are_named() {
    assert_eq!(answer_name(answer_of(Category::Accuse)), "ACCUSE");
    assert_eq!(answer_name(NONE), "NONE");
}
