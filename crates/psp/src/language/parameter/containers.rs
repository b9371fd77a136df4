//! What containers may do: privileges, capabilities, users and file systems.

use super::{Parameter, Words, parameter, reference};

pub(super) const PARAMETERS: [Parameter; 10] = [
    parameter!("spec.privileged",
        decides: "May containers run privileged, that is, with all rights of root on their node?"
            "容器是否可以以特权模式运行，即拥有节点上 root 的全部权限？",
        absent: "No." "否。",
        values: "true or false." "true 或 false。",
        reference!("privileged")),
    parameter!("spec.allowPrivilegeEscalation",
        decides: "May a process gain more privileges than its parent, by setuid programs or file capabilities?"
            "进程是否可以通过 setuid 程序或文件权能获得比其父进程更多的权限？",
        absent: "Yes." "是。",
        values: "true or false; false is also filled in where a container does not say." "true 或 false；为 false 时，容器未指定的会填入 false。",
        reference!("privilege-escalation")),
    parameter!("spec.defaultAllowPrivilegeEscalation",
        decides: "What do containers get that do not say whether a process may gain more privileges than its parent?"
            "容器未指定进程能否获得比父进程更多的权限时，使用什么值？",
        absent: "Nothing is filled in." "不填入任何值。",
        values: "true or false." "true 或 false。",
        reference!("privilege-escalation")),
    parameter!("spec.allowedCapabilities",
        decides: "Which Linux capabilities may containers add?" "容器可以添加哪些 Linux 权能？",
        absent: "None but those in defaultAddCapabilities." "除 defaultAddCapabilities 中的以外，都不可以。",
        values: "A list of capabilities without CAP_, e.g. NET_ADMIN; * is all of them."
            "不带 CAP_ 前缀的权能列表，例如 NET_ADMIN；* 表示全部。",
        reference!("capabilities")),
    parameter!("spec.defaultAddCapabilities",
        decides: "Which Linux capabilities are added to every container that does not drop them?"
            "哪些 Linux 权能会添加到每个没有移除它们的容器？",
        absent: "None." "无。",
        values: "A list of capabilities without CAP_." "不带 CAP_ 前缀的权能列表。",
        reference!("capabilities")),
    parameter!("spec.requiredDropCapabilities",
        decides: "Which Linux capabilities must every container drop? They are dropped for those that do not say so."
            "每个容器必须移除哪些 Linux 权能？未指定的容器会被自动移除。",
        absent: "None." "无。",
        values: "A list of capabilities without CAP_; ALL is all of them." "不带 CAP_ 前缀的权能列表；ALL 表示全部。",
        reference!("capabilities")),
    parameter!("spec.runAsUser",
        decides: "Which user do containers run as?" "容器以哪个用户运行？",
        absent: "Not allowed: a rule must be given." "不允许：必须给出 rule。",
        values: "rule: RunAsAny (any), MustRunAsNonRoot (not root; checked again when the container starts), MustRunAs (in ranges; the lowest of the first range is filled in)."
            "rule：RunAsAny（任意）、MustRunAsNonRoot（不能是 root；容器启动时会再次检查）、MustRunAs（必须在 ranges 范围内；未指定时填入第一个范围的最小值）。",
        reference!("users-and-groups")),
    parameter!("spec.runAsGroup",
        decides: "Which primary group do containers run as?" "容器以哪个主组运行？",
        absent: "Any." "任意。",
        values: "rule: RunAsAny (any, without ranges), MayRunAs (none, or one in ranges), MustRunAs (one in ranges; the lowest of the first range is filled in)."
            "rule：RunAsAny（任意，不能有 ranges）、MayRunAs（不指定，或在 ranges 范围内）、MustRunAs（必须在 ranges 范围内；未指定时填入第一个范围的最小值）。",
        reference!("users-and-groups")),
    parameter!("spec.readOnlyRootFilesystem",
        decides: "Must the root file systems of containers be read-only? It is filled in where a container does not say."
            "容器的根文件系统是否必须只读？容器未指定时会填入。",
        absent: "No." "否。",
        values: "true or false." "true 或 false。",
        reference!("volumes-and-file-systems")),
    parameter!("spec.allowedProcMountTypes",
        decides: "How may containers have /proc mounted?" "容器可以以哪些方式挂载 /proc？",
        absent: "Only Default, which masks what belongs to the node." "仅 Default，即屏蔽属于节点的部分。",
        values: "A list of Default and Unmasked. Unmasked needs the feature gate ProcMountType."
            "Default 和 Unmasked 的列表。Unmasked 需要启用特性门控 ProcMountType。",
        reference!("allowedprocmounttypes")),
];
