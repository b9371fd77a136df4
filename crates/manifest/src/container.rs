//! The container of a manifest that runs kube-apiserver, and its arguments.

use crate::args;
use crate::error::{Error, Problem};
use crate::tree::{Data, Layout, Node, Scalar};

/// The server's container.
pub(crate) struct Server<'a> {
    /// Its number in `spec.containers`.
    pub(crate) number: usize,
    /// `command` and `args`, those that are there.
    pub(crate) lists: Vec<List<'a>>,
    /// What is in them, as kubelet joins them.
    pub(crate) arguments: Vec<Argument<'a>>,
}

/// `command` or `args`.
#[derive(Clone, Copy)]
pub(crate) struct List<'a> {
    pub(crate) field: &'static str,
    pub(crate) node: &'a Node,
    pub(crate) layout: Layout,
}

/// One text of them.
#[derive(Clone, Copy)]
pub(crate) struct Argument<'a> {
    /// Which of the server's lists it is in, and its number there.
    pub(crate) list: usize,
    pub(crate) index: usize,
    pub(crate) node: &'a Node,
    pub(crate) scalar: &'a Scalar,
}

impl AsRef<str> for Argument<'_> {
    fn as_ref(&self) -> &str {
        &self.scalar.text
    }
}

/// Finds the server's container.
pub(crate) fn server(document: &Node) -> Result<Server<'_>, Error> {
    let list = document.get("spec").and_then(|spec| spec.get("containers"));
    let Some((list, containers)) = list.and_then(|list| Some((list, list.items()?))) else {
        return Err(Error::NoContainers { at: document.at });
    };
    let mut found: Option<(&Node, Server<'_>)> = None;
    for (number, container) in containers.iter().enumerate() {
        if !runs_server(container) {
            continue;
        }
        if let Some((first, _)) = &found {
            return Err(Error::TwoServers { first: first.at, at: container.at });
        }
        found = Some((container, Server::new(number, container)?));
    }
    match found {
        Some((_, server)) => Ok(server),
        None => Err(why_none(containers).unwrap_or(Error::NoServer { at: list.at })),
    }
}

/// Does a container run the server itself? One that only begins with flags says so by its name.
fn runs_server(container: &Node) -> bool {
    match args::after_program(&texts(container)) {
        Ok(0) => is_named_so(container),
        Ok(_) => true,
        Err(_) => false,
    }
}

fn is_named_so(container: &Node) -> bool {
    container.get("name").and_then(Node::text) == Some("kube-apiserver")
}

fn texts(container: &Node) -> Vec<&str> {
    let lists = FIELDS.iter().filter_map(|field| container.get(field)?.items());
    lists.flatten().filter_map(Node::text).collect()
}

/// What is wrong with the container that should be it.
fn why_none(containers: &[Node]) -> Option<Error> {
    let container = containers.iter().find(|container| is_named_so(container)).or_else(|| {
        let is_shell = |it: &&Node| {
            texts(it).iter().any(|text| text.contains("kube-apiserver"))
                && matches!(args::after_program(&texts(it)), Err((_, Problem::Shell)))
        };
        containers.iter().find(is_shell)
    })?;
    let server = match Server::new(0, container) {
        Ok(server) => server,
        Err(error) => return Some(error),
    };
    let (number, problem) = args::after_program(&server.arguments).err()?;
    Some(match server.arguments.get(number) {
        Some(argument) => Error::Arguments { at: argument.node.at, problem },
        None => Error::NoCommand { at: container.at },
    })
}

const FIELDS: [&str; 2] = ["command", "args"];

impl<'a> Server<'a> {
    fn new(number: usize, container: &'a Node) -> Result<Self, Error> {
        let mut server = Self { number, lists: Vec::new(), arguments: Vec::new() };
        for field in FIELDS {
            let Some(node) = container.get(field) else { continue };
            let Data::List { items, layout } = &node.data else {
                return Err(Error::NotTexts { at: node.at });
            };
            for (index, node) in items.iter().enumerate() {
                let Data::Scalar(scalar) = &node.data else { return Err(Error::NotTexts { at: node.at }) };
                server.arguments.push(Argument { list: server.lists.len(), index, node, scalar });
            }
            server.lists.push(List { field, node, layout: *layout });
        }
        Ok(server)
    }

    /// The flags about admission plugins.
    pub(crate) fn flags(&self) -> Result<args::Flags, Error> {
        args::flags(&self.arguments).map_err(|(number, problem)| {
            let at = self.arguments.get(number).or(self.arguments.last()).map(|argument| argument.node.at);
            Error::Arguments { at: at.unwrap_or(crate::Place::START), problem }
        })
    }
}
