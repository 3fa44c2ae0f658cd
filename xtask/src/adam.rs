//! Full-batch Adam with a rate that falls to a tenth: no random numbers, so the same data give the same weights.

const STEPS: i32 = 250;
const RATE: f32 = 0.06;

/// Weights that make a loss small, by what `gradient` adds for given weights; starts at zero.
pub fn minimise(features: usize, gradient: impl Fn(&[f32], &mut [f32])) -> Vec<f32> {
    minimise_in(STEPS, features, gradient)
}

/// The same in so many steps.
pub fn minimise_in(steps: i32, features: usize, gradient: impl Fn(&[f32], &mut [f32])) -> Vec<f32> {
    let mut weights = vec![0.0; features];
    let (mut mean, mut square) = (vec![0.0; features], vec![0.0; features]);
    let mut slope = vec![0.0; features];
    for step in 1..=steps {
        slope.fill(0.0);
        gradient(&weights, &mut slope);
        let rate = RATE * (1.0 - 0.9 * step as f32 / steps as f32);
        let (fade_mean, fade_square) = (1.0 - 0.9_f32.powi(step), 1.0 - 0.99_f32.powi(step));
        for i in 0..features {
            mean[i] = 0.9 * mean[i] + 0.1 * slope[i];
            square[i] = 0.99 * square[i] + 0.01 * slope[i] * slope[i];
            weights[i] -= rate * (mean[i] / fade_mean) / ((square[i] / fade_square).sqrt() + 1e-6);
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_a_bowl() {
        let bottom = [3.0, -1.0];
        let found = minimise(2, |at, slope| (0..2).for_each(|i| slope[i] = 2.0 * (at[i] - bottom[i])));
        assert!(found.iter().zip(bottom).all(|(x, b)| (x - b).abs() < 0.05), "{found:?}");
    }
}
