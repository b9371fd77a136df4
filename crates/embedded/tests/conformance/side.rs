//! A cluster that steps are performed on: a real one or an embedded one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use embedded::{EmbeddedCluster, Options, Serving};
use kube::config::{Config, KubeConfigOptions, Kubeconfig};
use kube::{Client, client::Body};
use serde_json::Value;

use crate::script::{Action, Expect, Step};
use crate::{http, shell};

/// What a step came to.
pub(crate) struct Answer {
    /// Normalised.
    pub(crate) text: String,
    pub(crate) ok: bool,
}

pub(crate) struct Side {
    /// It brings no credentials of its own: each step says who asks.
    pub(crate) client: Client,
    pub(crate) token: String,
    pub(crate) kubeconfig: PathBuf,
    /// Where commands run: their files and caches.
    pub(crate) folder: PathBuf,
    pub(crate) variables: BTreeMap<String, String>,
    /// The last answer to a request.
    pub(crate) last: Value,
    /// Of the embedded one: it is served while this is kept.
    serving: Option<Serving>,
}

impl Side {
    /// The cluster that `PSP_TEST_KUBECONFIG` names.
    pub(crate) async fn real(script: &str) -> Self {
        let kubeconfig = real_kubeconfig();
        let config = Kubeconfig::read_from(&kubeconfig).unwrap();
        let mut config = Config::from_custom_kubeconfig(config, &KubeConfigOptions::default()).await.unwrap();
        let auth = std::mem::take(&mut config.auth_info);
        let token = serde_json::to_value(auth).unwrap()["token"].as_str().unwrap().to_owned();
        let side = Self::new("real", script, Client::try_from(config).unwrap(), token, kubeconfig, None);
        // What is not in a namespace of its own would be in another script's way.
        let rbac = "/apis/rbac.authorization.k8s.io/v1";
        let foreign = "labelSelector=!kubernetes.io/bootstrapping";
        side.delete_all("/apis/policy/v1beta1/podsecuritypolicies").await;
        side.delete_all(&format!("{rbac}/clusterroles?{foreign}")).await;
        side.delete_all(&format!("{rbac}/clusterrolebindings?{foreign}")).await;
        side
    }

    /// A new one, over TLS for kubectl and in process for requests.
    pub(crate) async fn embedded(script: &str, nodes: bool) -> Self {
        let options = Options { restart: Duration::ZERO, ..Options::default() };
        let cluster = EmbeddedCluster::new(&options);
        let serving = cluster.serve("127.0.0.1:0".parse().unwrap()).unwrap();
        let client = Client::new(cluster.router(), "default");
        let token = cluster.admin_token().to_owned();
        let mut side = Self::new("embedded", script, client, token, PathBuf::new(), None);
        side.kubeconfig = side.folder.join("kubeconfig");
        std::fs::write(&side.kubeconfig, serving.kubeconfig()).unwrap();
        side.serving = Some(serving);
        if !nodes {
            // The real cluster has neither nodes nor a scheduler; pods stay as they were made.
            side.delete_all("/api/v1/nodes").await;
        }
        side
    }

    fn new(
        name: &str,
        script: &str,
        client: Client,
        token: String,
        kubeconfig: PathBuf,
        serving: Option<Serving>,
    ) -> Self {
        let folder = std::env::temp_dir().join(format!("conformance-{}-{script}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (variables, last) = (BTreeMap::new(), Value::Null);
        Self { client, token, kubeconfig, folder, variables, last, serving }
    }

    /// Deletes a collection.
    async fn delete_all(&self, path: &str) {
        let request = ::http::Request::delete(path)
            .header("Authorization", format!("Bearer {}", self.token))
            .body(Body::empty())
            .unwrap();
        let answer = self.client.send(request).await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    pub(crate) async fn perform(&mut self, step: &Step) -> Answer {
        match &step.action {
            Action::Ask(ask) => {
                let whole = matches!(step.expect, Expect::Differs(_));
                http::ask(self, ask, &step.block, whole).await
            }
            Action::Shell(command) => shell::run(self, command, &step.block).await,
            Action::Let { name, pointer } => {
                let found = self.last.pointer(pointer).cloned().unwrap_or_default();
                let value = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
                self.variables.insert(name.clone(), value);
                Answer { text: String::new(), ok: true }
            }
            Action::File(name) => {
                let text = self.fill(&step.block);
                std::fs::write(self.folder.join(name), text).unwrap();
                Answer { text: String::new(), ok: true }
            }
        }
    }

    /// Performs it until it succeeds (or fails); what it said last, if it never does.
    pub(crate) async fn wait(&mut self, step: &Step, ok: bool) -> Result<(), String> {
        for _ in 0..400 {
            let answer = self.perform(step).await;
            if answer.ok == ok {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(self.perform(step).await.text)
    }

    /// The text with the values of its variables.
    pub(crate) fn fill(&self, text: &str) -> String {
        self.variables
            .iter()
            .rev()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("${name}"), value))
    }

    /// The other way round: values of variables differ from side to side, their names do not. Short values may stand
    /// there by chance.
    pub(crate) fn name_values(&self, text: &str) -> String {
        let long = self.variables.iter().filter(|(_, value)| value.len() >= 8);
        long.fold(text.to_owned(), |text, (name, value)| text.replace(value.as_str(), &format!("${name}")))
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn real_kubeconfig() -> PathBuf {
    PathBuf::from(std::env::var_os("PSP_TEST_KUBECONFIG").expect("PSP_TEST_KUBECONFIG names a cluster"))
}

/// Removes the namespaces that the real cluster did not have at first, and waits until they are gone.
pub(crate) async fn clear_real() {
    let mut side = Side::real("clear").await;
    let command = "others=$(kubectl get namespaces -o name | grep -v -e /default -e /kube-)
        test -z \"$others\" || kubectl delete --wait $others";
    let answer = shell::run(&mut side, command, "").await;
    assert!(answer.ok, "{}", answer.text);
}
