//! Linear models whose weights lie in tables that a person can read.

use rustc_hash::FxHashMap;

/// What is seen of a pair of reports: names of features with their values.
pub type Features = Vec<(&'static str, f64)>;

/// Weights by feature.
#[derive(Debug, Clone, Default)]
pub struct Model(FxHashMap<String, f64>);

impl Model {
    /// Reads a table of a feature and its weight a line, below comments and a line of headings. Lines of another form are
    /// left out.
    ///
    /// ```
    /// let model = entente_resolve::Model::parse("# made by hand\nfeature\tweight\nbias\t-1\nnear\t0.5\n");
    /// assert_eq!(model.odds(&vec![("bias", 1.0), ("near", 4.0), ("unknown", 9.0)]), 1.0);
    /// ```
    pub fn parse(table: &str) -> Self {
        let rows = table.lines().filter(|l| !l.starts_with('#')).skip(1);
        let row = |line: &str| {
            let (name, weight) = line.split_once('\t')?;
            Some((name.to_owned(), weight.trim().parse().ok()?))
        };
        Self(rows.filter_map(row).collect())
    }

    /// The log-odds that it gives to a pair; features without a weight count nothing.
    pub fn odds(&self, features: &Features) -> f64 {
        features.iter().map(|(name, value)| self.0.get(*name).map_or(0.0, |w| w * value)).sum()
    }
}

impl FromIterator<(String, f64)> for Model {
    fn from_iter<I: IntoIterator<Item = (String, f64)>>(weights: I) -> Self {
        Self(weights.into_iter().collect())
    }
}
