//! The guide and the default policy.

use super::catalogue;

catalogue! {
    guide: "PSP Management Guide", "策略管理使用引导";
    guide_progress(done: usize): "{done} of 4 done", "已完成 {done}/4";
    guide_create: "Create a policy: choose {}, change it if you like, and confirm.", "创建策略：选择{}，按需修改后确定。";
    guide_create_link: "a template", "策略模板";
    guide_associate:
        "Say who uses it: {} for the service accounts of a namespace.",
        "指定使用者：为命名空间的服务账号{}。";
    guide_associate_link: "add an association rule", "新增绑定规则";
    guide_disassociate:
        "{}, which lets every pod pass. Namespaces with rules of their own then follow them; all others keep it.",
        "{}，它准许所有 Pod。此后有自己规则的命名空间遵循各自的规则，其余的保留默认策略。";
    guide_disassociate_link: "Disassociate the default policy", "解除默认策略的绑定";
    guide_turn_on:
        "{}. From then on pods that no policy allows are refused.",
        "{}。此后，没有任何策略允许的 Pod 会被拒绝。";
    guide_turn_on_link: "Turn PSP Status on", "开启 PSP 状态";
    guide_next: "Next", "下一步";
    guide_later: "Later", "稍后";
    guide_blocked: "Blocked", "受阻";
    guide_not_needed: "Not needed", "无需执行";
    guide_no_policy: "There is no policy of your own yet.", "还没有自己的策略。";
    guide_no_rule:
        "No rule names a policy of your own yet: every namespace would keep the default policy.",
        "还没有规则指定自己的策略：每个命名空间都会保留默认策略。";
    guide_no_default: "The default policy has to be installed first.", "必须先安装默认策略。";
    guide_not_from_here: "It cannot be changed from here.", "无法在此处更改。";

    default_policy: "Default policy", "默认策略";
    default_policy_unknown(why: &str): "Default policy: unknown. {why}.", "默认策略：未知。{why}。";
    not_installed: "Not installed", "未安装";
    not_installed_why:
        "Install it before PSP Status is turned on, or every pod would be refused.",
        "请在开启 PSP 状态之前安装，否则所有 Pod 都会被拒绝。";
    incomplete: "Incomplete", "不完整";
    incomplete_why: "Some of its objects are missing; install them.", "缺少其中一些对象；请安装。";
    associated: "Associated", "已绑定";
    associated_why: "Every account may use it: every pod passes.", "所有账号都可以使用它：准许所有 Pod。";
    disassociated: "Disassociated", "已解绑";
    disassociated_why:
        "Only namespaces that had no rule of their own still use it. After adding one, disassociate once more, so that it takes effect.",
        "只有当时没有自己规则的命名空间仍在使用它。新增规则后，请再次解绑以使其生效。";
    no_default_policy:
        "There is no default policy that could be disassociated.",
        "没有可以解绑的默认策略。";
    without_policy: "Namespaces without a policy", "没有策略的命名空间";
    without_policy_why:
        "No service account there may use any policy. With PSP Status on, none of their pods is admitted. Add a rule for:",
        "其中没有任何服务账号可以使用策略。PSP 状态开启时，它们的 Pod 都不会被准入。请为以下命名空间新增规则：";

    no_policy: "No policy", "没有策略";
    and_more(count: usize): "and {count} more", "以及另外 {count} 个";

    install_default: "Install Default PSP", "安装默认策略";
    install_default_objects:
        "Creates what is missing of these; what exists stays as it is.",
        "将创建以下缺少的对象。已有的对象不会改变。";
    install_default_effect:
        "With them every pod passes, so that PSP Status can be turned on without breaking anything.",
        "有了它们，所有 Pod 都会被准许，因此可以安全地开启 PSP 状态。";
    installed_already: "All of it is there already", "所有对象都已存在";
    associated_already: "It is associated already", "已经绑定";
    objects_what: "the objects", "对象";
    associate_default: "Associate Default PSP", "恢复默认绑定";
    associate_default_effect:
        "Binds the default policy to every authenticated user again: from then on every pod passes. Association rules stay, and take effect again when the default policy is disassociated.",
        "将默认策略重新绑定到所有已认证的用户：此后准许所有 Pod。绑定规则保留，在解除默认绑定后重新生效。";

    disassociate_default: "Disassociate Default PSP", "解除默认绑定";
    disassociate: "Disassociate", "解绑";
    plan_what: "what will happen", "执行计划";
    plan_order:
        "Removes the cluster-wide binding of {}. Before that, every namespace without rules of its own is bound to it, so that nobody who keeps it is without it at any moment. If it is interrupted, simply do it again.",
        "移除 {} 的集群范围绑定。在此之前，没有自己规则的命名空间会先绑定到它，因此应当保留该策略的账号任何时刻都不会失去它。如果中断，重新执行即可。";
    plan_without_effect: "No namespace has an association rule of its own", "没有任何命名空间有自己的绑定规则";
    plan_without_effect_why:
        "So every namespace keeps the default policy, and nothing changes but for namespaces that are created later.",
        "因此每个命名空间都保留默认策略，只有以后创建的命名空间会受影响。";
    step_keep_accounts: "All its service accounts keep the default policy.", "其所有服务账号保留默认策略。";
    step_keep_group(group: &str): "The group {group} keeps the default policy here.", "用户组 {group} 在此保留默认策略。";
    step_takes_effect(rules: &str): "Its own rules take effect: {rules}.", "其自己的规则生效：{rules}。";
    step_left_without(accounts: &str): "Left without a policy: {accounts}.", "将没有策略的账号：{accounts}。";
    step_remove_binding(name: &str):
        "Last, the cluster-wide binding {name} is removed.",
        "最后移除集群范围的绑定 {name}。";
    step_leaves(count: usize): "{count} without a policy" | "{count} without a policy", "{count} 个没有策略";
    plan_leaves(count: usize):
        "{count} service account will have no policy" | "{count} service accounts will have no policy",
        "{count} 个服务账号将没有策略";
    plan_leaves_why:
        "While PSP Status is on, their new pods are refused. Their namespaces have rules for other accounts, and so do not keep the default policy: add rules for these accounts first, unless that is what you want.",
        "PSP 状态开启时，它们的新 Pod 会被拒绝。其命名空间已有针对其他账号的规则，因此不会保留默认策略：除非这正是您想要的，请先为这些账号新增规则。";
    step_done: "Done", "已完成";
    step_keeps: "Keeps default", "保留默认";
    step_own_rules: "Own rules", "自己的规则";
    step_last: "Removed last", "最后移除";
}
