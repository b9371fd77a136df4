//! Replays recorded cases of a real kube-apiserver and compares every verdict, message and mutation.
//!
//! `cargo run --release -p psp --example replay -- FILE.jsonl...` prints for each file how many cases it has and how
//! many differ, then the first differences. The exit status is 1 if any differs.

mod case;
mod pods;
mod policies;
mod rights;

use std::process::ExitCode;

/// How many differences of a file are shown.
const SHOWN: usize = 10;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: replay FILE.jsonl...");
        return ExitCode::from(2);
    }
    let mut all_same = true;
    for file in files {
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        };
        let (cases, differences) = case::replay(&text);
        println!("{file}: {cases} cases, {} differ", differences.len());
        for difference in differences.iter().take(SHOWN) {
            println!("{difference}");
        }
        all_same &= differences.is_empty();
    }
    if all_same { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
