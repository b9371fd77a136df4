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
    rules_counted(count: usize): "{count} rule" | "{count} rules", "{count} 条规则";
    rules_of_kubernetes: "Rules of Kubernetes itself", "Kubernetes 自身的规则";
    rules_of_kubernetes_counted(count: &str): "Rules of Kubernetes itself ({count})", "Kubernetes 自身的规则（{count} 条）";

    namespace: "Namespace", "命名空间";
    account: "Account", "服务账号";
    psp: "PSP", "绑定策略";
    made_by: "Made by", "来源";
    made_by_title: "Who made the binding that this rule stands in", "此规则所在的绑定由谁创建";
    group_by: "Group by", "分组方式";
    grouped_by_nothing: "None", "不分组";
    add_here: "Add rule", "新增规则";
    wide_only(count: &str): "Wide reach only ({count})", "仅看范围过大的（{count}）";
    reach: "Reach", "范围";
    reach_title: "Whether the rule reaches further than it looks", "规则的实际范围是否大于表面所示";
    reaches_further: "Reaches further than it looks", "实际范围大于表面所示";
    as_it_says: "As it looks", "与表面一致";
    wide_administrator: "Administrator", "管理员权限";
    wide_administrator_why:
        "the role allows everything, as cluster-admin does. No policy restrains those who have it.",
        "该角色与 cluster-admin 一样允许一切操作。拥有它的主体不受任何策略约束。";
    wide_anybody: "Anybody", "任何人";
    wide_anybody_why:
        "system:unauthenticated is whoever reaches the API server, without logging in.",
        "system:unauthenticated 是任何能访问 API server 的人，无需登录。";
    wide_everybody: "Everybody", "所有人";
    wide_everybody_why:
        "system:authenticated is every user and every service account, those of the controllers included, so every pod \
         may use the policy.",
        "system:authenticated 包括每个用户和每个服务账号（控制器的账号也在内），因此所有 Pod 都可以使用该策略。";
    wide_every_account: "Every account", "所有账号";
    wide_every_account_why:
        "system:serviceaccounts is every service account of every namespace, those created later included.",
        "system:serviceaccounts 是所有命名空间的所有服务账号，包括以后创建的。";
    wide_controllers: "Controllers", "控制器";
    wide_controllers_why:
        "the controllers create the pods of Deployments, Jobs and the like as accounts of kube-system. Granted \
         everywhere, this lets all those pods past, whatever their own accounts may use.",
        "控制器以 kube-system 的账号创建 Deployment、Job 等的 Pod。在所有命名空间授予后，无论这些 Pod 自己的账号可以使用什么策略，它们都会通过。";
    wide_every_policy_why:
        "the role names no policy, so it allows the most permissive one, and those created later.",
        "该角色没有指定策略，因此允许最宽松的策略以及以后创建的策略。";
    wide_wildcard: "Wildcard", "通配符";
    wide_wildcard_why:
        "the role says * for a verb, an API group or a resource, which includes the use of policies, meant or not.",
        "该角色在操作、API 组或资源中使用了 *，其中包含了对策略的使用，无论是否有意。";
    wide_every_namespace_why:
        "a ClusterRoleBinding holds in every namespace, kube-system and those created later included.",
        "ClusterRoleBinding 在所有命名空间生效，包括 kube-system 和以后创建的命名空间。";
    wide_group: "Group", "用户组";
    wide_group_why:
        "whoever the cluster’s authentication puts into this group, which no object of the cluster lists.",
        "集群的身份认证归入此组的任何人；集群中没有对象列出其成员。";
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
    by_somebody: "Another tool", "其他工具";
    not_removable_system: "It is part of Kubernetes itself.", "它是 Kubernetes 自身的一部分。";
    not_removable_default:
        "Disassociate Default PSP removes it, in an order that leaves nobody without a policy.",
        "“解除默认绑定”会将其移除，并按顺序保证任何时候都有策略可用。";

    add_rule: "Add Association Rule", "新增绑定规则";
    add_rule_why:
        "Lets service accounts of a namespace use policies for the pods there. Every chosen account may use every chosen policy.",
        "允许命名空间中的服务账号对其中的 Pod 使用策略：每个账号可使用每个所选策略。";
    add_rule_prefilled:
        "No account may use any policy in this namespace yet. The strictest policy is chosen for all of them; choose another \
         if their pods need more.",
        "此命名空间中还没有账号可以使用任何策略。已为所有账号选择最严格的策略；如果其 Pod 需要更多权限，请另选。";
    namespaces_and_accounts_what: "namespaces and accounts", "命名空间和服务账号";
    choose_namespace: "Choose a namespace", "请选择命名空间";
    choose_account: "Choose service accounts", "请选择服务账号";
    choose_policy: "Choose policies", "请选择策略";
    take_out(name: &str): "Take {name} out", "移除 {name}";
    entries(count: usize): "{count} entry" | "{count} entries", "{count} 项";
    more_entries(count: &str): "{count} more. Type to find them." , "还有 {count} 项，请输入文字查找。";
    may_use_already: "Already allowed", "已允许使用";
    usable_already: "Usable already by what is chosen", "所选账号已可使用";
    uses_none_yet: "no policy yet", "尚无策略";
    through(binding: &str): "through {binding}", "通过 {binding}";
    no_policy_usable: "No account may use any policy here", "此处没有账号可以使用任何策略";
    show_accounts: "Show accounts", "显示服务账号";
    all_accounts_hint:
        "“All service accounts” also covers accounts that are created later.",
        "“所有服务账号”包括以后创建的服务账号。";

    remove: "Remove", "移除";
    remove_rule: "Remove Association Rule", "移除绑定规则";
    remove_rules: "Remove Association Rules", "移除绑定规则";
    remove_selected(count: usize): "Remove {count}", "移除 {count} 条";
    remove_selected_plain: "Remove selected", "移除所选";
    remove_rule_effect:
        "These may no longer use the policy. Their running pods are not affected; new ones that no other policy admits are refused while PSP Status is on.",
        "以下主体将不能再使用该策略。其正在运行的 Pod 不受影响；PSP 状态开启时，没有其他策略准许的新 Pod 会被拒绝。";
    rules_gone(count: usize): "{count} selected rule no longer exists." | "{count} selected rules no longer exist.", "其中 {count} 条规则已不存在。";
    remove_rule_binding:
        "Defined in {}. Other subjects of that binding keep their rights.",
        "定义于 {}。该绑定中的其他主体保留其权限。";
    rule_gone: "This association rule no longer exists.", "此绑定规则已不存在。";

    service_account_words(namespace: &str, name: &str): "service account {namespace}/{name}", "服务账号 {namespace}/{name}";
    group_words(name: &str): "group {name}", "用户组 {name}";
    user_words(name: &str): "user {name}", "用户 {name}";
    in_every_namespace(who: &str): "{who}, in every namespace", "{who}，所有命名空间";
    in_namespace(who: &str, namespace: &str): "{who}, in namespace {namespace}", "{who}，命名空间 {namespace}";
}
