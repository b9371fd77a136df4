//! The fields of a policy and their types, as data: for checks that must know the place of what is wrong.
//!
//! The Go names stand beside the JSON names because kube-apiserver prints them when it cannot decode an object.

/// An object of the API.
#[derive(Debug)]
pub(crate) struct Object {
    /// The Go type, e.g. `v1beta1.PodSecurityPolicySpec`.
    pub(crate) go: &'static str,
    fields: &'static [Field],
    /// Objects whose fields stand in this one (Go's embedding).
    embedded: &'static [&'static [Field]],
}

/// A field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name in JSON.
    pub(crate) name: &'static str,
    /// The name in Go.
    pub(crate) go: &'static str,
    /// Its type.
    pub(crate) shape: Shape,
}

/// The type of a field.
#[derive(Debug)]
pub(crate) enum Shape {
    Bool,
    Int32,
    Int64,
    Text,
    /// A text that holds an instant.
    Time,
    /// Texts by key.
    TextMap,
    /// Whatever it is.
    Any,
    List {
        /// The Go type of the list, e.g. `[]v1beta1.IDRange`.
        go: &'static str,
        item: &'static Shape,
    },
    Object(&'static Object),
}

impl Object {
    /// All of them.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().chain(self.embedded.iter().copied().flatten())
    }

    /// The field of this JSON name.
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }

    /// The JSON names of all fields.
    pub(crate) fn field_names(&self) -> impl Iterator<Item = &'static str> {
        self.fields().map(|field| field.name)
    }
}

macro_rules! object {
    ($ident:ident, $go:literal, [$($name:literal $go_name:literal $shape:expr),* $(,)?]) => {
        pub(crate) static $ident: Object = Object {
            go: $go,
            fields: &[$(Field { name: $name, go: $go_name, shape: $shape }),*],
            embedded: &[],
        };
    };
}

macro_rules! list {
    ($go:literal, $item:expr) => {
        Shape::List { go: $go, item: &$item }
    };
}

const TEXTS: Shape = list!("[]string", Shape::Text);
const CAPABILITIES: Shape = list!("[]v1.Capability", Shape::Text);
const RANGES: Shape = list!("[]v1beta1.IDRange", Shape::Object(&ID_RANGE));

/// The policy itself.
pub(crate) static POLICY: Object = Object {
    go: "v1beta1.PodSecurityPolicy",
    fields: &[
        Field { name: "metadata", go: "ObjectMeta", shape: Shape::Object(&METADATA) },
        Field { name: "spec", go: "Spec", shape: Shape::Object(&SPEC) },
    ],
    embedded: &[TYPE_META],
};

const TYPE_META: &[Field] = &[
    Field { name: "kind", go: "Kind", shape: Shape::Text },
    Field { name: "apiVersion", go: "APIVersion", shape: Shape::Text },
];

object!(METADATA, "v1.ObjectMeta", [
    "name" "Name" Shape::Text,
    "generateName" "GenerateName" Shape::Text,
    "namespace" "Namespace" Shape::Text,
    "selfLink" "SelfLink" Shape::Text,
    "uid" "UID" Shape::Text,
    "resourceVersion" "ResourceVersion" Shape::Text,
    "generation" "Generation" Shape::Int64,
    "creationTimestamp" "CreationTimestamp" Shape::Time,
    "deletionTimestamp" "DeletionTimestamp" Shape::Time,
    "deletionGracePeriodSeconds" "DeletionGracePeriodSeconds" Shape::Int64,
    "labels" "Labels" Shape::TextMap,
    "annotations" "Annotations" Shape::TextMap,
    "ownerReferences" "OwnerReferences" list!("[]v1.OwnerReference", Shape::Object(&OWNER)),
    "finalizers" "Finalizers" TEXTS,
    "clusterName" "ClusterName" Shape::Text,
    "managedFields" "ManagedFields" list!("[]v1.ManagedFieldsEntry", Shape::Any),
]);

object!(OWNER, "v1.OwnerReference", [
    "apiVersion" "APIVersion" Shape::Text,
    "kind" "Kind" Shape::Text,
    "name" "Name" Shape::Text,
    "uid" "UID" Shape::Text,
    "controller" "Controller" Shape::Bool,
    "blockOwnerDeletion" "BlockOwnerDeletion" Shape::Bool,
]);

object!(SPEC, "v1beta1.PodSecurityPolicySpec", [
    "privileged" "Privileged" Shape::Bool,
    "defaultAddCapabilities" "DefaultAddCapabilities" CAPABILITIES,
    "requiredDropCapabilities" "RequiredDropCapabilities" CAPABILITIES,
    "allowedCapabilities" "AllowedCapabilities" CAPABILITIES,
    "volumes" "Volumes" list!("[]v1beta1.FSType", Shape::Text),
    "hostNetwork" "HostNetwork" Shape::Bool,
    "hostPorts" "HostPorts" list!("[]v1beta1.HostPortRange", Shape::Object(&HOST_PORT_RANGE)),
    "hostPID" "HostPID" Shape::Bool,
    "hostIPC" "HostIPC" Shape::Bool,
    "seLinux" "SELinux" Shape::Object(&SE_LINUX),
    "runAsUser" "RunAsUser" Shape::Object(&RUN_AS_USER),
    "runAsGroup" "RunAsGroup" Shape::Object(&RUN_AS_GROUP),
    "supplementalGroups" "SupplementalGroups" Shape::Object(&SUPPLEMENTAL_GROUPS),
    "fsGroup" "FSGroup" Shape::Object(&FS_GROUP),
    "readOnlyRootFilesystem" "ReadOnlyRootFilesystem" Shape::Bool,
    "defaultAllowPrivilegeEscalation" "DefaultAllowPrivilegeEscalation" Shape::Bool,
    "allowPrivilegeEscalation" "AllowPrivilegeEscalation" Shape::Bool,
    "allowedHostPaths" "AllowedHostPaths" list!("[]v1beta1.AllowedHostPath", Shape::Object(&HOST_PATH)),
    "allowedFlexVolumes" "AllowedFlexVolumes" list!("[]v1beta1.AllowedFlexVolume", Shape::Object(&FLEX_VOLUME)),
    "allowedCSIDrivers" "AllowedCSIDrivers" list!("[]v1beta1.AllowedCSIDriver", Shape::Object(&CSI_DRIVER)),
    "allowedUnsafeSysctls" "AllowedUnsafeSysctls" TEXTS,
    "forbiddenSysctls" "ForbiddenSysctls" TEXTS,
    "allowedProcMountTypes" "AllowedProcMountTypes" list!("[]v1.ProcMountType", Shape::Text),
    "runtimeClass" "RuntimeClass" Shape::Object(&RUNTIME_CLASS),
]);

object!(HOST_PORT_RANGE, "v1beta1.HostPortRange", ["min" "Min" Shape::Int32, "max" "Max" Shape::Int32]);
object!(ID_RANGE, "v1beta1.IDRange", ["min" "Min" Shape::Int64, "max" "Max" Shape::Int64]);
object!(SE_LINUX, "v1beta1.SELinuxStrategyOptions", [
    "rule" "Rule" Shape::Text,
    "seLinuxOptions" "SELinuxOptions" Shape::Object(&SE_LINUX_OPTIONS),
]);
object!(SE_LINUX_OPTIONS, "v1.SELinuxOptions", [
    "user" "User" Shape::Text,
    "role" "Role" Shape::Text,
    "type" "Type" Shape::Text,
    "level" "Level" Shape::Text,
]);
object!(RUN_AS_USER, "v1beta1.RunAsUserStrategyOptions", [
    "rule" "Rule" Shape::Text,
    "ranges" "Ranges" RANGES,
]);
object!(RUN_AS_GROUP, "v1beta1.RunAsGroupStrategyOptions", [
    "rule" "Rule" Shape::Text,
    "ranges" "Ranges" RANGES,
]);
object!(SUPPLEMENTAL_GROUPS, "v1beta1.SupplementalGroupsStrategyOptions", [
    "rule" "Rule" Shape::Text,
    "ranges" "Ranges" RANGES,
]);
object!(FS_GROUP, "v1beta1.FSGroupStrategyOptions", [
    "rule" "Rule" Shape::Text,
    "ranges" "Ranges" RANGES,
]);
object!(HOST_PATH, "v1beta1.AllowedHostPath", [
    "pathPrefix" "PathPrefix" Shape::Text,
    "readOnly" "ReadOnly" Shape::Bool,
]);
object!(FLEX_VOLUME, "v1beta1.AllowedFlexVolume", ["driver" "Driver" Shape::Text]);
object!(CSI_DRIVER, "v1beta1.AllowedCSIDriver", ["name" "Name" Shape::Text]);
object!(RUNTIME_CLASS, "v1beta1.RuntimeClassStrategyOptions", [
    "allowedRuntimeClassNames" "AllowedRuntimeClassNames" TEXTS,
    "defaultRuntimeClassName" "DefaultRuntimeClassName" Shape::Text,
]);
