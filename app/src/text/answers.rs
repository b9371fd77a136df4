//! What only the server says, in answers of server functions.

use super::catalogue;

catalogue! {
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
    undo_gone: "It was undone already, or is too long ago.", "它已被撤销，或时间过久。";
    undo_made_meanwhile(policy: &str):
        "Somebody has made a policy {policy} meanwhile. Nothing was undone.",
        "其间有人创建了策略 {policy}。未撤销任何更改。";
    undo_changed_meanwhile:
        "Somebody has changed it again meanwhile. Nothing was undone.",
        "其间有人再次更改了它。未撤销任何更改。";
    deleted_before(names: &str): "Deleted before that: {names}.", "在此之前已删除：{names}。";
}
