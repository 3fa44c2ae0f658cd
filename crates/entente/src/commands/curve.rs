//! The curve of `entente relation` as a table with bars.

use crate::ask;
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::curve::Point;

/// As a table with bars.
pub fn table(out: &mut Output, points: &[Point], undated: usize) -> Result<()> {
    let mut table = Table::new(&["Until", "Closeness", "", "Evidence", "Events", "*Moved most by"]);
    for (i, point) in points.iter().enumerate() {
        // Quiet steps say only that nothing happened; the last one says where things stand.
        if point.events == 0 && i + 1 < points.len() {
            continue;
        }
        let moved: Vec<String> =
            point.moved.iter().map(|m| format!("{} {}", m.kind.replace('_', " "), &m.id[..8])).collect();
        table.row([
            point.until.clone(),
            format!("{:+.1}", point.closeness),
            bar(point.closeness),
            format!("{:.1}", point.evidence),
            point.events.to_string(),
            moved.join(", "),
        ]);
    }
    out.line(&out.paint(STRONG, "Closeness, from -10 to +10"))?;
    table.print_plain(out)?;
    if undated > 0 {
        out.line(&out.paint(FAINT, &format!("{} without a date are not in it", ask::events(undated))))?;
    }
    out.line("")?;
    Ok(())
}

/// Half of a bar's columns.
const HALF: i32 = 5;

/// Conflict to the left of the middle, cooperation to the right.
fn bar(closeness: f64) -> String {
    let filled = (closeness.abs() / 10.0 * f64::from(HALF)).round() as i32;
    let (left, right) = if closeness < 0.0 { (filled, 0) } else { (0, filled) };
    let side = |n: i32, c: &str| c.repeat(n.max(0) as usize);
    format!("{}{}|{}{}", side(HALF - left, " "), side(left, "-"), side(right, "+"), side(HALF - right, " "))
}
