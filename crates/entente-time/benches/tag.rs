//! How many bytes of news a second the tagger reads on one core.
//!
//! The text is that of the JSON Lines in `ENTENTE_BENCH_CORPUS` or `../../../shared/corpus/vi-news.jsonl`; without
//! either, the examples of the pack, over and over.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use entente_lang::Pack;
use entente_time::{Context, Tagger};
use std::hint::black_box;
use std::path::PathBuf;

/// As much text as one round reads.
const BYTES: usize = 2_000_000;

/// Texts of a corpus in JSON Lines.
fn texts(path: &PathBuf) -> Option<Vec<String>> {
    let mut left = BYTES;
    let file = std::fs::read_to_string(path).ok()?;
    let text =
        |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_owned());
    let all: Vec<String> = file
        .lines()
        .filter_map(text)
        .take_while(|t| {
            let more = left > 0;
            left = left.saturating_sub(t.len());
            more
        })
        .collect();
    (!all.is_empty()).then_some(all)
}

#[expect(clippy::print_stderr, reason = "a bench says what it reads")]
fn tag(c: &mut Criterion) {
    let path = std::env::var_os("ENTENTE_BENCH_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/vi-news.jsonl"),
        PathBuf::from,
    );
    let pack = Pack::of("vi").expect("the pack is compiled in");
    let tagger = Tagger::new(&pack).expect("the pack is valid");
    let texts = texts(&path).unwrap_or_else(|| {
        eprintln!("no corpus at {}: the examples of the pack instead", path.display());
        let examples = pack.file("dates/corpus.toml").expect("the pack has examples");
        std::iter::repeat_n(examples.to_owned(), BYTES / examples.len() + 1).collect()
    });
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut group = c.benchmark_group("tag");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    group.bench_function("vi", |b| {
        b.iter(|| {
            let context = Context::default();
            texts.iter().map(|t| black_box(tagger.tag(t, &context)).len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, tag);
criterion_main!(benches);
