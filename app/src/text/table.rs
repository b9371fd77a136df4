//! Around tables: filter, columns, pages.

use super::catalogue;

catalogue! {
    filter(what: &str): "Filter {what}", "筛选{what}";
    sort_by: "Sort by", "排序";
    filter_now: "Filter", "筛选";
    columns: "Columns", "列";
    show_columns: "Show", "显示";
    no_row_holds: "Nothing here matches.", "没有符合条件的条目。";
    show_all: "Show all", "显示全部";
    pages: "Pages", "分页";
    select: "Select", "选择";
    select_all: "Select all", "全选";
    select_row(name: &str): "Select {name}", "选择 {name}";
    select_fewer: "Too many at once: select fewer", "一次所选过多，请减少选择";
    delete_selected(count: usize): "Delete {count}", "删除 {count} 个";
    delete_selected_plain: "Delete selected", "删除所选";
}
