//! The policy's name, and the annotations that decide: AppArmor and seccomp.

use super::{Parameter, Words, parameter, reference};

pub(super) const PARAMETERS: [Parameter; 5] = [
    parameter!("metadata.annotations.seccomp.security.alpha.kubernetes.io/allowedProfileNames",
        decides: "Which seccomp profiles may pods name?" "Pod 可以指定哪些 seccomp 配置？",
        absent: "None: no pod may name a profile." "都不可以：任何 Pod 都不能指定配置。",
        values: "Profiles separated by commas, without spaces: runtime/default, docker/default, unconfined, localhost/…; * is any."
            "以逗号分隔（不含空格）的配置：runtime/default、docker/default、unconfined、localhost/…；* 表示任意。",
        reference!("seccomp")),
    parameter!("metadata.annotations.seccomp.security.alpha.kubernetes.io/defaultProfileName",
        decides: "Which seccomp profile do pods get that name none?" "未指定的 Pod 使用哪个 seccomp 配置？",
        absent: "Nothing is filled in." "不填入任何配置。",
        values: "One of the allowed profiles." "允许的配置之一。",
        reference!("seccomp")),
    parameter!("metadata.annotations.apparmor.security.beta.kubernetes.io/allowedProfileNames",
        decides: "Which AppArmor profiles may containers name? With this annotation every container must name one of them."
            "容器可以指定哪些 AppArmor 配置？设置此注解后，每个容器都必须指定其中之一。",
        absent: "Any, and none." "任意，也可以不指定。",
        values: "Profiles separated by commas: runtime/default, unconfined, localhost/…."
            "以逗号分隔的配置：runtime/default、unconfined、localhost/…。",
        reference!("apparmor")),
    parameter!("metadata.annotations.apparmor.security.beta.kubernetes.io/defaultProfileName",
        decides: "Which AppArmor profile do containers get that name none?" "未指定的容器使用哪个 AppArmor 配置？",
        absent: "Nothing is filled in." "不填入任何配置。",
        values: "One of the allowed profiles." "允许的配置之一。",
        reference!("apparmor")),
    parameter!("metadata.name",
        decides: "What is the policy called? The name cannot be changed later; policies are tried in the order of their names."
            "策略叫什么名称？之后不能更改；策略按名称的顺序依次尝试。",
        absent: "Not allowed: a policy needs a name." "不允许：策略必须有名称。",
        values: "At most 253 lower case letters, digits, - and .; letters or digits at both ends."
            "最多 253 个小写字母、数字、- 和 .；首尾必须是字母或数字。",
        "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"),
];
