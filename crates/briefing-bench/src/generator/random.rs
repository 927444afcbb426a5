//! Numbers that look random and are the same everywhere.
//!
//! By hand because random number crates keep the right to draw other values in a later version, and
//! then measurements would no longer be of the same content.

/// `SplitMix64`, after Steele, Lea and Flood, "Fast splittable pseudorandom number generators"
/// (2014).
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// A stream of its own for each `stream`, so that an event does not depend on those before it.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed);
        let base = random.next();
        Self(base ^ stream.wrapping_mul(0xA24B_AED4_963E_E407))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number below `end`, which is above zero.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The remainder favours small numbers by less than one in 2^40: nobody will notice.
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// So many of these, in their order; all if there are no more.
    pub(super) fn some<'a, T>(&mut self, from: &'a [T], count: usize) -> Vec<&'a T> {
        let mut wanted = count.min(from.len());
        let mut picked = Vec::with_capacity(wanted);
        for (index, item) in from.iter().enumerate() {
            if self.below(from.len() - index) < wanted {
                picked.push(item);
                wanted -= 1;
            }
        }
        picked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_what_the_reference_draws() {
        // The first values of the reference implementation, https://prng.di.unimi.it/splitmix64.c,
        // from 1234567.
        let mut random = Random(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            drawn,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn some_are_so_many_in_order() {
        let all: Vec<usize> = (0..24).collect();
        for stream in 0..100 {
            let some = Random::new(7, stream).some(&all, 20);
            assert_eq!(some.len(), 20);
            assert!(some.is_sorted());
        }
    }
}
