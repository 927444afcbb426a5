//! One plugin of each kind, written against the public contract alone.
