//! The page of one policy.

use super::catalogue;

catalogue! {
    on_this_page: "On this page", "本页内容";
    meaning: "In plain words", "用白话说";
    meaning_what: "what the policy means", "策略的含义";
    allows: "Allows", "允许";
    limits: "Limits", "限制";
    meets(level: &str): "Pod Security Standard: {level}", "Pod 安全标准：{level}";
    level_privileged: "Privileged", "特权（Privileged）";
    level_baseline: "Baseline", "基线（Baseline）";
    level_restricted: "Restricted", "受限（Restricted）";

    users: "Who may use it", "谁可以使用";
    users_what: "who may use it", "谁可以使用";
    users_none: "Nobody may use it", "没有人可以使用";
    users_none_why:
        "No role that anybody is bound to allows its use, so it judges no pod.",
        "没有任何已绑定的角色允许使用它，因此它不会判定任何 Pod。";
    account_in(name: &str, namespace: &str): "Service account {name} of {namespace}", "{namespace} 的服务账号 {name}";
    binding_of_role: "bound by", "通过绑定";
    in_one_namespace(namespace: &str): "in the namespace {namespace}", "在命名空间 {namespace} 中";

    standards: "Compared with the Pod Security Standards", "与 Pod 安全标准对照";
    standards_why:
        "A policy meets a standard if nothing passes that the standard forbids. A control that is not met names the fields that decide it.",
        "如果策略不放行标准所禁止的任何内容，即满足该标准。未满足的控制项会列出决定它的字段。";
    controls: "Controls of the standards", "标准的控制项";
    control: "Control", "控制项";
    standard: "Standard", "标准";
    verdict: "Verdict", "结论";
    why: "Decided by", "决定字段";
    met: "Met", "满足";
    missed: "Not met", "未满足";

    against_templates: "Compared with the templates", "与模板对照";
    fields_beside: "Fields beside the templates'", "与模板逐项对照的字段";
    field: "Field", "字段";
    this_policy: "This policy", "此策略";
    relation_same(templates: &str): "Same as this policy: {templates}", "与此策略相同：{templates}";
    relation_stricter: "This policy is stricter", "此策略更严格";
    relation_weaker: "This policy is weaker", "此策略更宽松";
    relation_different: "Different", "不同";
    same_everywhere(count: usize): "Fields that are the same everywhere ({count})", "在各处都相同的字段（{count} 个）";

    yaml: "YAML", "YAML";
    events: "Events", "事件";
    events_what: "the events", "事件";
    events_none: "No events. They are kept for a limited time, by default an hour.", "没有事件。集群会在一段时间后（默认一小时）清除事件。";
    events_listed: "Events about the policy", "与该策略相关的事件";
    event_reason: "Reason", "原因";
    event_message: "Message", "消息";
    event_times: "Times", "次数";
    event_last: "Last", "最近";
    event_source: "Source", "来源";
}
