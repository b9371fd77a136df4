//! *Clusters*, and one cluster at a glance.

use super::catalogue;

catalogue! {
    clusters_subtitle:
        "The contexts of this console's kubeconfig, or the cluster in which it runs.",
        "此控制台的 kubeconfig 中的各个上下文，或控制台自身所在的集群。";
    clusters_what: "the clusters", "集群";
    cluster_what: "the cluster", "集群信息";
    clusters_none: "This console knows no cluster", "此控制台没有已知的集群";
    clusters_none_why:
        "Start it with --kubeconfig PATH, or set KUBECONFIG; each context of the file is a cluster here.",
        "请使用 --kubeconfig PATH 启动，或设置 KUBECONFIG；文件中的每个上下文在这里就是一个集群。";

    name: "Name", "名称";
    source: "Source", "来源";
    server_version: "Server version", "服务器版本";
    status: "Status", "状态";
    nodes: "Nodes", "节点数";
    region: "Region", "地域";
    details: "Details", "详情";
    embedded: "Embedded", "内嵌";
    in_cluster: "In-cluster", "集群内";

    running: "Running", "运行中";
    unreachable: "Unreachable", "无法访问";
    credentials_refused: "Credentials refused", "凭据被拒绝";
    forbidden: "Forbidden", "无权限";
    not_configured: "Not configured", "未配置";
    psp_removed: "Removed in 1.25", "1.25 版本起已移除";

    reset_demo: "Reset demo", "重置演示环境";
    reset_ask: "Reset this embedded cluster to its initial state?", "要将这个内嵌集群恢复到最初的状态吗？";
    reset_lost: "Everything that was done here is lost", "在这里所做的一切都将丢失";
    reset_effect:
        "Policies, association rules, namespaces and pods go; the demo’s own come back, and PSP Status is on.",
        "策略、绑定规则、命名空间和 Pod 将被清除；演示环境自带的会恢复，PSP 状态为开启。";
    reset: "Reset", "重置";
}
