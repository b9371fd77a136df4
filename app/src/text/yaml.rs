//! *Create YAML* and *Edit YAML*: the editor, its problems, a conflict, and what the parameters decide.

use super::catalogue;

catalogue! {
    create_yaml: "Create YAML", "创建YAML";
    create_yaml_subtitle:
        "Change what the template says as you need it. Nothing takes effect before you associate the policy.",
        "请按需修改模板内容。在绑定策略之前，一切都不会生效。";
    template_what: "the template", "模板";
    edit_yaml: "Edit YAML", "编辑YAML";
    yaml_of(policy: &str): "YAML of {policy}", "{policy} 的 YAML";
    back: "Back", "返回";
    problem_at(line: usize, column: usize): "Line {line}, column {column}: ", "第 {line} 行，第 {column} 列：";

    read_only: "It can be read only", "只能查看";
    because(why: &str): "Because {why}.", "原因：{why}。";
    default_read_only:
        "Workloads everywhere may depend on the default policy, so this console does not change it. Create a policy of your own instead.",
        "各处的工作负载都可能依赖默认策略，因此不能在此控制台中修改它。请改为创建自己的策略。";
    conflict:
        "Somebody else has changed this policy since you opened it. Nothing was overwritten, and your text is still in the editor. This is what is there now:",
        "在您打开之后，有人修改了此策略。没有任何内容被覆盖，您的文本仍在编辑器中。以下是当前的内容：";
    there_now: "What is there now", "当前的内容";
    there_now_what: "what is there now", "当前的内容";
    conflict_replace: "Replace this version with mine when I press OK", "点击“确定”时用我的版本替换此版本";
    conflict_take: "Put this version into the editor instead", "改为将此版本放入编辑器";

    parameters: "Parameters", "参数说明";
    decides_privileged: "may containers run privileged", "是否允许容器以特权模式运行";
    decides_host_namespaces:
        "may pods use the host's process and IPC namespaces",
        "是否允许 Pod 使用宿主机的进程和 IPC 命名空间";
    decides_host_network:
        "may pods use the host's network, and which of its ports",
        "是否允许 Pod 使用宿主机的网络，以及可以使用哪些端口";
    decides_volumes: "which volume types are allowed; * allows all", "允许哪些卷类型；* 表示全部允许";
    decides_host_paths:
        "which host paths a hostPath volume may use, by pathPrefix; none given: all",
        "hostPath 卷可以使用哪些宿主机路径，由 pathPrefix 指定；未指定则允许全部";
    decides_flex: "which FlexVolume drivers are allowed; none given: all", "允许哪些 FlexVolume 驱动；未指定则允许全部";
    decides_csi:
        "which drivers of inline CSI volumes are allowed; none given: all",
        "允许哪些内联 CSI 卷的驱动；未指定则允许全部";
    decides_fs_group: "which group owns the pod's volumes", "Pod 的卷归哪个用户组所有";
    decides_read_only_root: "must the root file system be read-only", "是否要求根文件系统只读";
    decides_users:
        "user, primary group and extra groups of the containers",
        "容器的用户、主用户组和附加用户组";
    decides_escalation:
        "may a process gain more privileges than its parent, and what holds where the pod does not say",
        "进程是否可以获得比其父进程更多的特权，以及 Pod 未指定时的默认值";
    decides_capabilities:
        "Linux capabilities that are added, dropped, and that may be added",
        "默认添加、必须移除以及允许添加的 Linux 权能";
    decides_se_linux: "the SELinux context", "SELinux 上下文";
    decides_proc_mount: "the types of /proc mounts", "/proc 的挂载类型";
    decides_runtime_class: "which runtime classes are allowed, and the default", "允许哪些运行时类，以及默认值";
    decides_profiles:
        "annotations: allowed (allowedProfileNames) and default (defaultProfileName) AppArmor and seccomp profiles",
        "注解：允许的（allowedProfileNames）和默认的（defaultProfileName）AppArmor 和 seccomp 配置";
    decides_sysctls:
        "which sysctls are forbidden, and which unsafe ones are allowed",
        "禁止哪些 sysctl，以及允许哪些非安全的 sysctl";
}
