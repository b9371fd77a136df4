//! Manifests as people write them, in every mixture.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

/// How a manifest is laid out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shape {
    /// `command:` and a line for each argument.
    Block,
    /// The dashes are not indented, and far from their texts.
    Compact,
    /// `command: [a, b]`.
    OneLine,
    /// Brackets over several lines.
    Brackets,
    /// The program in `command`, the flags in `args`.
    Args,
    /// Only `args`: the image knows its program.
    OnlyArgs,
    /// `&anchors` at the list and the flags.
    Anchors,
    /// A comment above and behind every line.
    Comments,
    /// A program that keeps the log runs the server.
    Wrapper,
    /// JSON.
    Json,
}

pub(crate) const SHAPES: [Shape; 10] = [
    Shape::Block,
    Shape::Compact,
    Shape::OneLine,
    Shape::Brackets,
    Shape::Args,
    Shape::OnlyArgs,
    Shape::Anchors,
    Shape::Comments,
    Shape::Wrapper,
    Shape::Json,
];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Quotes {
    Plain,
    Single,
    Double,
    Folded,
    Literal,
    /// Over two lines, with a backslash between.
    Continued,
}

/// One flag, as one argument or two.
#[derive(Clone, Debug)]
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) quotes: Quotes,
    pub(crate) apart: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Manifest {
    pub(crate) shape: Shape,
    pub(crate) flags: Vec<Flag>,
    pub(crate) sidecars: (bool, bool),
    pub(crate) returns: bool,
    pub(crate) ends: bool,
}

const OTHERS: [(&str, &str); 6] = [
    ("--advertise-address", "$(HOST_IP)"),
    ("--allow-privileged", "true"),
    ("--etcd-servers", "https://127.0.0.1:2379"),
    ("--audit-log-path", "/var/log/a,b #1.log"),
    ("--runtime-config", "api/all=true"),
    ("--v", "2"),
];
const ENABLE: [&str; 3] =
    ["--enable-admission-plugins", "--enable_admission_plugins", "--enable-admission_plugins"];
const DISABLE: [&str; 2] = ["--disable-admission-plugins", "--disable_admission_plugins"];

fn quotes() -> impl Strategy<Value = Quotes> {
    select(&[
        Quotes::Plain,
        Quotes::Plain,
        Quotes::Single,
        Quotes::Double,
        Quotes::Folded,
        Quotes::Literal,
        Quotes::Continued,
    ])
}

fn flag(name: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = Flag> {
    (value, quotes(), any::<bool>()).prop_map(move |(value, quotes, apart)| Flag {
        name,
        value,
        quotes,
        apart,
    })
}

/// A list of plugins, perhaps with the one; it may stand anywhere.
fn plugins(least: usize, psp: bool) -> impl Strategy<Value = String> {
    let others = select(&["NodeRestriction", "EventRateLimit", "MyPodSecurityPolicy", "PodSecurityPolicyX"]);
    (vec(others, least..4), any::<usize>()).prop_map(move |(mut names, at)| {
        if psp {
            names.insert(at % (names.len() + 1), "PodSecurityPolicy");
        }
        names.join(",")
    })
}

/// The flags about plugins, and whether the one is on.
fn admission() -> impl Strategy<Value = Vec<Flag>> {
    let enable = |least, psp| select(&ENABLE).prop_flat_map(move |name| flag(name, plugins(least, psp)));
    let disable = |least, psp| select(&DISABLE).prop_flat_map(move |name| flag(name, plugins(least, psp)));
    // A block with nothing in it is refused.
    let old = |psp| {
        let is_block = |flag: &Flag| matches!(flag.quotes, Quotes::Folded | Quotes::Literal);
        flag("--admission-control", plugins(0, psp)).prop_filter("emptied block", move |flag| {
            !(flag.apart && is_block(flag) && !flag.value.contains(','))
        })
    };
    prop_oneof![
        Just(vec![]),
        vec(enable(0, false), 1..3),
        vec(enable(0, true), 1..3),
        (enable(0, false), enable(0, true)).prop_map(|(a, b)| vec![a, b]),
        (enable(0, true), enable(0, false), disable(1, false)).prop_map(|(a, b, c)| vec![a, b, c]),
        (enable(0, false), disable(0, true)).prop_map(|(a, b)| vec![a, b]),
        vec(disable(0, true), 1..3),
        vec(old(false), 1..3),
        vec(old(true), 1..3),
    ]
}

pub(crate) fn manifests() -> impl Strategy<Value = Manifest> {
    let others = vec(select(&OTHERS), 0..4).prop_flat_map(|flags| {
        flags.into_iter().map(|(name, value)| flag(name, Just(value.to_owned()))).collect::<Vec<_>>()
    });
    let flags = (others, admission(), any::<usize>()).prop_map(|(mut flags, admission, at)| {
        for flag in admission {
            flags.insert(at % (flags.len() + 1), flag);
        }
        flags
    });
    (select(&SHAPES), flags, any::<(bool, bool)>(), any::<bool>(), any::<bool>()).prop_map(
        |(shape, flags, sidecars, returns, ends)| Manifest { shape, flags, sidecars, returns, ends },
    )
}

impl Manifest {
    /// The arguments behind the program, with their quotes.
    fn arguments(&self) -> Vec<(String, Quotes)> {
        let flags = self.flags.iter().flat_map(|flag| {
            if flag.apart {
                // Nothing between no quotes is no text.
                let quotes = if flag.value.is_empty() { Quotes::Single } else { flag.quotes };
                vec![(flag.name.to_owned(), Quotes::Plain), (flag.value.clone(), quotes)]
            } else {
                vec![(format!("{}={}", flag.name, flag.value), flag.quotes)]
            }
        });
        flags.collect()
    }

    pub(crate) fn text(&self) -> String {
        let mut text = match self.shape {
            Shape::Json => self.json(),
            _ => self.yaml(),
        };
        if self.returns {
            text = text.replace('\n', "\r\n");
        }
        if !self.ends {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        text
    }

    fn json(&self) -> String {
        let arguments = self.arguments().into_iter().map(|(text, _)| format!(",\n      \"{text}\""));
        format!(
            "{{\"kind\": \"Pod\",\n \"spec\": {{\"containers\": [{{\n  \"name\": \"kube-apiserver\",\n  \"command\": [\n      \"kube-apiserver\"{}\n  ]}}]}}}}\n",
            arguments.collect::<String>()
        )
    }

    fn yaml(&self) -> String {
        let mut text = "# Written by hand. --enable-admission-plugins=PodSecurityPolicy\n---\napiVersion: v1\nkind:   Pod\n\
                        metadata: {name: kube-apiserver, annotations: {flags: '--enable-admission-plugins=A'}}\n\
                        spec:\n  containers:\n"
            .to_owned();
        if self.sidecars.0 {
            text.push_str(
                "  - name: audit\n    command: [tail, --enable-admission-plugins=PodSecurityPolicy]\n",
            );
        }
        text.push_str(
            "  - name: kube-apiserver   # the server\n    image: \"k8s.gcr.io/kube-apiserver:v1.20.2\"\n",
        );
        text.push_str(&self.command());
        text.push_str("    livenessProbe:\n      httpGet: {path: /livez, port: 6443}\n");
        if self.sidecars.1 {
            text.push_str(
                "  - name: sidecar\n    args:\n    - --enable-admission-plugins=PodSecurityPolicy\n",
            );
        }
        if self.ends {
            text.push_str("  hostNetwork: true\nstatus: {}\n# the end\n");
        }
        text
    }

    fn command(&self) -> String {
        let flags = self.arguments();
        let block = |indent: &str, dash: &str, items: &[(String, Quotes)]| {
            let lines = items.iter().map(|item| format!("{indent}{dash}{}\n", quoted(item, indent)));
            lines.collect::<String>()
        };
        let with = |programs: &[&str]| {
            let programs = programs.iter().map(|it| ((*it).to_owned(), Quotes::Plain));
            programs.chain(flags.clone()).collect::<Vec<_>>()
        };
        let all = with(&["kube-apiserver"]);
        match self.shape {
            Shape::Block | Shape::Json => format!("    command:\n{}", block("      ", "- ", &all)),
            Shape::Compact => format!("    command:\n{}", block("    ", "-   ", &all)),
            Shape::OneLine => format!("    command: [{}]  # x\n", inline(&all).join(", ")),
            Shape::Brackets => {
                format!("    command: [\n        {}\n      ]\n", inline(&all).join(",\n        "))
            }
            Shape::Args if flags.is_empty() => format!("    command:\n{}", block("    ", "- ", &all)),
            Shape::Args => {
                format!(
                    "    args:\n{}    command: ['/usr/bin/kube-apiserver']\n",
                    block("    ", "- ", &flags)
                )
            }
            Shape::OnlyArgs => {
                let flags =
                    [&[("--bind-address=0.0.0.0".to_owned(), Quotes::Double)], flags.as_slice()].concat();
                format!("    args:\n{}", block("    ", "- ", &flags))
            }
            Shape::Anchors => format!("    command: &command\n{}", block("    ", "- &flag ", &all)),
            Shape::Comments => {
                let lines = all.iter().map(|item| match item.1 {
                    Quotes::Folded | Quotes::Literal => format!("    - {}\n", quoted(item, "    ")),
                    _ => format!("      # above\n\n    - {}   # 'behind'\n", quoted(item, "    ")),
                });
                format!("    command: # and\n{}", lines.collect::<String>())
            }
            Shape::Wrapper => {
                let all = with(&[
                    "/go-runner",
                    "--log-file=/var/log/kube-apiserver.log",
                    "/usr/local/bin/kube-apiserver",
                ]);
                format!("    command:\n{}", block("    ", "- ", &all))
            }
        }
    }
}

fn inline(items: &[(String, Quotes)]) -> Vec<String> {
    let items = items.iter().map(|(text, quotes)| match quotes {
        Quotes::Folded | Quotes::Literal | Quotes::Plain if text.contains(',') => {
            (text.clone(), Quotes::Single)
        }
        Quotes::Folded | Quotes::Literal => (text.clone(), Quotes::Plain),
        _ => (text.clone(), *quotes),
    });
    items.map(|item| quoted(&item, "    ")).collect()
}

fn quoted((text, quotes): &(String, Quotes), indent: &str) -> String {
    match quotes {
        Quotes::Plain if text.contains(" #") => format!("'{text}'"),
        Quotes::Plain => text.clone(),
        Quotes::Single => format!("'{text}'"),
        Quotes::Double => format!("\"{text}\""),
        Quotes::Folded => format!(">-\n{indent}    {text}"),
        Quotes::Literal => format!("|\n{indent}    {text}"),
        Quotes::Continued => {
            let (before, after) = text.split_at(text.rfind(['=', ',']).map_or(0, |at| at + 1));
            format!("\"{before}\\\n{indent}    {after}\"")
        }
    }
}
