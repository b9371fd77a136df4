//! What can go wrong: what happened, and what to do about it. The API server's own messages stay as it says them.

use super::catalogue;

catalogue! {
    no_psp_api: "This cluster has no PodSecurityPolicies", "此集群没有 Pod 安全策略（PodSecurityPolicy）";
    no_psp_api_advice:
        "Kubernetes removed the PodSecurityPolicy API in 1.25. Pod Security Admission came in its place: the label pod-security.kubernetes.io/enforce of a namespace names the Pod Security Standard that holds there (privileged, baseline or restricted).",
        "Kubernetes 自 1.25 版本起移除了 PodSecurityPolicy API，由 Pod 安全性准入（Pod Security Admission）取代：命名空间的标签 pod-security.kubernetes.io/enforce 指定在其中生效的 Pod 安全性标准（privileged、baseline 或 restricted）。";
    does_not_answer: "The cluster does not answer", "集群没有响应";
    does_not_answer_advice:
        "Check that the API server runs and that this console can reach it, then try again.",
        "请确认 API 服务器正在运行且此控制台能够访问它，然后重试。";
    unauthorized: "The cluster does not accept these credentials", "集群不接受当前凭据";
    unauthorized_advice:
        "Renew the credentials with which this console connects to the cluster, then try again.",
        "请更新此控制台连接集群所用的凭据，然后重试。";
    no_rights: "You do not have the rights for this", "您没有执行此操作的权限";
    no_rights_advice: "Ask an administrator of the cluster to grant them to you.", "请联系集群管理员为您授权。";
    not_found_advice:
        "It may have been deleted in the meantime. Go back and look again.",
        "它可能已被删除。请返回后重新查看。";
    exists_already: "It exists already", "已经存在";
    exists_already_advice: "Choose another name, or edit the one that exists.", "请换一个名称，或编辑已有的对象。";
    changed_meanwhile: "It was changed in the meantime", "期间已被他人修改";
    changed_meanwhile_advice:
        "Look at what is there now, then make your change again.",
        "请查看当前的内容，然后重新进行修改。";
    not_right_yet: "Something is not right yet", "内容有误";
    not_right_yet_advice: "Correct what is marked, then try again.", "请更正标出的内容，然后重试。";
    protected: "Not done, to keep the cluster working", "为保证集群正常工作，未执行此操作";
    outdated: "This console was updated", "控制台已更新";
    outdated_advice: "This page is older than the console. Load it again to see how things stand.", "此页面早于当前控制台版本。请重新加载页面以查看最新状态。";
    load_page_again: "Load the page again", "重新加载页面";
    offline: "This console does not answer", "控制台没有响应";
    offline_advice:
        "Check your connection; what is on the screen stays. Then try again.",
        "请检查网络连接；屏幕上的内容会保留。然后重试。";
    internal: "Something went wrong in this console", "控制台内部出错";
    internal_advice:
        "Try again. If it happens again, the console's log says more.",
        "请重试。如果再次出现，请查看控制台日志了解详情。";
    is_missing(field: &str): "{field} is missing", "缺少 {field}";
}
