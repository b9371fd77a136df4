//! What only the server says, in answers of server functions.

use super::catalogue;

catalogue! {
    no_such_workload(name: &str):
        "There is no workload {name}: kind, namespace and name are expected, with slashes between.",
        "没有工作负载 {name}：应为“类型/命名空间/名称”。";
    rules_added_before(rules: &str): "Added: {rules}. Not added:", "已添加：{rules}。未添加：";
    rules_not_added: "None was added:", "未添加任何规则：";
    rules_removed_before(rules: &str): "Removed: {rules}. Not removed:", "已移除：{rules}。未移除：";
    rules_not_removed: "None was removed:", "未移除任何规则：";
    may_not(verb: &str, object: &str): "you may not {verb} {object}", "您没有对 {object} 执行 {verb} 的权限";
    name_must_stay(policy: &str):
        "The name must stay {policy}. To have another name, create another policy.",
        "名称必须保持为 {policy}。如需其他名称，请另外创建策略。";
    no_such_policy(policy: &str): "There is no policy “{policy}”.", "没有名为“{policy}”的策略。";
    no_such_cluster(cluster: &str): "This console knows no cluster {cluster}.", "此控制台没有名为 {cluster} 的集群。";
    not_the_name(cluster: &str): "This is not the cluster’s name, {cluster}.", "这不是集群名称 {cluster}。";
    none: "none", "无";
    seconds(count: i64): "{count}s", "{count} 秒";
    minutes(count: i64): "{count}m", "{count} 分钟";
    hours(count: i64): "{count}h", "{count} 小时";
    days(count: i64): "{count}d", "{count} 天";
    years(count: i64): "{count}y", "{count} 年";
    undo_gone: "It was undone already, or is too long ago.", "它已被撤销，或时间过久。";
    undo_changed_meanwhile:
        "Somebody has changed it again meanwhile. Nothing was undone.",
        "其间有人再次更改了它。未撤销任何更改。";
    demo_is_full:
        "This demo is full: everybody who tries it has a cluster of their own, and there is no room for another one at the moment. Try again in some minutes.",
        "演示环境已满：每位访客都有自己的集群，目前没有空间容纳更多集群。请几分钟后再试。";
    not_ours: "This request does not come from a page of this console.", "此请求并非来自此控制台的页面。";
    no_host: "This request names no host.", "此请求没有指定主机。";
    other_name:
        "This console does not answer to this name. If it should, start it with --allowed-host.",
        "此控制台不响应此名称。如需响应，请使用 --allowed-host 启动它。";
    deleted_before(why: &str, names: &str):
        "{why}. Deleted before that: {names}.",
        "{why}。在此之前已删除：{names}。";
}
