//! *Association Rules*: the tab, and its dialogs.

use super::catalogue;

catalogue! {
    association_rules: "Association Rules", "策略绑定";
    rules_what: "the association rules", "绑定规则";
    rule_what: "the rule", "规则";
    rules_none: "No association rules yet", "还没有绑定规则";
    rules_none_why:
        "A rule lets service accounts of a namespace use a policy. Without one, a policy has no effect.",
        "规则允许命名空间中的服务账号使用某个策略。没有规则，策略就不起作用。";
    rules_here(count: usize): "{count} in this cluster", "此集群中共 {count} 条";
    rules_of_kubernetes: "Rules of Kubernetes itself", "Kubernetes 自身的规则";
    rules_of_kubernetes_counted(count: usize): "Rules of Kubernetes itself ({count})", "Kubernetes 自身的规则（{count} 条）";

    namespace: "Namespace", "命名空间";
    account: "Account", "服务账号";
    psp: "PSP", "绑定策略";
    made_by: "Made by", "来源";
    made_by_title: "Who made the binding that this rule stands in", "此规则所在的绑定由谁创建";
    all_namespaces: "All namespaces", "所有命名空间";
    every_policy: "Every policy", "所有策略";
    account_elsewhere(name: &str, namespace: &str): "{name} (of namespace {namespace})", "{name}（属于命名空间 {namespace}）";
    all_accounts: "All service accounts", "所有服务账号";
    all_accounts_elsewhere(namespace: &str):
        "All service accounts (of namespace {namespace})",
        "所有服务账号（属于命名空间 {namespace}）";
    group(name: &str): "Group {name}", "用户组 {name}";
    user(name: &str): "User {name}", "用户 {name}";
    by_this_console: "This console", "此控制台";
    by_default_policy: "Default policy", "默认策略";
    by_somebody: "Elsewhere", "其他途径";
    not_removable_system: "It is part of Kubernetes itself.", "它是 Kubernetes 自身的一部分。";
    not_removable_default:
        "Disassociate Default PSP removes it, in an order that leaves nobody without a policy.",
        "“解除默认绑定”会将其移除，并按顺序保证任何时候都有策略可用。";

    add_rule: "Add Association Rule", "新增绑定规则";
    add_rule_why:
        "Lets service accounts of a namespace use a policy for the pods there.",
        "允许命名空间中的服务账号对其中的 Pod 使用某个策略。";
    namespaces_and_accounts_what: "namespaces and accounts", "命名空间和服务账号";
    choose_namespace: "Choose a namespace", "请选择命名空间";
    choose_account: "Choose a service account", "请选择服务账号";
    choose_policy: "Choose a policy", "请选择策略";
    show_accounts: "Show accounts", "显示服务账号";
    all_accounts_hint:
        "All service accounts includes those that are created later.",
        "“所有服务账号”包括以后创建的服务账号。";

    remove: "Remove", "移除";
    remove_rule: "Remove association rule", "移除绑定规则";
    remove_rule_effect:
        "From then on this policy does not let these pods pass any more:",
        "移除后，该策略将不再准许以下 Pod：";
    remove_rule_binding:
        "It stands in {}. Other subjects of that binding keep their rights.",
        "它位于 {}。该绑定中的其他主体保留其权限。";
    rule_gone: "This association rule is gone already.", "此绑定规则已不存在。";

    service_account_words(namespace: &str, name: &str): "service account {namespace}/{name}", "服务账号 {namespace}/{name}";
    group_words(name: &str): "group {name}", "用户组 {name}";
    user_words(name: &str): "user {name}", "用户 {name}";
    in_every_namespace(who: &str): "{who}, in every namespace", "{who}，所有命名空间";
    in_namespace(who: &str, namespace: &str): "{who}, in namespace {namespace}", "{who}，命名空间 {namespace}";
}
