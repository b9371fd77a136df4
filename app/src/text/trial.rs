//! *Try a Pod*: which policy a pod would get, and why.

use super::catalogue;

catalogue! {
    try_pod: "Try a pod", "试检 Pod";
    try_pod_subtitle:
        "Which policy a pod would get, and why, before anybody creates it. Nothing is created.",
        "在创建之前查看 Pod 会使用哪个策略及其原因。不会创建任何对象。";
    try_pod_start_what: "the text to begin with", "初始文本";
    try_pod_as_text: "As in the YAML", "以 YAML 为准";
    try_pod_user: "Created by", "创建者";
    try_pod_user_hint:
        "A user’s name, for a pod by itself; if empty, its service account creates it. The pods of workloads are created by controllers.",
        "单独的 Pod 可填写用户名；留空则由其服务账号创建。工作负载的 Pod 由控制器创建。";
    try_it: "Try", "试检";
    try_verdict: "Verdict", "结果";
    try_nothing_yet: "The verdict stands here", "结果将显示在此处";
    try_nothing_yet_why:
        "Put in a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob, choose where and as whom it runs, and press Try.",
        "填入 Pod、Deployment、StatefulSet、DaemonSet、Job 或 CronJob，选择运行的命名空间和账号，然后点击“试检”。";
    try_what: "the verdict", "结果";
    try_stale: "The text has changed since. Try it again.", "文本已更改，请重新试检。";
    not_enforced_now: "This cluster does not enforce its policies now", "此集群目前不执行策略";
    not_enforced_now_why:
        "The pod would be created as it is. What you see here is what becomes of it once PSP Status is on.",
        "Pod 会按原样创建。此处显示的是开启 PSP 状态之后的结果。";

    admitted_by(policy: &str): "Admitted by {policy}", "由 {policy} 准许";
    admitted_as_it_is: "As it is: the policy fills in nothing.", "按原样创建：该策略不填充任何内容。";
    admitted_changed_by(policy: &str): "Admitted and changed by {policy}", "由 {policy} 准许并修改";
    admitted_may_not_start(policy: &str):
        "Admitted and changed by {policy}, and may not start",
        "由 {policy} 准许并修改，但可能无法启动";
    admitted_will_not_start(policy: &str): "Admitted by {policy}, and will not start", "由 {policy} 准许，但无法启动";
    root_as_image_says(containers: &str):
        "Must not run as root, and nothing says who else: {containers}. An image that runs as root fails with CreateContainerConfigError; set runAsUser, or use an image with a user.",
        "不得以 root 运行，且未指定其他用户：{containers}。以 root 运行的镜像会出现 CreateContainerConfigError；请设置 runAsUser，或使用指定了用户的镜像。";
    root_certain(containers: &str):
        "Must not run as root and is told to: {containers}. The node does not start it.",
        "不得以 root 运行却被要求以 root 运行：{containers}。节点不会启动它。";
    filled_in: "What is filled in", "填充的内容";
    pod_refused: "Refused", "拒绝";
    pod_said: "The API server would say:", "API 服务器将返回：";
    runs_as(account: &str, namespace: &str, creator: &str):
        "Runs as {account} of the namespace {namespace}; {creator} creates it.",
        "以命名空间 {namespace} 的 {account} 运行；由 {creator} 创建。";

    usable_here: "Policies that may be used, in the order in which they are tried", "可以使用的策略（按尝试顺序）";
    usable_order:
        "A policy that accepts the pod as it is comes before one that fills something in; then the name decides.",
        "按原样接受 Pod 的策略优先于需要填充内容的策略；其次按名称排序。";
    usable_none: "Neither its account nor its creator may use any policy, so it is refused.", "其账号和创建者都不能使用任何策略，因此会被拒绝。";
    decides: "Decides", "生效";
    accepts: "Accepts", "接受";
    fills_in: "Accepts, fills in", "接受并填充";
    refuses: "Refuses", "拒绝";
    passed_over: "Passed over", "跳过";
    account_by(binding: &str): "Its account may use it by {binding}.", "其账号通过 {binding} 可以使用。";
    creator_by(binding: &str): "Whoever creates it may use it by {binding}.", "其创建者通过 {binding} 可以使用。";
    by_masters: "the group system:masters", "system:masters 组";
    how_to_mend: "What to change in the pod so that it is accepted", "如何修改 Pod 才能被接受";
    mended_pod: "The pod after the change", "修改后的 Pod";

    would_accept: "Would accept it, but may not be used", "会接受，但不能使用";
    would_accept_why: "An association rule for the account would let it be used.", "新增绑定规则即可让该账号使用。";
    would_refuse(count: usize):
        "{count} more policy may not be used and would refuse it" | "{count} more policies may not be used and would refuse it",
        "另有 {count} 个策略不能使用，且会拒绝";

    try_why: "Why, and what to change", "原因与修改方法";
    found_workloads: "What runs now would be admitted again.", "现有的工作负载都会再次被准许。";
    unseen_workloads(kinds: &str):
        "Not looked at, because you may not list them: {kinds}.",
        "未检查（您无权列出）：{kinds}。";
    refused_workloads(count: usize):
        "{count} workload would be refused when its pods are made again, although its account may use a policy:" | "{count} workloads would be refused when their pods are made again, although their accounts may use a policy:",
        "{count} 个工作负载在重新创建 Pod 时会被拒绝，尽管其账号可以使用策略：";
}
