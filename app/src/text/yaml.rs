//! *Create YAML* and *Edit YAML*: the editor, its problems, a conflict, and what the parameters decide.

use super::catalogue;

catalogue! {
    create_yaml: "Create YAML", "创建YAML";
    create_yaml_subtitle:
        "Change what the template says as you need it. Nothing takes effect until you associate the policy.",
        "请按需修改模板内容。在绑定策略之前，一切都不会生效。";
    template_what: "the template", "模板";
    edit_yaml: "Edit YAML", "编辑YAML";
    yaml_of(policy: &str): "YAML of {policy}", "{policy} 的 YAML";
    back: "Back", "返回";
    problem_at(line: usize, column: usize): "Line {line}, column {column}: ", "第 {line} 行，第 {column} 列：";

    read_only: "This policy is read-only", "只能查看";
    because(why: &str): "Because {why}.", "原因：{why}。";
    default_read_only:
        "Workloads everywhere may depend on the default policy, so this console does not change it. Create a policy of your own instead.",
        "各处的工作负载都可能依赖默认策略，因此不能在此控制台中修改它。请改为创建自己的策略。";
    conflict:
        "Somebody else has changed this policy since you opened it. Nothing was overwritten, and your text is still in the editor.",
        "在您打开之后，有人修改了此策略。没有任何内容被覆盖，您的文本仍在编辑器中。";
    meanwhile_why:
        "Somebody else has changed this policy while you edit it. Your text stays as it is.",
        "在您编辑期间，有人修改了此策略。您的文本保持不变。";
    meanwhile_compare: "See the difference", "查看差异";
    deleted_meanwhile: "It was deleted in the meantime", "期间已被他人删除";
    deleted_meanwhile_why:
        "Somebody else has deleted this policy while you edit it. Your text stays here.",
        "在您编辑期间，有人删除了此策略。您的文本仍保留在此处。";
    there_now: "What is there now", "当前的内容";
    there_now_what: "what is there now", "当前的内容";
    conflict_replace: "Replace this version with mine when I press OK", "点击“确定”时用我的版本替换此版本";
    conflict_take: "Put this version into the editor instead", "改为将此版本放入编辑器";

    parameters: "Parameters", "参数说明";

    parameter_here: "Parameter at the cursor", "光标处的参数";
    parameter_none:
        "Put the cursor on a parameter to see here what it decides. Ctrl+Space shows what can be written.",
        "将光标移到某个参数上，这里会显示其作用。按 Ctrl+Space 可查看可填写的内容。";
    parameter_default: "Default", "默认";
    parameter_allowed: "Allowed", "允许的值";
    kubernetes_docs: "Kubernetes documentation", "Kubernetes 文档";
    editor_keys:
        "Control+Space shows what can be written. Tab leaves the editor.",
        "按 Control+Space 可查看可填写的内容。按 Tab 键离开编辑器。";

    review: "Review changes", "预览更改";
    reviewing: "Reviewing…", "正在预览…";
    review_title: "Before OK", "确定之前";
    review_stale: "The text has changed since. Review it again.", "文本已更改，请重新预览。";
    review_created: "The API server would accept it: a dry run created it", "API 服务器会接受：试运行已成功创建";
    review_changed: "The API server would accept it: a dry run replaced it", "API 服务器会接受：试运行已成功替换";
    review_same: "Nothing would change: this is what is stored already", "不会有任何更改：与已存储的内容相同";
    review_nobody: "Nobody may use it yet", "还没有人可以使用此策略";
    review_nobody_why:
        "It judges no pod before an association rule lets an account use it.",
        "在添加绑定规则允许某个账号使用之前，它不会检查任何 Pod。";
    review_rules(count: usize):
        "{count} association rule lets accounts use it." | "{count} association rules let accounts use it.",
        "{count} 条绑定规则允许账号使用它。";
    review_diff: "What will change", "将要更改的内容";
    review_stored: "What will be stored", "将要存储的内容";
    lines_stay(count: usize): "… {count} line stays" | "… {count} lines stay", "… {count} 行不变";

    copied: "Copied", "已复制";
    copy: "Copy", "复制";
    copy_command: "Copy command", "复制命令";
    show_command: "Show kubectl command", "显示 kubectl 命令";
    command: "kubectl command", "kubectl 命令";

    conflict_theirs: "What they have changed", "对方的更改";
    conflict_mine: "What you have changed", "您的更改";
    merge_apart:
        "The two do not touch each other: they can be put together.",
        "双方的更改互不影响，可以直接合并。";
    merge_places(count: usize):
        "Both have changed {count} place differently. Choose what stays there; everything else is put together." |
        "Both have changed {count} places differently. Choose what stays there; everything else is put together.",
        "双方对 {count} 处内容作了不同的更改。请选择保留哪一个；其余内容将自动合并。";
    merge_open(count: usize): "{count} choice is still open." | "{count} choices are still open.", "还有 {count} 处待选择。";
    merge_place(number: usize): "Place {number}", "第 {number} 处";
    merge_theirs: "Theirs", "对方的";
    merge_mine: "Mine", "我的";
    merge_both: "Both, theirs first", "两者（对方的在前）";
    merge_nothing: "(nothing)", "（无）";
    merge: "Put both together in the editor", "合并到编辑器中";

    text_restored: "Your text is back", "已恢复您的文本";
    text_restored_why:
        "You had not sent it yet when you left this page; your browser has kept it.",
        "您离开此页面时尚未提交，浏览器保留了它。";
    discard: "Discard it", "放弃";

    tools: "Tools", "工具";
    download: "Download", "下载";
    duplicate: "Duplicate", "复制为新策略";

    upload: "Upload file", "上传文件";
    upload_subtitle:
        "Several policies at once: from files, or pasted, with --- between them. Nothing happens before OK.",
        "一次提交多个策略：来自文件或直接粘贴，以 --- 分隔。点击“确定”之前不会执行任何操作。";
    upload_needs_script:
        "This page needs JavaScript. Without it, create one policy after the other.",
        "此页面需要 JavaScript。没有 JavaScript 时，请逐个创建策略。";
    files: "Choose files", "选择文件";
    documents: "Policies", "策略内容";
    upload_check: "Preview", "预览";
    upload_ok(count: usize): "OK: carry out {count} change" | "OK: carry out {count} changes", "确定：执行 {count} 项更改";
    plan_list: "What each will do", "各策略将执行的操作";
    plan_line(line: usize): "from line {line}", "从第 {line} 行开始";
    plan_diff(name: &str): "What will change of {name}", "{name} 将要更改的内容";
    plan_create: "Will be created", "将创建";
    plan_replace: "Will be replaced", "将替换";
    plan_nothing: "Is there already", "已存在，无需更改";
    plan_refused: "Would be refused", "将被拒绝";
    plan_unnamed: "(without a name)", "（无名称）";
    outcome_list: "What became of each", "各策略的结果";
    outcome_done: "Done", "完成";
    outcome_refused: "Refused", "被拒绝";
}
