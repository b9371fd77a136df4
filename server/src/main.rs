//! The psp-console binary.
fn main() {}
