//! The agent's pod: what it asks for, and what its end tells.
//!
//! It has what it needs and no more: the node's network (the API server's own address), the folders of the manifest and
//! of the backup, and root's user, whose files they are; no capability, no privilege, no token. Its account may use the
//! default policy, so that the admission controller admits it whoever creates it.

use access::switch::Turn;
use k8s_openapi::api::core::v1::{
    Capabilities, Container, HostPathVolumeSource, Pod, PodSpec, SELinuxOptions, SecurityContext, Toleration,
    Volume, VolumeMount,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::{ApiServer, NAMESPACE, Switching, Work};

/// Its service account.
pub(super) const ACCOUNT: &str = "psp-console-agent";
/// The label that says which change it belongs to.
pub(super) const CHANGE: &str = "psp-console/change";
const NAME: &str = "psp-console-set-psp";
/// What Kubernetes allows a name of a pod that becomes a host's name.
const LONGEST: usize = 253;

/// The pod's name on this node.
pub(super) fn name(node: &str) -> String {
    format!("{NAME}-{node}").chars().take(LONGEST).collect::<String>().trim_end_matches(['.', '-']).to_owned()
}

/// The pod that changes the manifest on the server's node. `readyz` is the path at which it says that it is ready.
pub(super) fn pod(work: &Work, server: &ApiServer, image: &str, readyz: &str, switching: &Switching) -> Pod {
    let folder = parent(&switching.manifest);
    let port = server.address.rsplit_once(':').map_or("6443", |(_, port)| port);
    let mut command: Vec<String> = ["psp-console", "agent", "set-psp"].map(str::to_owned).to_vec();
    let timeout = switching.timeout.as_secs().to_string();
    // Over loopback: whoever could answer there is root on this node already.
    let url = format!("https://127.0.0.1:{port}{readyz}");
    for (flag, value) in [
        ("--state", if work.turn == Turn::On { "on" } else { "off" }),
        ("--manifest", &switching.manifest),
        ("--backup-dir", &switching.backups),
        ("--readyz", &url),
        ("--timeout", &timeout),
    ] {
        command.extend([flag.to_owned(), value.to_owned()]);
    }
    command.push("--insecure-skip-tls-verify".to_owned());
    let container = Container {
        name: "agent".to_owned(),
        image: Some(image.to_owned()),
        command: Some(command),
        security_context: Some(SecurityContext {
            run_as_user: Some(0),
            privileged: Some(false),
            allow_privilege_escalation: Some(false),
            read_only_root_filesystem: Some(true),
            capabilities: Some(Capabilities { drop: Some(vec!["ALL".to_owned()]), add: None }),
            // Where SELinux enforces, a container may not write to the host's folders under any other type.
            se_linux_options: Some(SELinuxOptions {
                type_: Some("spc_t".to_owned()),
                ..SELinuxOptions::default()
            }),
            ..SecurityContext::default()
        }),
        // The last line says how it ended.
        termination_message_policy: Some("FallbackToLogsOnError".to_owned()),
        volume_mounts: Some(vec![mount("manifests", folder), mount("backups", &switching.backups)]),
        ..Container::default()
    };
    let spec = PodSpec {
        node_name: Some(server.node.clone()),
        host_network: Some(true),
        restart_policy: Some("Never".to_owned()),
        service_account_name: Some(ACCOUNT.to_owned()),
        automount_service_account_token: Some(false),
        enable_service_links: Some(false),
        priority_class_name: Some("system-node-critical".to_owned()),
        // Time to put the old manifest back, when it is asked to stop.
        termination_grace_period_seconds: Some(30),
        tolerations: Some(vec![Toleration { operator: Some("Exists".to_owned()), ..Toleration::default() }]),
        containers: vec![container],
        volumes: Some(vec![
            host_path("manifests", folder, "Directory"),
            host_path("backups", &switching.backups, "DirectoryOrCreate"),
        ]),
        ..PodSpec::default()
    };
    let labels = [("app.kubernetes.io/managed-by", "psp-console"), (CHANGE, &work.id)];
    let metadata = ObjectMeta {
        name: Some(name(&server.node)),
        namespace: Some(NAMESPACE.to_owned()),
        labels: Some(labels.map(|(key, value)| (key.to_owned(), value.to_owned())).into()),
        ..ObjectMeta::default()
    };
    Pod { metadata, spec: Some(spec), status: None }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// At the same path as on the host, so that what the agent says is true there too.
fn mount(name: &str, path: &str) -> VolumeMount {
    VolumeMount { name: name.to_owned(), mount_path: path.to_owned(), ..VolumeMount::default() }
}

fn host_path(name: &str, path: &str, kind: &str) -> Volume {
    let source = HostPathVolumeSource { path: path.to_owned(), type_: Some(kind.to_owned()) };
    Volume { name: name.to_owned(), host_path: Some(source), ..Volume::default() }
}
