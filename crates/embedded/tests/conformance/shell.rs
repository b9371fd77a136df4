//! Steps that are commands: mostly kubectl's, as somebody types them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::normalise;
use crate::side::{Answer, Side};

/// The policy templates that the console offers, for commands to apply as they are.
const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../psp/src/template");

pub(crate) async fn run(side: &mut Side, command: &str, input: &str) -> Answer {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &side.fill(command)])
        .current_dir(&side.folder)
        .env("KUBECONFIG", &side.kubeconfig)
        .env("HOME", &side.folder)
        .env("TZ", "UTC")
        .env("TEMPLATES", TEMPLATES)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let input = side.fill(input);
    let output = tokio::task::spawn_blocking(move || {
        let mut child = shell.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that reads nothing may be gone already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().unwrap()
    });
    let output = output.await.unwrap();
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.stderr.is_empty() {
        text.push_str("stderr:\n");
        text.push_str(&String::from_utf8_lossy(&output.stderr));
    }
    writeln!(text, "exit code: {}", output.status.code().unwrap_or(-1)).unwrap();
    Answer { text: normalise::text(&side.name_values(&text)), ok: output.status.success() }
}
