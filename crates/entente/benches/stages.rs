//! Each stage over a corpus: `cargo bench -p entente --bench stages`.
//!
//! The corpus is the file or folder that `ENTENTE_CORPUS` names, else the news beside the project where it is
//! there, else the project's own samples, which are too few for figures that mean much.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use entente_annotate::Annotator;
use entente_clean::Cleaner;
use entente_code::Coder;
use entente_lang::Pack;
use entente_ledger::{Entry, EventFilter, Ledger};
use entente_read::{Reader, Reading};
use entente_resolve::{Event, merge_document, merge_documents};
use entente_text::{Annotated, Claim, CleanDocument};
use entente_world::World;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

/// How many documents are enough.
const DOCUMENTS: usize = 200;

fn corpus() -> PathBuf {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = std::env::var_os("ENTENTE_CORPUS").map(PathBuf::from);
    let beside = project.join("../shared/corpus/vi-news.jsonl");
    named.unwrap_or_else(|| if beside.exists() { beside } else { project.join("examples") })
}

/// Documents in Vietnamese; empty, with a message, where the corpus is missing.
#[expect(clippy::print_stderr, reason = "a bench that is skipped says so")]
fn documents() -> Vec<Reading> {
    let path = corpus();
    let known = ["vi"];
    let vietnamese = |r: &Reading| entente::language::of(&r.document, &known).as_deref() == Some("vi");
    let read: Vec<_> =
        Reader::new([&path]).filter_map(Result::ok).filter(vietnamese).take(DOCUMENTS).collect();
    if read.is_empty() {
        eprintln!("skipped: nothing to read at {}; name a corpus with ENTENTE_CORPUS", path.display());
    }
    read
}

struct Engine {
    cleaner: Cleaner,
    annotator: Annotator,
    coder: Coder,
}

fn engine() -> Engine {
    let pack = Pack::of("vi").expect("the Vietnamese pack");
    let world = World::embedded();
    Engine {
        cleaner: Cleaner::new(&pack).expect("a pack that loads"),
        annotator: Annotator::new(&pack, world).expect("a pack that loads"),
        coder: Coder::new(&pack, world).expect("a pack that loads"),
    }
}

fn stages(criterion: &mut Criterion) {
    let readings = documents();
    if readings.is_empty() {
        return;
    }
    let engine = engine();
    let bytes: u64 = readings.iter().map(|r| r.document.text().len() as u64).sum();
    let clean: Vec<CleanDocument> =
        readings.iter().map(|r| engine.cleaner.clean(r.document.clone())).collect();
    let annotated: Vec<Annotated> = clean.iter().map(|c| engine.annotator.annotate(c.clone())).collect();
    let claims: Vec<Vec<Claim>> = annotated.iter().map(|a| engine.coder.code(a)).collect();
    let events: Vec<_> = claims.iter().flat_map(|c| merge_document(c.clone())).collect();

    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10).measurement_time(Duration::from_secs(8));
    group.bench_function("read", |b| {
        b.iter(|| Reader::new([corpus()]).filter_map(Result::ok).take(DOCUMENTS).count());
    });
    group.bench_function("clean", |b| {
        let input = || readings.iter().map(|r| r.document.clone()).collect::<Vec<_>>();
        let run = |docs: Vec<_>| docs.into_iter().map(|d| engine.cleaner.clean(d)).collect::<Vec<_>>();
        b.iter_batched(input, run, BatchSize::LargeInput);
    });
    group.bench_function("annotate", |b| {
        let run = |docs: Vec<_>| docs.into_iter().map(|d| engine.annotator.annotate(d)).collect::<Vec<_>>();
        b.iter_batched(|| clean.clone(), run, BatchSize::LargeInput);
    });
    group.bench_function("code", |b| {
        b.iter(|| annotated.iter().map(|a| engine.coder.code(black_box(a)).len()).sum::<usize>());
    });
    group.bench_function("resolve within documents", |b| {
        let run = |claims: Vec<Vec<Claim>>| claims.into_iter().map(merge_document).collect::<Vec<_>>();
        b.iter_batched(|| claims.clone(), run, BatchSize::LargeInput);
    });
    group.bench_function("resolve across documents", |b| {
        b.iter_batched(|| events.clone(), merge_documents, BatchSize::LargeInput);
    });
    group.finish();
    let events: Vec<_> = claims.into_iter().map(merge_document).collect();
    ledger(criterion, &readings, &clean, &events);
}

fn ledger(criterion: &mut Criterion, readings: &[Reading], clean: &[CleanDocument], events: &[Vec<Event>]) {
    let entries: Vec<_> = readings
        .iter()
        .zip(clean)
        .zip(events)
        .map(|((r, clean), events)| Entry {
            clean,
            sha256: &r.sha256,
            events,
            assertions: &[],
            coder: "bench",
        })
        .collect();
    let mut group = criterion.benchmark_group("ledger");
    group.throughput(Throughput::Elements(entries.len() as u64)).sample_size(10);
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = 0;
    let mut fresh = || {
        made += 1;
        Ledger::open(folder.path().join(format!("{made}.db"))).expect("a new ledger")
    };
    let store = |ledger: &mut Ledger| {
        for entry in &entries {
            ledger.add_document(entry).expect("stored");
        }
    };
    group.bench_function("store", |b| {
        let run = |mut ledger: Ledger| store(&mut ledger);
        b.iter_batched(&mut fresh, run, BatchSize::LargeInput);
    });
    group.bench_function("rebuild events", |b| {
        let filled = || {
            let mut ledger = Ledger::open_in_memory().expect("a new ledger");
            store(&mut ledger);
            ledger
        };
        b.iter_batched(filled, |mut ledger| ledger.rebuild_events().expect("rebuilt"), BatchSize::LargeInput);
    });
    let mut filled = Ledger::open_in_memory().expect("a new ledger");
    store(&mut filled);
    filled.rebuild_events().expect("rebuilt");
    group.throughput(Throughput::Elements(1));
    group.bench_function("timeline of one polity", |b| {
        let filter = EventFilter { parties: vec!["USA".to_owned()], ..EventFilter::default() };
        b.iter(|| filled.events(&filter).expect("asked").len());
    });
    group
        .bench_function("search", |b| b.iter(|| filled.search("hoi dam", 20, None).expect("searched").len()));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
