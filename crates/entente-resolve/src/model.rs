//! What models see of two reports.

/// What is seen of a pair of reports: names of features with their values.
pub type Features = Vec<(&'static str, f64)>;
