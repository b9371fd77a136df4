//! Agents that are killed.

use std::thread::sleep;
use std::time::Instant;

use super::{Node, finish};

/// Kills agents at moments that are spread over all that one does, turning on and off in turn; every other time the
/// next agent is asked for the opposite.
pub(crate) fn at_twenty_moments(node: &Node) {
    let off = node.manifest();
    assert_eq!(node.set("on", &[]).code, 0);
    let on = node.manifest();
    let begin = Instant::now();
    assert_eq!(node.set("off", &[]).code, 0);
    let whole = begin.elapsed();

    let mut is_on = false;
    for moment in 0..20 {
        let (wanted, opposite) = if is_on { ("off", "on") } else { ("on", "off") };
        let mut agent = node.agent(wanted, &[]).spawn().unwrap();
        sleep(whole * moment / 20);
        agent.kill().unwrap();
        let killed = finish(agent);
        let left = node.manifest();
        assert!(left == on || left == off, "after {killed:?} there is {left}");
        let asked = if moment % 2 == 0 { wanted } else { opposite };
        let next = node.set(asked, &[]);
        assert_eq!(next.code, 0, "killed after {:?}, then {}", killed.steps, next.words);
        is_on = asked == "on";
        assert_eq!(node.manifest(), *if is_on { &on } else { &off }, "killed after {:?}", killed.steps);
    }
}
