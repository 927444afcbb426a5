//! The command line: arguments, progress, printing, exit codes.
fn main() {}
