use leptos_router::params::ParamsMap;

use super::{Attempt, Dialog, Notice, PspsView, Route, Tab, TableView, cluster_in, is_reset_open};
use crate::api::ClusterId;

fn demo() -> ClusterId {
    ClusterId::new("demo")
}

fn psps(view: PspsView) -> String {
    Route::Psps(demo(), view).path()
}

fn create(template: Option<&str>, from: Option<&str>) -> String {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Route::CreateYaml { cluster: demo(), template: owned(template), from: owned(from), draft: None }.path()
}

#[test]
fn every_url_is_as_written_here() {
    let rules = PspsView::tab(Tab::AssociationRules);
    let urls = [
        Route::Clusters.path(),
        Route::Cluster(demo()).path(),
        Route::ResetDemo(demo()).path(),
        psps(PspsView::default()),
        psps(rules.clone()),
        psps(PspsView::default().with_dialog(Dialog::SelectTemplate)),
        psps(PspsView::default().with_dialog(Dialog::DeletePolicy { policy: "a.b".into() })),
        psps(rules.with_dialog(Dialog::AddRule {
            namespace: Some("team-a".into()),
            account: None,
            policy: Some("p".into()),
        })),
        psps(PspsView::default().with_notice(Notice::PolicyCreated("p".into()))),
        create(Some("privileged-restricted"), None),
        create(None, Some("strict")),
        Route::Upload(demo()).path(),
        Route::TryPod(demo(), Attempt { user: Some("alice".into()), ..Attempt::default() }).path(),
        Route::TryPod(demo(), Attempt::of_workload("Deployment", "team-a", "web")).path(),
        Route::EditYaml { cluster: demo(), policy: "ack.privileged".into(), draft: None }.path(),
        Route::Policy(demo(), "ack.privileged".into()).path(),
        Route::Events(demo()).path(),
    ];
    assert_eq!(
        urls,
        [
            "/clusters",
            "/clusters/demo",
            "/clusters/demo?dialog=reset-demo",
            "/clusters/demo/security/psps",
            "/clusters/demo/security/psps?tab=association-rules",
            "/clusters/demo/security/psps?dialog=select-template",
            "/clusters/demo/security/psps?dialog=delete&policy=a.b",
            "/clusters/demo/security/psps?tab=association-rules&dialog=add-rule&namespace=team-a&policy=p",
            "/clusters/demo/security/psps?notice=created&what=p",
            "/clusters/demo/security/psps/-/create?template=privileged-restricted",
            "/clusters/demo/security/psps/-/create?from=strict",
            "/clusters/demo/security/psps/-/upload",
            "/clusters/demo/security/psps/-/try?user=alice",
            "/clusters/demo/security/psps/-/try?workload=Deployment/team-a/web",
            "/clusters/demo/security/psps/ack.privileged/yaml",
            "/clusters/demo/security/psps/ack.privileged",
            "/api/clusters/demo/events",
        ]
    );
}

#[test]
fn what_is_asked_of_a_pod_is_read_from_its_url_again_and_what_is_empty_is_not_there() {
    let mut query = ParamsMap::new();
    for (name, value) in [("namespace", "team-a"), ("account", ""), ("workload", "Job/team-a/once")] {
        query.insert(name, value.to_owned());
    }
    let expected =
        Attempt { namespace: Some("team-a".into()), ..Attempt::of_workload("Job", "team-a", "once") };
    assert_eq!(Attempt::from_query(&query), expected);
}

#[test]
fn a_context_of_any_name_survives_its_url() {
    for name in
        ["arn:aws:eks:eu-1:12:cluster/prod", "admin@10.0.0.1:6443", "a b~c%2F~2Fd", "großes Cluster", "~", ""]
    {
        let path = Route::Cluster(ClusterId::new(name)).path();
        let segment = path.strip_prefix("/clusters/").unwrap();
        assert!(!segment.contains('/'), "{path}");
        assert_eq!(cluster_in(segment).as_str(), name);
    }
}

#[test]
fn every_dialog_and_notice_survives_its_query() {
    let dialogs = [
        Dialog::SelectTemplate,
        Dialog::DeletePolicy { policy: "p".into() },
        Dialog::DeletePolicies { policies: vec!["p".into(), "q".into()] },
        Dialog::ChangeState { turn: None },
        Dialog::ChangeState { turn: Some(access::switch::Turn::On) },
        Dialog::Disassociate,
        Dialog::Associate,
        Dialog::InstallDefault,
        Dialog::add_rule(),
        Dialog::RemoveRules { rules: vec!["a/b=c".into()] },
        Dialog::RemoveRules { rules: vec!["a; b".into(), "c".into()] },
    ];
    for dialog in dialogs {
        let view = PspsView::tab(Tab::AssociationRules).with_dialog(dialog);
        assert_eq!(PspsView::from_query(&as_params(&view)), view);
    }
    for notice in [
        Notice::PolicySaved("p".into()),
        Notice::RulesAdded(3),
        Notice::RulesRemoved(2),
        Notice::RuleAlreadyThere,
        Notice::TurningOn,
        Notice::DemoReset,
    ] {
        let view = PspsView::default().with_notice(notice);
        assert_eq!(PspsView::from_query(&as_params(&view)), view);
    }
}

#[test]
fn a_notice_repeats_no_words_from_a_link() {
    let query = ParamsMap::from_iter([("notice", "created"), ("what", "call 555 now")]);
    assert_eq!(PspsView::from_query(&query).notice, None);
}

#[test]
fn a_dialog_keeps_how_the_table_under_it_is_shown_and_another_tab_does_not() {
    let table = TableView::default().sorted_by("age").filtered("team a");
    let view = PspsView::default().with_table(table.clone());
    assert_eq!(psps(view.clone()), "/clusters/demo/security/psps?sort=age&q=team%20a");
    let asking = view.with_dialog(Dialog::SelectTemplate);
    assert_eq!(PspsView::from_query(&as_params(&asking)), asking);
    assert_eq!(asking.bare(), view);
    assert_eq!(PspsView::tab(Tab::AssociationRules).table, TableView::default());
}

#[test]
fn only_its_own_query_opens_the_reset() {
    assert!(is_reset_open(&ParamsMap::from_iter([("dialog", "reset-demo")])));
    assert!(!is_reset_open(&ParamsMap::from_iter([("dialog", "delete")])));
}

fn as_params(view: &PspsView) -> ParamsMap {
    view.query().into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
