//! *PSPs*: the page and its first tab, templates, and the deletion of a policy.

use super::catalogue;

catalogue! {
    psps_subtitle:
        "Which pods may be created in this cluster, and who may create them.",
        "此集群中允许创建哪些 Pod，以及由谁创建。";
    psps_of(cluster: &str): "PSPs · {cluster}", "策略管理 · {cluster}";
    needs(why: &str, action: &str): "{why}. This needs {action}.", "{why}。此操作需要 {action} 权限。";

    policies: "Policies", "策略";
    policies_what: "the policies", "策略";
    policy_what: "the policy", "策略";
    policies_none: "No policies yet", "还没有策略";
    policies_none_why:
        "A policy says which pods may be created. Begin with a template; nothing takes effect until you associate it.",
        "策略规定允许创建哪些 Pod。请从模板开始；在绑定之前策略不会生效。";
    create: "Create", "创建";
    delete: "Delete", "删除";
    priv_title: "May containers run privileged?", "是否允许容器以特权模式运行";
    caps_title: "Which Linux capabilities containers may ask for", "容器可以请求哪些 Linux 权能";
    se_linux_title: "Which SELinux contexts pods may have", "Pod 可以使用哪些 SELinux 上下文";
    fs_group_title: "Which groups may own a pod's volumes", "Pod 的卷可以属于哪些组";
    sup_group_title: "Which further groups containers may have", "容器可以具有哪些附加组";
    read_only_title: "Must the root file system be read-only?", "根文件系统是否必须只读";
    strictness: "Strictness", "严格程度";
    strictness_title:
        "How much of that which policies are there to forbid it allows: the fewer, the stricter",
        "它允许多少策略本应禁止的行为：越少越严格";
    strict: "Strict", "严格";
    allows_count(count: usize): "{count} of 6 risks", "6 项风险中的 {count} 项";
    age: "Age", "存在时间";
    run_as_user_title: "Which users containers may run as", "容器可以以哪些用户身份运行";
    volumes_title: "Which types of volumes pods may use", "Pod 可以使用哪些类型的卷";
    rules: "Rules", "规则";
    rules_title: "How many association rules name it", "有多少条绑定规则指定了该策略";
    yes: "Yes", "是";
    no: "No", "否";
    created_on(day: &str): "Created on {day}", "创建于 {day}";
    default_badge: "default", "默认";
    default_not_deletable:
        "Workloads everywhere may depend on the default policy, so this console cannot delete it.",
        "各处的工作负载都可能依赖默认策略，因此不能在此控制台中删除它。";

    select_template: "Select PSP Template", "选择策略模板";
    select_template_why:
        "A template is where your policy starts. You can change all of it before it is created.",
        "模板是策略的起点。创建之前可以修改其中的全部内容。";
    use_template: "Use", "使用";
    template_privileged: "Privileged", "特权";
    template_privileged_summary:
        "Everything is allowed, as under the default policy: pods may run privileged and use the host.",
        "允许一切，与默认策略相同：Pod 可以以特权模式运行并使用宿主机资源。";
    template_restricted: "Privileged mode restricted", "限制特权模式";
    template_restricted_summary:
        "No privileged containers, no host network, host ports or host namespaces.",
        "禁止特权容器，禁止使用宿主机的网络、端口和命名空间。";
    template_strict: "Privileged mode, root and volumes restricted", "限制特权模式、root 用户和卷";
    template_strict_summary:
        "As before, and no root users, no gain of privileges, no capabilities, and only volume types that cannot reach the host.",
        "在前者的基础上，还禁止 root 用户、特权提升和权能，只允许无法访问宿主机的卷类型。";
    allows_privileged: "privileged containers", "特权容器";
    allows_host_network: "the host's network and ports", "宿主机的网络和端口";
    allows_host_processes: "the host's processes and IPC", "宿主机的进程和 IPC";
    allows_root: "running as root", "以 root 用户运行";
    allows_escalation: "gaining more privileges", "提升特权";
    allows_host_volumes: "volumes on the host", "宿主机上的卷";

    delete_policy: "Delete Policy", "删除策略";
    policies_gone(count: usize): "{count} policy no longer exists." | "{count} policies no longer exist.", "{count} 个策略已不存在。";
    delete_policies: "Delete Policies", "删除策略";
    delete_policies_ask: "Delete these policies? Running pods are not affected.", "要删除这些策略吗？已在运行的 Pod 不受影响。";
    delete_policy_ask:
        "Delete the policy {}? Running pods are not affected.",
        "要删除策略 {} 吗？已在运行的 Pod 不受影响。";
    who_uses_it_what: "who uses it", "使用者";
    rules_left_without:
        "These association rules stop working",
        "以下绑定规则将失效";
}
