//! The messages: their fields by number. Fields that no request needs are left out, and skipped when they come.

/// A message's fields.
pub(super) type Message = [Field];

/// One field.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) number: u8,
    pub(super) kind: Kind,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Texts,
    Bytes,
    Bool,
    Number,
    /// From text to text.
    Map,
    /// From text to bytes.
    BytesMap,
    Message(&'static Message),
    /// A message that must not say more than what it lists.
    Whole(&'static Message),
    Messages(&'static Message),
}

const fn field(name: &'static str, number: u8, kind: Kind) -> Field {
    Field { name, number, kind }
}

/// The message of a kind.
pub(super) fn of(kind: &str) -> Option<&'static Message> {
    Some(match kind {
        "Namespace" => &NAMESPACE,
        "ServiceAccount" => &ACCOUNT,
        "Secret" => &SECRET,
        "ConfigMap" => &CONFIG,
        "Role" | "ClusterRole" => &ROLE,
        "RoleBinding" | "ClusterRoleBinding" => &BINDING,
        "SelfSubjectAccessReview" | "SubjectAccessReview" | "LocalSubjectAccessReview" => &REVIEW,
        "SelfSubjectRulesReview" => &RULES_REVIEW,
        "TokenRequest" => &TOKEN_REQUEST,
        "TokenReview" => &TOKEN_REVIEW,
        "Deployment" => &DEPLOYMENT,
        "Job" => &JOB,
        "DeleteOptions" => &DELETE,
        _ => return None,
    })
}

/// What is around an object.
pub(super) static UNKNOWN: [Field; 2] =
    [field("typeMeta", 1, Kind::Message(&TYPE)), field("raw", 2, Kind::Bytes)];
pub(super) static ENTRY: [Field; 2] = [field("key", 1, Kind::Text), field("value", 2, Kind::Text)];
pub(super) static BYTES_ENTRY: [Field; 2] = [field("key", 1, Kind::Text), field("value", 2, Kind::Bytes)];

static META: [Field; 9] = [
    field("name", 1, Kind::Text),
    field("generateName", 2, Kind::Text),
    field("namespace", 3, Kind::Text),
    field("uid", 5, Kind::Text),
    field("resourceVersion", 6, Kind::Text),
    field("labels", 11, Kind::Map),
    field("annotations", 12, Kind::Map),
    field("ownerReferences", 13, Kind::Messages(&OWNER)),
    field("finalizers", 14, Kind::Texts),
];
static OWNER: [Field; 6] = [
    field("kind", 1, Kind::Text),
    field("name", 3, Kind::Text),
    field("uid", 4, Kind::Text),
    field("apiVersion", 5, Kind::Text),
    field("controller", 6, Kind::Bool),
    field("blockOwnerDeletion", 7, Kind::Bool),
];
static NAMESPACE: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Message(&NAMESPACE_SPEC))];
static NAMESPACE_SPEC: [Field; 1] = [field("finalizers", 1, Kind::Texts)];
static NAMED: [Field; 1] = [field("name", 1, Kind::Text)];
static REFERENCE: [Field; 3] =
    [field("kind", 1, Kind::Text), field("namespace", 2, Kind::Text), field("name", 3, Kind::Text)];
static ACCOUNT: [Field; 4] = [
    field("metadata", 1, Kind::Message(&META)),
    field("secrets", 2, Kind::Messages(&REFERENCE)),
    field("imagePullSecrets", 3, Kind::Messages(&NAMED)),
    field("automountServiceAccountToken", 4, Kind::Bool),
];
static SECRET: [Field; 5] = [
    field("metadata", 1, Kind::Message(&META)),
    field("data", 2, Kind::BytesMap),
    field("type", 3, Kind::Text),
    field("stringData", 4, Kind::Map),
    field("immutable", 5, Kind::Bool),
];
static CONFIG: [Field; 4] = [
    field("metadata", 1, Kind::Message(&META)),
    field("data", 2, Kind::Map),
    field("binaryData", 3, Kind::BytesMap),
    field("immutable", 4, Kind::Bool),
];
static RULE: [Field; 5] = [
    field("verbs", 1, Kind::Texts),
    field("apiGroups", 2, Kind::Texts),
    field("resources", 3, Kind::Texts),
    field("resourceNames", 4, Kind::Texts),
    field("nonResourceURLs", 5, Kind::Texts),
];
static ROLE: [Field; 3] = [
    field("metadata", 1, Kind::Message(&META)),
    field("rules", 2, Kind::Messages(&RULE)),
    field("aggregationRule", 3, Kind::Message(&AGGREGATION)),
];
static AGGREGATION: [Field; 1] = [field("clusterRoleSelectors", 1, Kind::Messages(&SELECTOR))];
static SELECTOR: [Field; 2] =
    [field("matchLabels", 1, Kind::Map), field("matchExpressions", 2, Kind::Messages(&REQUIREMENT))];
static REQUIREMENT: [Field; 3] =
    [field("key", 1, Kind::Text), field("operator", 2, Kind::Text), field("values", 3, Kind::Texts)];
static SUBJECT: [Field; 4] = [
    field("kind", 1, Kind::Text),
    field("apiGroup", 2, Kind::Text),
    field("name", 3, Kind::Text),
    field("namespace", 4, Kind::Text),
];
static ROLE_REF: [Field; 3] =
    [field("apiGroup", 1, Kind::Text), field("kind", 2, Kind::Text), field("name", 3, Kind::Text)];
static BINDING: [Field; 3] = [
    field("metadata", 1, Kind::Message(&META)),
    field("subjects", 2, Kind::Messages(&SUBJECT)),
    field("roleRef", 3, Kind::Message(&ROLE_REF)),
];
static ATTRIBUTES: [Field; 7] = [
    field("namespace", 1, Kind::Text),
    field("verb", 2, Kind::Text),
    field("group", 3, Kind::Text),
    field("version", 4, Kind::Text),
    field("resource", 5, Kind::Text),
    field("subresource", 6, Kind::Text),
    field("name", 7, Kind::Text),
];
static PATH: [Field; 2] = [field("path", 1, Kind::Text), field("verb", 2, Kind::Text)];
static REVIEW: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Message(&REVIEW_SPEC))];
static REVIEW_SPEC: [Field; 4] = [
    field("resourceAttributes", 1, Kind::Message(&ATTRIBUTES)),
    field("nonResourceAttributes", 2, Kind::Message(&PATH)),
    field("user", 3, Kind::Text),
    field("groups", 4, Kind::Texts),
];
static RULES_REVIEW: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Message(&PLACE))];
static PLACE: [Field; 1] = [field("namespace", 1, Kind::Text)];
static TOKEN_REQUEST: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Message(&TOKEN_REQUEST_SPEC))];
static TOKEN_REQUEST_SPEC: [Field; 3] = [
    field("audiences", 1, Kind::Texts),
    field("boundObjectRef", 3, Kind::Message(&BOUND)),
    field("expirationSeconds", 4, Kind::Number),
];
static BOUND: [Field; 4] = [
    field("kind", 1, Kind::Text),
    field("apiVersion", 2, Kind::Text),
    field("name", 3, Kind::Text),
    field("uid", 4, Kind::Text),
];
static TOKEN_REVIEW: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Message(&TOKEN_REVIEW_SPEC))];
static TOKEN_REVIEW_SPEC: [Field; 2] = [field("token", 1, Kind::Text), field("audiences", 2, Kind::Texts)];
static DEPLOYMENT: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Whole(&DEPLOYMENT_SPEC))];
static DEPLOYMENT_SPEC: [Field; 3] = [
    field("replicas", 1, Kind::Number),
    field("selector", 2, Kind::Message(&SELECTOR)),
    field("template", 3, Kind::Message(&TEMPLATE)),
];
static JOB: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Whole(&JOB_SPEC))];
static JOB_SPEC: [Field; 1] = [field("template", 6, Kind::Message(&TEMPLATE))];
static TEMPLATE: [Field; 2] =
    [field("metadata", 1, Kind::Message(&META)), field("spec", 2, Kind::Message(&POD_SPEC))];
static POD_SPEC: [Field; 2] =
    [field("containers", 2, Kind::Messages(&CONTAINER)), field("restartPolicy", 3, Kind::Text)];
static CONTAINER: [Field; 5] = [
    field("name", 1, Kind::Text),
    field("image", 2, Kind::Text),
    field("command", 3, Kind::Texts),
    field("args", 4, Kind::Texts),
    field("ports", 6, Kind::Messages(&PORT)),
];
static PORT: [Field; 2] = [field("containerPort", 3, Kind::Number), field("protocol", 4, Kind::Text)];
static DELETE: [Field; 4] = [
    field("gracePeriodSeconds", 1, Kind::Number),
    field("preconditions", 2, Kind::Message(&PRECONDITIONS)),
    field("propagationPolicy", 4, Kind::Text),
    field("dryRun", 5, Kind::Texts),
];
static PRECONDITIONS: [Field; 2] = [field("uid", 1, Kind::Text), field("resourceVersion", 2, Kind::Text)];
static TYPE: [Field; 2] = [field("apiVersion", 1, Kind::Text), field("kind", 2, Kind::Text)];

/// An `OpenAPI` document, as far as a test reads it.
#[cfg(test)]
pub(super) static OPENAPI: [Field; 1] = [field("definitions", 9, Kind::Message(&DEFINITIONS))];
#[cfg(test)]
static DEFINITIONS: [Field; 1] = [field("all", 1, Kind::Messages(&DEFINITION))];
#[cfg(test)]
static DEFINITION: [Field; 2] = [field("name", 1, Kind::Text), field("value", 2, Kind::Message(&DEFINED))];
#[cfg(test)]
static DEFINED: [Field; 1] = [field("properties", 25, Kind::Message(&PROPERTIES))];
#[cfg(test)]
static PROPERTIES: [Field; 1] = [field("all", 1, Kind::Messages(&PROPERTY))];
#[cfg(test)]
static PROPERTY: [Field; 1] = [field("name", 1, Kind::Text)];
