//! What is around every page, and what the primitives of `ui` say by themselves.

use super::catalogue;

catalogue! {
    skip_to_content: "Skip to the content", "跳到主要内容";
    main_navigation: "Main", "主导航";
    cluster_navigation: "Cluster navigation", "集群导航";
    clusters: "Clusters", "集群";
    cluster: "Cluster", "集群";
    overview: "Overview", "概览";
    security: "Security", "安全管理";
    psps: "PSPs", "策略管理";
    breadcrumb: "Breadcrumb", "当前位置";

    theme: "Theme", "外观";
    theme_light: "Light", "浅色";
    theme_system: "As the system", "跟随系统";
    theme_dark: "Dark", "深色";

    shortcuts: "Keyboard shortcuts", "键盘快捷键";
    key_sheet: "Show this sheet", "显示此表";
    key_filter: "Go to the filter", "跳到筛选框";
    key_tab: "To the next control; with Shift to the one before", "下一个控件；按住 Shift 则为上一个";
    key_enter: "Follow a link, press a button", "打开链接，按下按钮";
    key_arrows: "Between tabs", "在标签页之间切换";
    key_escape: "Close a dialog", "关闭对话框";

    ok: "OK", "确定";
    cancel: "Cancel", "取消";
    close: "Close", "关闭";
    dismiss: "Dismiss", "知道了";
    actions: "Actions", "操作";
    unknown: "unknown", "未知";
    loading(what: &str): "Loading {what}", "正在加载{what}";
    load_again(what: &str): "Load {what} again", "重新加载{what}";

    connection: "Connection", "连接";
    server_away: "The API server does not answer.", "API 服务器没有响应。";
    console_lost: "This console does not answer.", "此控制台没有响应。";
    shown_from_before:
        "What you see is as it was before; it is read again as soon as that is possible.",
        "您看到的是之前的内容；一旦可以读取，将立即重新读取。";
    away_seconds(seconds: u64): "Away for {seconds} s", "已中断 {seconds} 秒";
    away_minutes(minutes: u64): "Away for {minutes} min", "已中断 {minutes} 分钟";

    not_found: "Not found", "未找到";
    no_such_page: "There is no such page", "没有这个页面";
    no_such_page_why:
        "The address may be mistyped, or from another version of this console.",
        "地址可能输入有误，或来自此控制台的其他版本。";
    to_the_clusters: "Go to clusters", "前往集群列表";
}
