//! Prints an HTML page with each kind of picture, of invented data: `cargo run -p entente-draw --example gallery > gallery.html`.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use entente_draw::{
    Bar, Bars, CSS, Caption, Curve, Edge, Network, Node, NodeShape, Point, Sample, Stop, Track, bars, curve,
    network, track,
};

fn caption(id: &str) -> Caption {
    Caption { id: id.to_owned(), title: format!("Example: {id}"), description: "Invented data.".to_owned() }
}

fn closeness() -> String {
    let events: Vec<(i64, f64)> = (0..70)
        .map(|i: i64| {
            (
                14_000 + i * 83 + (i * i * 37) % 61,
                if i % 9 == 4 { -3.5 - (i % 4) as f64 } else { (1 + i % 7) as f64 },
            )
        })
        .collect();
    let fade = |day: i64, at: i64| (-((at - day) as f64) / 365.0).exp2();
    let sample = |at: i64| {
        let known = events.iter().filter(|e| e.0 <= at);
        let (sum, evidence) =
            known.fold((0.0, 0.0), |t, e| (t.0 + 0.8 * fade(e.0, at) * e.1, t.1 + 0.8 * fade(e.0, at)));
        Sample { day: at, closeness: sum / (evidence + 1.0), evidence }
    };
    let point = |&(day, score): &(i64, f64)| Point {
        day,
        score,
        weight: 0.8,
        label: format!("day {day}"),
        href: Some("#".to_owned()),
    };
    curve(&Curve {
        caption: caption("curve"),
        samples: (13_900..20_000).step_by(20).map(sample).collect(),
        points: events.iter().map(point).collect(),
        above: "cooperation".to_owned(),
        below: "conflict".to_owned(),
    })
}

fn ties() -> String {
    let tie = |name: &str, kind: &str, since, until| Bar {
        name: name.to_owned(),
        kind: kind.to_owned(),
        label: name.to_owned(),
        since,
        until,
        href: Some("#".to_owned()),
    };
    bars(&Bars {
        caption: caption("bars"),
        until: Some(20_000),
        bars: vec![
            tie("Partners across the globe", "partnership", Some(13_000), None),
            tie("Tailored programme of 2014", "programme", Some(16_200), Some(17_900)),
            tie(
                "Tailored programme of 2018, with a long name that has no room",
                "programme",
                Some(17_900),
                Some(19_500),
            ),
            tie("Liaison at the headquarters", "liaison", None, None),
            tie("Export restrictions", "sanctions", Some(19_000), None),
        ],
    })
}

fn plan(n: usize) -> String {
    let steps = ["proposed", "negotiated", "objected", "delayed", "agreed", "scheduled"];
    let stop = |i: usize| Stop {
        status: steps[i % 6].to_owned(),
        name: steps[i % 6].to_owned(),
        date: format!("2023-{:02}", i + 1),
        by: ["Japan", "NATO", "France"][i % 3].to_owned(),
        label: steps[i % 6].to_owned(),
        href: Some("#".to_owned()),
        ahead: i + 1 == n,
        against: i % 6 == 2 || i % 6 == 3,
    };
    track(&Track { caption: caption(&format!("track-{n}")), stops: (0..n).map(stop).collect() })
}

/// A world of some hubs and many that deal with one or two of them.
fn world(n: usize) -> String {
    let code = |i: usize| format!("N{i}");
    let node = |i: usize| Node {
        code: code(i),
        name: ["Hoa Kỳ", "Trung Quốc", "Nhật Bản", "Liên minh châu Âu", "Ukraine", "Nga"][i % 6].to_owned()
            + &if i < 6 { String::new() } else { format!(" {i}") },
        shape: if i % 6 == 3 { NodeShape::Square } else { NodeShape::Circle },
        label: code(i),
        href: Some("#".to_owned()),
    };
    let edge = |a: usize, b: usize, k: usize| Edge {
        a: code(a),
        b: code(b),
        cooperation: (60.0 / (1.0 + (a + b) as f64)).ceil() * (k % 3) as f64,
        conflict: if (a * 7 + b).is_multiple_of(4) { (40.0 / (1.0 + (a + b) as f64)).ceil() } else { 0.0 },
        label: format!("{} – {}", code(a), code(b)),
        href: Some("#".to_owned()),
    };
    let hubs = 6.min(n);
    let core = (0..hubs).flat_map(|a| (a + 1..hubs).map(move |b| (a, b, 2)));
    let leaves = (hubs..n).flat_map(|i| [(i % hubs, i, 1), ((i * i) % hubs, i, 2), ((i * 31) % n, i, i % 3)]);
    network(&Network {
        caption: caption(&format!("network-{n}")),
        nodes: (0..n).map(node).collect(),
        edges: core
            .chain(leaves)
            .filter(|(a, b, k)| a < b && *k > 0)
            .map(|(a, b, k)| edge(a, b, k))
            .collect(),
    })
}

fn main() {
    println!(
        "<!doctype html><meta charset=utf-8><title>Gallery</title><style>{CSS} body {{ background: Canvas; color-scheme: light dark; max-width: 960px; font: 14px sans-serif }}</style>"
    );
    for picture in [closeness(), ties(), plan(5), plan(9), world(10), world(60), world(200)] {
        println!("<p>{picture}</p>");
    }
}
