//! How often events are right that are given a confidence.

use super::Errors;
use serde::Serialize;

/// Events of about the same confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Least confidence.
    pub from: f32,
    /// Bound above; in the bin only where it is 1.
    pub to: f32,
    /// How many events.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: Option<f64>,
    /// The share of them that is right by the strict measure.
    pub right: Option<f64>,
}

/// How many bins.
const BINS: usize = 10;

/// Ten bins of equal width over the predicted events that have a confidence.
pub fn reliability(scored: &[Errors<'_>]) -> Vec<Bin> {
    let mut sums = [(0usize, 0.0f64, 0usize); BINS];
    for document in scored {
        let right = document.matched.iter().map(|(_, p)| (*p, true));
        for (event, right) in right.chain(document.wrong.iter().map(|p| (*p, false))) {
            let Some(confidence) = event.confidence else { continue };
            let bin = ((confidence * BINS as f32) as usize).min(BINS - 1);
            sums[bin].0 += 1;
            sums[bin].1 += f64::from(confidence);
            sums[bin].2 += usize::from(right);
        }
    }
    let bin = |(i, (count, confidence, right)): (usize, (usize, f64, usize))| {
        let mean = |sum: f64| (count > 0).then(|| super::round(sum / count as f64));
        Bin {
            from: i as f32 / BINS as f32,
            to: (i + 1) as f32 / BINS as f32,
            count,
            confidence: mean(confidence),
            right: mean(right as f64),
        }
    };
    sums.into_iter().enumerate().map(bin).collect()
}
