//! What a policy means: a sentence for each thing that one can say, and the controls of the Pod Security Standards.
//! Only the server says them.

use super::catalogue;

catalogue! {
    may_be_privileged: "Containers may run privileged.", "容器可以以特权模式运行。";
    not_privileged: "Containers may not run privileged.", "容器不得以特权模式运行。";
    may_escalate:
        "Processes may gain more privileges than their parent.",
        "进程可以获得比父进程更多的特权。";
    no_escalation:
        "Processes may not gain more privileges than their parent.",
        "进程不得获得比父进程更多的特权。";
    escalation_default_none:
        "Nothing is filled in about gaining privileges.",
        "不填写关于特权提升的默认值。";
    escalation_default_on:
        "Containers that say nothing about it may gain privileges.",
        "未作说明的容器可以提升特权。";
    escalation_default_off:
        "Containers that say nothing about it may not gain privileges.",
        "未作说明的容器不得提升特权。";
    may_use_host_network: "Pods may use the host's network.", "Pod 可以使用宿主机的网络。";
    no_host_network: "Pods may not use the host's network.", "Pod 不得使用宿主机的网络。";
    may_use_host_pid: "Pods may see the host's processes.", "Pod 可以查看宿主机的进程。";
    no_host_pid: "Pods may not see the host's processes.", "Pod 不得查看宿主机的进程。";
    may_use_host_ipc: "Pods may use the host's IPC.", "Pod 可以使用宿主机的 IPC。";
    no_host_ipc: "Pods may not use the host's IPC.", "Pod 不得使用宿主机的 IPC。";
    no_host_ports: "Containers may use no port of the host.", "容器不得使用宿主机的端口。";
    host_ports_in(ports: &str): "Containers may use only these ports of the host: {ports}.", "容器只能使用宿主机的这些端口：{ports}。";
    any_volume: "Pods may use volumes of any type.", "Pod 可以使用任何类型的卷。";
    no_volume: "Pods may use no volumes.", "Pod 不得使用卷。";
    volumes_of(types: &str): "Pods may use only volumes of these types: {types}.", "Pod 只能使用这些类型的卷：{types}。";
    no_host_path: "Volumes may lead to no path of the host.", "卷不得指向宿主机上的任何路径。";
    any_host_path: "Volumes may lead to any path of the host.", "卷可以指向宿主机上的任何路径。";
    host_paths_below(paths: &str): "Volumes may lead only to the host's paths below {paths}.", "卷只能指向宿主机上这些路径及其下级：{paths}。";
    path_read_only(path: &str): "{path} (read-only)", "{path}（只读）";
    any_flex: "FlexVolumes may use any driver.", "FlexVolume 可以使用任何驱动。";
    no_flex: "FlexVolumes may use no driver.", "FlexVolume 不得使用任何驱动。";
    flex_of(drivers: &str): "FlexVolumes may use only these drivers: {drivers}.", "FlexVolume 只能使用这些驱动：{drivers}。";
    any_csi: "Inline CSI volumes may use any driver.", "内联 CSI 卷可以使用任何驱动。";
    no_csi: "Inline CSI volumes may use no driver.", "内联 CSI 卷不得使用任何驱动。";
    csi_of(drivers: &str): "Inline CSI volumes may use only these drivers: {drivers}.", "内联 CSI 卷只能使用这些驱动：{drivers}。";
    any_user: "Containers may run as any user, root too.", "容器可以以任何用户运行，包括 root。";
    not_root: "Containers must not run as root.", "容器不得以 root 用户运行。";
    users_in(ids: &str): "Containers must run as one of these users: {ids}.", "容器必须以这些用户之一运行：{ids}。";
    user_without_ranges:
        "Containers must run as a user of no range at all: no pod passes.",
        "容器必须以某个范围内的用户运行，但没有给出范围：任何 Pod 都无法通过。";
    group_without_ranges:
        "A group is demanded out of no range at all: no pod passes that names or needs one.",
        "要求使用某个范围内的组，但没有给出范围：指定或需要组的 Pod 都无法通过。";
    any_group: "Containers may run as any group.", "容器可以以任何组运行。";
    groups_must(ids: &str): "Containers must run as one of these groups: {ids}.", "容器必须以这些组之一运行：{ids}。";
    groups_may(ids: &str): "If containers name a group, it must be one of these: {ids}.", "容器如果指定组，必须是其中之一：{ids}。";
    any_supplemental: "Containers may have any further groups.", "容器可以有任何附加组。";
    supplemental_must(ids: &str): "Containers must have further groups, out of these: {ids}.", "容器必须有附加组，且属于：{ids}。";
    supplemental_may(ids: &str): "Further groups of containers must be out of these: {ids}.", "容器的附加组必须属于：{ids}。";
    any_fs_group: "Any group may own the pod's volumes.", "Pod 的卷可以属于任何组。";
    fs_group_must(ids: &str): "One of these groups must own the pod's volumes: {ids}.", "Pod 的卷必须属于这些组之一：{ids}。";
    fs_group_may(ids: &str): "If a group owns the pod's volumes, it must be one of these: {ids}.", "如果 Pod 的卷属于某个组，必须是其中之一：{ids}。";
    any_selinux: "Any SELinux context is allowed.", "允许任何 SELinux 上下文。";
    selinux_is(labels: &str): "The SELinux context must be {labels}.", "SELinux 上下文必须是 {labels}。";
    read_only_root: "The root file system of containers must be read-only.", "容器的根文件系统必须是只读的。";
    writable_root: "Containers may write to their root file system.", "容器可以写入其根文件系统。";
    any_capability: "Containers may add any Linux capability.", "容器可以添加任何 Linux 权能。";
    no_capability: "Containers may add no Linux capabilities.", "容器不得添加 Linux 权能。";
    capabilities_of(names: &str): "Containers may add only these Linux capabilities: {names}.", "容器只能添加这些 Linux 权能：{names}。";
    drops_none: "Containers need not drop Linux capabilities.", "容器不必移除 Linux 权能。";
    drops(names: &str): "Containers must drop these Linux capabilities: {names}.", "容器必须移除这些 Linux 权能：{names}。";
    adds_none: "No Linux capabilities are added by default.", "默认不添加 Linux 权能。";
    adds(names: &str): "Containers get these Linux capabilities unless they drop them: {names}.", "容器默认获得这些 Linux 权能，除非自行移除：{names}。";
    any_proc: "/proc may be mounted in any way.", "/proc 可以以任何方式挂载。";
    proc_of(types: &str): "/proc may be mounted only in these ways: {types}.", "/proc 只能以这些方式挂载：{types}。";
    any_sysctl: "Pods may set any unsafe sysctl.", "Pod 可以设置任何不安全的 sysctl。";
    no_sysctl: "Pods may set no unsafe sysctls.", "Pod 不得设置不安全的 sysctl。";
    sysctls_of(names: &str): "Pods may set only these unsafe sysctls: {names}.", "Pod 只能设置这些不安全的 sysctl：{names}。";
    forbids_no_sysctl: "No safe sysctl is forbidden.", "不禁止安全的 sysctl。";
    forbids_sysctls(names: &str): "Pods may not set these sysctls: {names}.", "Pod 不得设置这些 sysctl：{names}。";
    any_runtime: "Pods may name any runtime class.", "Pod 可以指定任何运行时类。";
    no_runtime: "Pods may name no runtime class.", "Pod 不得指定运行时类。";
    runtimes_of(names: &str): "Pods may name only these runtime classes: {names}.", "Pod 只能指定这些运行时类：{names}。";
    runtime_default_none: "No runtime class is filled in.", "不填写默认运行时类。";
    runtime_default(name: &str): "Pods that name no runtime class get {name}.", "未指定运行时类的 Pod 使用 {name}。";
    any_seccomp: "Any seccomp profile is allowed, or none.", "允许任何 seccomp 配置，也允许没有。";
    no_seccomp: "Pods may name no seccomp profile.", "Pod 不得指定 seccomp 配置。";
    seccomp_of(names: &str): "Only these seccomp profiles are allowed: {names}.", "只允许这些 seccomp 配置：{names}。";
    seccomp_default_none: "No seccomp profile is filled in.", "不填写默认 seccomp 配置。";
    seccomp_default(name: &str): "Pods that name no seccomp profile get {name}.", "未指定 seccomp 配置的 Pod 使用 {name}。";
    any_apparmor: "Any AppArmor profile is allowed, or none.", "允许任何 AppArmor 配置，也允许没有。";
    no_apparmor: "An AppArmor profile is demanded, and none is allowed: no pod passes.", "要求 AppArmor 配置，但不允许任何配置：任何 Pod 都无法通过。";
    apparmor_of(names: &str): "Containers must have one of these AppArmor profiles: {names}.", "容器必须使用这些 AppArmor 配置之一：{names}。";
    apparmor_default_none: "No AppArmor profile is filled in.", "不填写默认 AppArmor 配置。";
    apparmor_default(name: &str): "Containers that name no AppArmor profile get {name}.", "未指定 AppArmor 配置的容器使用 {name}。";

    control_host: "Host namespaces", "宿主机命名空间";
    control_host_demand: "No network, processes or IPC of the host.", "不使用宿主机的网络、进程和 IPC。";
    control_privileged: "Privileged containers", "特权容器";
    control_privileged_demand: "No privileged containers.", "不允许特权容器。";
    control_capabilities: "Capabilities", "权能";
    control_capabilities_demand: "Only capabilities added that containers have by default.", "只添加容器默认拥有的权能。";
    control_dropped_demand: "ALL dropped, and at most NET_BIND_SERVICE added.", "移除 ALL，最多只添加 NET_BIND_SERVICE。";
    control_paths: "HostPath volumes", "HostPath 卷";
    control_paths_demand: "No volumes of type hostPath.", "不使用 hostPath 类型的卷。";
    control_ports: "Host ports", "宿主机端口";
    control_ports_demand: "No ports of the host.", "不使用宿主机的端口。";
    control_apparmor: "AppArmor", "AppArmor";
    control_selinux: "SELinux", "SELinux";
    control_selinux_demand: "MustRunAs, of the container types, without a user or a role.", "MustRunAs，使用容器类型，不指定用户和角色。";
    control_proc: "/proc mount type", "/proc 挂载类型";
    control_proc_demand: "Only Default.", "只允许 Default。";
    control_seccomp: "Seccomp", "Seccomp";
    control_seccomp_demand: "None, the runtime's profile, or one of the node's.", "不指定、运行时的配置或节点上的配置。";
    control_profile_demand: "The runtime's profile, or one of the node's.", "运行时的配置或节点上的配置。";
    control_sysctls: "Sysctls", "Sysctl";
    control_sysctls_demand: "Only safe ones.", "只允许安全的 sysctl。";
    control_volumes: "Volume types", "卷类型";
    control_volumes_demand: "Only types that hold no host or network storage by themselves.", "只允许自身不含宿主机或网络存储的类型。";
    control_escalation: "Privilege escalation", "特权提升";
    control_escalation_demand: "No gain of privileges.", "不允许提升特权。";
    control_root: "Running as non-root", "以非 root 用户运行";
    control_root_demand: "MustRunAsNonRoot.", "MustRunAsNonRoot。";
}
