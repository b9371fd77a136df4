//! What was just done.

use super::catalogue;

catalogue! {
    policy_created(policy: &str):
        "Policy {policy} was created. Associate it with the accounts that should use it.",
        "策略 {policy} 已创建。请将其绑定到应当使用它的账号。";
    policy_saved(policy: &str):
        "Policy {policy} was saved. It judges pods that are created from now on.",
        "策略 {policy} 已保存。它将用于此后创建的 Pod。";
    policy_deleted(policy: &str): "Policy {policy} was deleted.", "策略 {policy} 已删除。";
    policies_deleted(count: usize): "{count} policies were deleted.", "已删除 {count} 个策略。";
    rule_added: "The association rule was added.", "绑定规则已添加。";
    rules_added(count: usize): "{count} association rules were added.", "已添加 {count} 条绑定规则。";
    rule_already_there:
        "This association rule was there already; nothing had to be done.",
        "此绑定规则已经存在，无需更改。";
    rule_removed: "The association rule was removed.", "绑定规则已移除。";
    rules_removed(count: usize): "{count} association rules were removed.", "已移除 {count} 条绑定规则。";
    default_installed: "The default policy was installed; every account may use it.", "默认策略已安装；所有账号都可以使用它。";
    default_disassociated:
        "The default policy was disassociated. Namespaces with rules of their own now follow them.",
        "默认策略已解绑。有自己规则的命名空间现在遵循各自的规则。";
    default_associated:
        "The default policy was associated again; every account may use it.",
        "默认策略已重新绑定；所有账号都可以使用它。";
    turning_on: "PSP Status is being turned on.", "正在开启 PSP 状态。";
    turning_off: "PSP Status is being turned off.", "正在关闭 PSP 状态。";
    undone: "It was undone.", "已撤销。";
    undo: "Undo", "撤销";
    demo_reset: "The demo was reset: the cluster is what it was at first.", "演示环境已重置：集群恢复到最初的状态。";
}
