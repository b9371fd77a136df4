//! PSP Status, *Change PSP State*, and how far a change is.

use super::catalogue;

catalogue! {
    psp_status: "PSP Status", "PSP 状态";
    psp_status_unknown: "Unknown", "未知";
    psp_status_unknown_why(error: &str): "It cannot be found out: {error}.", "无法得知：{error}。";
    on: "On", "开启";
    off: "Off", "关闭";
    mixed: "Mixed", "不一致";
    restarting: "Restarting…", "正在重启…";
    restarting_why: "The API server restarts; this takes a moment.", "API 服务器正在重启，请稍候。";
    changing: "Changing…", "正在变更…";
    changing_why: "It is being changed; how far it is stands below.", "正在变更；进度见下方。";

    change_state: "Change PSP State", "PSP 状态变更";
    status_what: "the PSP Status", "PSP 状态";
    turn_off_ask: "Turn PSP Status off?", "要关闭 PSP 状态吗？";
    turn_off_effect:
        "From then on every pod is admitted, whatever the policies say. Policies and association rules stay as they are.",
        "此后无论策略如何规定，所有 Pod 都会被准入。策略和绑定规则保持不变。";
    turn_on_ask: "Turn PSP Status on?", "要开启 PSP 状态吗？";
    turn_on_effect:
        "From then on a pod is admitted only if its service account, or whoever creates it, may use a policy that allows it. Running pods are not affected.",
        "此后，只有当 Pod 的服务账号或创建者可以使用允许它的策略时，Pod 才会被准入。已在运行的 Pod 不受影响。";
    mixed_why:
        "Some API servers of this cluster enforce policies, others do not: whether a pod is judged depends on which of them is asked. Make them agree.",
        "此集群的部分 API 服务器执行策略，其余的不执行：Pod 是否受策略约束取决于请求到达哪一个。请使它们一致。";
    turn_on_instead: "Turn it on everywhere instead", "改为全部开启";
    turn_off_instead: "Turn it off everywhere instead", "改为全部关闭";
    server_restarts: "The API server restarts", "API 服务器将重启";
    server_restarts_why:
        "For some seconds nothing can be read or changed in the cluster. Do it outside busy hours.",
        "在几秒钟内无法读取或更改集群中的任何内容。请在业务低峰期操作。";
    servers_restart: "The API servers restart, one after the other", "API 服务器将逐个重启";
    servers_restart_why:
        "The others go on answering. Do it outside busy hours.",
        "其余的继续提供服务。请在业务低峰期操作。";
    last_change_on(by: &str, at: &str): "Last change: turned on by {by}, {at}.", "上次变更：{by} 于 {at} 开启。";
    last_change_off(by: &str, at: &str): "Last change: turned off by {by}, {at}.", "上次变更：{by} 于 {at} 关闭。";

    means: "How it is changed", "变更方式";
    means_embedded: "This embedded cluster changes its own API server.", "此内嵌集群会变更自己的 API 服务器。";
    means_agent:
        "On each control-plane node, one after the other, an agent changes --enable-admission-plugins in the API server’s manifest and nothing else. It waits until the new API server is ready, and puts the old manifest back if it is not.",
        "在每个控制平面节点上，代理逐个修改 API 服务器清单中的 --enable-admission-plugins，不改动其他内容。它会等待新的 API 服务器就绪；如未就绪，则恢复原清单。";
    means_this_node:
        "This console runs on the control-plane node. It changes --enable-admission-plugins in the API server’s manifest and nothing else, waits until the new API server is ready, and puts the old manifest back if it is not.",
        "此控制台运行在控制平面节点上。它修改 API 服务器清单中的 --enable-admission-plugins，不改动其他内容，等待新的 API 服务器就绪；如未就绪，则恢复原清单。";
    servers: "API servers", "API 服务器";
    node: "Node", "节点";
    plugins_on: "Plugins turned on", "已启用的插件";
    plugins_off: "turned off:", "已禁用：";
    plugins_none: "none by flags", "未通过参数启用";
    in_manifest: "In its manifest", "清单中";
    enforces: "Enforces", "是否执行策略";
    not_known: "Not known", "未知";
    not_understood: "Not understood", "无法解析";

    show_by_hand: "Show how to do it by hand", "显示手动操作步骤";
    by_hand:
        "On each control-plane node, as root, one after the other: go on only when the API server is ready again.",
        "在每个控制平面节点上以 root 身份逐个操作：API 服务器再次就绪后才能继续下一个节点。";
    by_hand_nothing: "nothing to do, it is so already.", "无需操作，已是所需状态。";
    by_hand_copies:
        "keep one copy and edit another, outside of the manifests’ folder: kubelet runs every file that is there.",
        "保留一份副本并编辑另一份，均放在清单目录之外：kubelet 会运行该目录中的每个文件。";
    by_hand_is: "it is:", "原为：";
    by_hand_becomes: "it becomes:", "改为：";
    by_hand_goes: "it goes:", "删除：";
    by_hand_comes: "a new one, before the other flags:", "在其他参数之前新增：";
    by_hand_place:
        "Put it in place at once: kubelet leaves out names that begin with a dot.",
        "一次性替换：kubelet 会忽略以点开头的文件名。";
    by_hand_wait:
        "kubelet stops the API server, which may take a minute, and starts it again.",
        "kubelet 会停止 API 服务器（可能需要一分钟），然后重新启动。";
    by_hand_back: "If it does not come, put the other copy back:", "如未恢复，请放回另一份副本：";

    cannot_change: "It cannot be changed from here", "无法在此变更";
    managed(provider: &str): "{provider} runs the API server, and has its own way.", "API 服务器由 {provider} 运行，请使用其自己的方式。";
    managed_ack: "In the ACK console, use Security > PSPs > PSP Status.", "请在 ACK 控制台的 安全管理 > 策略管理 中变更 PSP 状态。";
    managed_aks:
        "Use az aks update with --enable-pod-security-policy or --disable-pod-security-policy.",
        "请使用 az aks update 的 --enable-pod-security-policy 或 --disable-pod-security-policy。";
    managed_eks:
        "Amazon EKS 1.13 to 1.24 always enforces policies. What eks.privileged allows is decided by who may use it: associate and disassociate it here.",
        "Amazon EKS 1.13 至 1.24 始终执行策略。eks.privileged 的作用取决于谁可以使用它：请在此绑定或解绑。";
    managed_gke:
        "Use gcloud beta container clusters update with --enable-pod-security-policy or --no-enable-pod-security-policy.",
        "请使用 gcloud beta container clusters update 的 --enable-pod-security-policy 或 --no-enable-pod-security-policy。";
    managed_k3s:
        "The API server is a part of K3s: add or remove PodSecurityPolicy in kube-apiserver-arg of /etc/rancher/k3s/config.yaml on each server, and restart K3s there.",
        "API 服务器是 K3s 的一部分：请在每台服务器的 /etc/rancher/k3s/config.yaml 的 kube-apiserver-arg 中添加或移除 PodSecurityPolicy，然后重启 K3s。";
    managed_rke:
        "Set services.kube-api.pod_security_policy in cluster.yml, and run rke up.",
        "请在 cluster.yml 中设置 services.kube-api.pod_security_policy，然后运行 rke up。";
    out_of_sight:
        "The API server’s own flag --enable-admission-plugins decides, which this console cannot see. On kubeadm it stands in /etc/kubernetes/manifests/kube-apiserver.yaml on every control-plane node.",
        "由 API 服务器自己的参数 --enable-admission-plugins 决定，此控制台无法看到它。在 kubeadm 集群中，它位于每个控制平面节点的 /etc/kubernetes/manifests/kube-apiserver.yaml。";
    no_image:
        "The API servers are static pods on the nodes below, and an agent could change them. Start this console with --agent-image, the image that it runs there.",
        "API 服务器是下列节点上的静态 Pod，可由代理变更。请使用 --agent-image（在节点上运行的镜像）启动此控制台。";
    other_nodes:
        "This console changes the manifest of its own node only, and there are API servers on others. Start it with --agent-image instead of --apiserver-manifest.",
        "此控制台只能变更自己节点的清单，而其他节点上也有 API 服务器。请用 --agent-image 代替 --apiserver-manifest 启动它。";
    flags_not_understood(node: &str, why: &str):
        "The API server’s flags on {node} are not understood: {why}.",
        "无法解析 {node} 上 API 服务器的参数：{why}。";
    server_silent(node: &str, why: &str):
        "The API server on {node} cannot be asked by itself, so nobody could see whether its change has worked: {why}.",
        "无法单独访问 {node} 上的 API 服务器，因此无法确认其变更是否生效：{why}。";
    away: "The API server does not answer, as while it restarts.", "API 服务器没有响应，可能正在重启。";

    preflight: "What enforcing would do", "执行策略的影响";
    preflight_what: "what enforcing would do", "执行策略的影响";
    install_first: "The default policy must be installed first.", "必须先安装默认策略。";
    default_missing: "There is no default policy", "没有默认策略";
    default_missing_why:
        "Without one, every pod would be refused. {} first.",
        "没有默认策略，所有 Pod 都会被拒绝。请先{}。";
    agent_needs_default: "The agent’s own pod needs the default policy. {} first.", "代理自己的 Pod 需要默认策略。请先{}。";
    found_default: "The default policy and its RBAC objects are there.", "默认策略及其 RBAC 对象已存在。";
    found_nodes: "The nodes may use a policy for the control plane’s own pods.", "节点可以为控制平面的 Pod 使用策略。";
    nodes_stranded:
        "The group system:nodes may use no policy: the pods of the control plane that kubelet shows would be refused.",
        "用户组 system:nodes 不能使用任何策略：kubelet 展示的控制平面 Pod 将被拒绝。";
    found_accounts: "Every service account may use a policy.", "每个服务账号都可以使用策略。";
    stranded_accounts(accounts: &str): "no policy for {accounts}.", "没有策略的账号：{accounts}。";
    stranded_pods(count: usize):
        "{count} pod runs there as one of them, and could not be made again." | "{count} pods run there as one of them, and could not be made again.",
        "其中有 {count} 个 Pod 以这些账号运行，将无法重新创建。";
    stranded_no_pods: "No pod runs there as one of them.", "没有 Pod 以这些账号运行。";
    stranded_fix: "Add a rule", "新增规则";
    confirm_name(cluster: &str): "Type the cluster’s name, {cluster}, to do it all the same", "如仍要继续，请输入集群名称 {cluster}";

    work_on: "PSP Status is being turned on", "正在开启 PSP 状态";
    work_off: "PSP Status is being turned off", "正在关闭 PSP 状态";
    work_failed_on: "PSP Status could not be turned on", "无法开启 PSP 状态";
    work_failed_off: "PSP Status could not be turned off", "无法关闭 PSP 状态";
    work_by(by: &str, at: &str): "Asked for by {by}, {at}.", "由 {by} 于 {at} 发起。";
    stage_waiting: "Waiting", "等待中";
    stage_changing: "Restarting", "正在重启";
    stage_probing: "Checking", "正在检查";
    stage_done: "Done", "已完成";
    stage_failed: "Failed", "失败";
    take_back: "Take back", "撤回";
    take_back_why:
        "No further node was touched. Take back makes the nodes that were, as they were before, the last one first.",
        "没有再变更其他节点。撤回会从最后一个节点开始，将已变更的节点恢复原状。";
    dismiss_work: "Leave it as it is", "保持现状";
}
