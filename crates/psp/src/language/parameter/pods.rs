//! What pods as a whole may do: the host, volumes, groups and sysctls.

use super::{Parameter, Words, parameter, reference};

pub(super) const PARAMETERS: [Parameter; 14] = [
    parameter!("spec.hostNetwork",
        decides: "May pods use the network of their node? They then see its traffic and reach what listens on localhost."
            "Pod 是否可以使用所在节点的网络？若可以，Pod 能看到节点的流量，并能访问监听在 localhost 上的服务。",
        absent: "No." "否。",
        values: "true or false." "true 或 false。",
        reference!("host-namespaces")),
    parameter!("spec.hostPorts",
        decides: "Which ports of the node may containers use?" "容器可以使用节点的哪些端口？",
        absent: "None." "都不可以。",
        values: "A list of ranges with min and max, from 0 to 65535, both ends included."
            "端口范围（min、max）的列表，取值 0 到 65535，包含两端。",
        reference!("host-namespaces")),
    parameter!("spec.hostPID",
        decides: "May pods use the process namespace of their node? Its processes can then be seen, and signalled."
            "Pod 是否可以使用节点的进程命名空间？若可以，能看到节点上的进程并向其发送信号。",
        absent: "No." "否。",
        values: "true or false." "true 或 false。",
        reference!("host-namespaces")),
    parameter!("spec.hostIPC",
        decides: "May pods use the IPC namespace of their node, its shared memory with it?"
            "Pod 是否可以使用节点的 IPC 命名空间，包括其共享内存？",
        absent: "No." "否。",
        values: "true or false." "true 或 false。",
        reference!("host-namespaces")),
    parameter!("spec.volumes",
        decides: "Which types of volumes may pods use?" "Pod 可以使用哪些类型的卷？",
        absent: "None at all, not even the secret with the service account's token."
            "都不可以，连存放服务账号令牌的 secret 也不可以。",
        values: "A list of volume types, e.g. configMap, secret, projected; * is all of them."
            "卷类型的列表，例如 configMap、secret、projected；* 表示全部类型。",
        reference!("volumes-and-file-systems")),
    parameter!("spec.allowedHostPaths",
        decides: "Which paths of the node may hostPath volumes use? Counts only where volumes allows hostPath."
            "hostPath 卷可以使用节点上的哪些路径？仅当 volumes 允许 hostPath 时有效。",
        absent: "All paths, writable." "所有路径，且可写。",
        values: "A list of pathPrefix, each with everything below it; readOnly: true demands that it be mounted read-only."
            "pathPrefix 的列表，每一项包含其下的所有内容；readOnly: true 要求以只读方式挂载。",
        reference!("volumes-and-file-systems")),
    parameter!("spec.allowedFlexVolumes",
        decides: "Which drivers may flexVolume volumes use? Counts only where volumes allows flexVolume."
            "flexVolume 卷可以使用哪些驱动？仅当 volumes 允许 flexVolume 时有效。",
        absent: "All drivers." "所有驱动。",
        values: "A list of driver names." "驱动名称（driver）的列表。",
        reference!("flexvolume-drivers")),
    parameter!("spec.allowedCSIDrivers",
        decides: "Which drivers may inline csi volumes use? Counts only where volumes allows csi."
            "内联 csi 卷可以使用哪些驱动？仅当 volumes 允许 csi 时有效。",
        absent: "All drivers." "所有驱动。",
        values: "A list of driver names." "驱动名称（name）的列表。",
        reference!("volumes-and-file-systems")),
    parameter!("spec.fsGroup",
        decides: "Which group owns the pod's volumes?" "哪个用户组拥有 Pod 的卷？",
        absent: "Not allowed: a rule must be given." "不允许：必须给出 rule。",
        values: "rule: RunAsAny (any), MayRunAs (none, or one in ranges), MustRunAs (one in ranges; the lowest of the first range is filled in)."
            "rule：RunAsAny（任意）、MayRunAs（不指定，或在 ranges 范围内）、MustRunAs（必须在 ranges 范围内；未指定时填入第一个范围的最小值）。",
        reference!("volumes-and-file-systems")),
    parameter!("spec.supplementalGroups",
        decides: "Which further groups may the processes of a pod have?" "Pod 中的进程可以有哪些附加组？",
        absent: "Not allowed: a rule must be given." "不允许：必须给出 rule。",
        values: "rule: RunAsAny (any), MayRunAs (none, or in ranges), MustRunAs (in ranges; the lowest of the first range is filled in)."
            "rule：RunAsAny（任意）、MayRunAs（不指定，或在 ranges 范围内）、MustRunAs（必须在 ranges 范围内；未指定时填入第一个范围的最小值）。",
        reference!("users-and-groups")),
    parameter!("spec.seLinux",
        decides: "Which SELinux context must pods and containers have?" "Pod 和容器必须具有哪种 SELinux 上下文？",
        absent: "Not allowed: a rule must be given." "不允许：必须给出 rule。",
        values: "rule: RunAsAny (any), MustRunAs (that of seLinuxOptions: user, role, type, level; it is filled in)."
            "rule：RunAsAny（任意）、MustRunAs（必须符合 seLinuxOptions 的 user、role、type、level，未指定时填入）。",
        reference!("selinux")),
    parameter!("spec.allowedUnsafeSysctls",
        decides: "Which unsafe kernel parameters may pods set? The node's kubelet must allow them too."
            "Pod 可以设置哪些不安全的内核参数？节点的 kubelet 也必须允许。",
        absent: "Only the safe ones." "仅可设置安全的内核参数。",
        values: "A list of sysctls; a * at the end stands for any text, and * alone for all."
            "sysctl 的列表；末尾的 * 表示任意文本，单独的 * 表示全部。",
        reference!("sysctl")),
    parameter!("spec.forbiddenSysctls",
        decides: "Which kernel parameters may pods not set, safe ones too?" "Pod 不可以设置哪些内核参数（包括安全的）？",
        absent: "None is forbidden." "没有禁止的内核参数。",
        values: "A list of sysctls; a * at the end stands for any text, and * alone for all."
            "sysctl 的列表；末尾的 * 表示任意文本，单独的 * 表示全部。",
        reference!("sysctl")),
    parameter!("spec.runtimeClass",
        decides: "Which runtime classes may pods name, and which do those get that name none?"
            "Pod 可以指定哪些运行时类？未指定的 Pod 使用哪一个？",
        absent: "Any, and none is filled in." "任意，且不填入。",
        values: "allowedRuntimeClassNames: a list of names, * is all. defaultRuntimeClassName: one of them."
            "allowedRuntimeClassNames：名称列表，* 表示全部。defaultRuntimeClassName：其中之一。",
        "https://kubernetes.io/docs/concepts/containers/runtime-class/"),
];
