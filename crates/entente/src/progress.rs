//! A progress bar on standard error, where that is a terminal.

use crate::output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar over `bytes` bytes (0 where the number is not known); draws nothing when `quiet` or when nobody looks.
pub fn bar(bytes: u64, quiet: bool) -> ProgressBar {
    if quiet || !output::stderr_is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target((bytes > 0).then_some(bytes), ProgressDrawTarget::stderr_with_hz(8));
    let shape = if bytes > 0 {
        "{bar:32} {percent:>3} %  {binary_bytes}/{binary_total_bytes}  {msg}  ({eta} left)"
    } else {
        "{spinner} {binary_bytes}  {msg}"
    };
    if let Ok(style) = ProgressStyle::with_template(shape) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
