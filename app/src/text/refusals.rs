//! Why a cluster, the console or a name's rules refuse something. English is the library's own wording (`Display`), which
//! the log has too; a case without Chinese does not compile.

use access::status::Cause;
use access::switch::Turn;
use cluster::{Clash, Error, Missing, Protection};
use psp::{Alphabet, InvalidName, Named};

use super::{Language, Texts};

impl Texts {
    /// What a cluster's refusal adds to what its situation says; what the API server has said is quoted.
    pub(crate) fn refusal(self, it: &Error) -> String {
        match it {
            Error::NoPspApi | Error::Unreachable(_) | Error::Unauthorized | Error::BadName(_) => {
                String::new()
            }
            Error::Forbidden(said) | Error::AlreadyExists(said) | Error::Invalid { message: said, .. } => {
                said.clone()
            }
            Error::NotFound(missing) => self.missing(missing),
            Error::Conflict(clash) => self.clash(clash),
            Error::Protected(why) => self.protection(why),
            it if self.language() == Language::English => it.to_string(),
            Error::NotTold(said) => self.cause(&Cause::NotTold(said.clone())),
            Error::Unexpected(_) => "无法理解 API 服务器的响应".to_owned(),
        }
    }

    /// What is not there.
    pub(super) fn missing(self, it: &Missing) -> String {
        match self.language() {
            Language::English => it.to_string(),
            Language::Chinese => match it {
                Missing::Said(text) => text.clone(),
                Missing::Policy(policy) => format!("没有名为“{policy}”的策略"),
                Missing::Namespace(namespace) => format!("没有名为“{namespace}”的命名空间"),
                Missing::ServiceAccount { namespace, account } => {
                    format!("命名空间 {namespace} 中没有服务账号 {account}")
                }
                Missing::Rule => "此绑定规则已不存在".to_owned(),
                Missing::FailedChange => "没有可以撤回的失败变更".to_owned(),
            },
        }
    }

    /// What somebody else has done.
    pub(super) fn clash(self, it: &Clash) -> String {
        match self.language() {
            Language::English => it.to_string(),
            Language::Chinese => match it {
                Clash::Said(text) => text.clone(),
                Clash::Changed(object) => format!("{object} 已被他人修改，请重新查看"),
                Clash::OtherRules(role) => {
                    format!("{role} 与控制台要创建的对象同名，但其规则不同，因此无法继续")
                }
                Clash::OtherSubjects(binding) => {
                    format!("{binding} 与控制台要创建的对象同名，但其主体不同，因此无法继续")
                }
                Clash::OtherRole { binding, kind, role } => {
                    format!("{binding} 与控制台要创建的对象同名，但它引用的是 {kind} {role}，因此无法继续")
                }
                Clash::OtherDefault { role, binding } => {
                    format!("{role} 或 {binding} 已存在且内容不同，控制台不会更改它们")
                }
                Clash::NotRead(policy) => format!("替换策略 {policy} 之前必须先读取它"),
                Clash::MadeMeanwhile(policy) => format!("其间有人创建了策略 {policy}，未撤销任何更改"),
                Clash::NamespacesKeepComing => {
                    "不断有新的命名空间出现，且都没有自己的策略；请再次解绑".to_owned()
                }
                Clash::UnderWay { by, turn: Turn::On, since } => {
                    format!("{by} 自 {since} 起正在开启 PSP 状态")
                }
                Clash::UnderWay { by, turn: Turn::Off, since } => {
                    format!("{by} 自 {since} 起正在关闭 PSP 状态")
                }
                Clash::Faster => "已有他人抢先操作".to_owned(),
            },
        }
    }

    /// Why the console itself refuses.
    fn protection(self, it: &Protection) -> String {
        match (self.language(), it) {
            // The page says more about it than the log needs.
            (_, Protection::Unchangeable(obstacle)) => {
                let obstacle = obstacle.clone().told(|why| self.failure(&why));
                let (why, way) = self.obstacle(&obstacle);
                way.map_or(why.clone(), |way| format!("{why} {way}"))
            }
            (Language::English, it) => it.to_string(),
            (Language::Chinese, Protection::DefaultPolicy(policy)) => {
                format!("{policy} 是默认策略，各处的工作负载都可能依赖它：控制台既不更改也不删除它")
            }
            (Language::Chinese, Protection::NotInstalled(policy)) => {
                format!("默认策略 {policy} 尚未安装，请先安装")
            }
            (Language::Chinese, Protection::SharedRole { binding, policy }) => format!(
                "{binding} 授予 {} 的权限不止使用 {policy}，这些权限会一并丢失；请先用单独的角色绑定该策略：{}",
                access::objects::AUTHENTICATED,
                cluster::edit(binding)
            ),
            (Language::Chinese, Protection::PartOfKubernetes(binding)) => {
                format!("{binding} 是 Kubernetes 自身的一部分，移除后会被重新创建")
            }
            (Language::Chinese, Protection::BindsDefault(binding)) => format!(
                "{binding} 允许所有已认证的用户使用默认策略；“解除默认绑定”会将其移除，并按顺序保证任何时候都有策略可用"
            ),
            (Language::Chinese, Protection::KeepsComponents(binding)) => {
                format!("{binding} 使集群自身的组件和节点保留默认策略；恢复默认绑定时它会被移除")
            }
            (Language::Chinese, Protection::GrantsMore { binding, role }) => format!(
                "{binding} 引用了 {role}，其授予的权限不止使用这一个策略，移除会使主体失去所有这些权限；如确实需要，请编辑它：{}",
                cluster::edit(binding)
            ),
            (Language::Chinese, Protection::PodsWouldStop) => {
                "正在运行的 Pod 将无法重新创建；请先处理列出的问题，或确认接受".to_owned()
            }
            (Language::Chinese, Protection::RealCluster) => "只有内嵌集群可以重置；这是真实的集群".to_owned(),
        }
    }

    /// What is wrong with a name.
    pub(crate) fn bad_name(self, it: &InvalidName) -> String {
        if self.language() == Language::English {
            return format!("{it}.");
        }
        let named = |what: &Named| match what {
            Named::Policy => "策略名称",
            Named::Namespace => "命名空间",
            Named::ServiceAccount => "服务账号",
        };
        match it {
            InvalidName::Empty { what } => format!("{}为空。", named(what)),
            InvalidName::TooLong { what, max } => format!("{}超过 {max} 个字符。", named(what)),
            InvalidName::Characters { what, value, alphabet } => {
                let letters = match alphabet {
                    Alphabet::Label => "小写字母、数字和“-”",
                    Alphabet::Subdomain => "小写字母、数字、“-”和“.”",
                };
                format!("{}“{value}”只能包含{letters}，并且必须以字母或数字开头和结尾。", named(what))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use access::RbacRef;
    use access::switch::{Obstacle, Provider};
    use cluster::Failure;
    use psp::{Namespace, PolicyName};

    use super::{Clash, Error, Language, Missing, Protection, Texts, Turn};

    const CHINESE: Texts = Texts(Language::Chinese);

    /// Two English words beside each other, names of kinds and commands aside.
    fn english(text: &str) -> bool {
        let text = text.split("kubectl").next().unwrap_or_default();
        let words: Vec<_> = text
            .split(' ')
            .map(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        words.windows(2).any(|pair| pair == [true, true])
    }

    fn binding() -> RbacRef {
        RbacRef { kind: "RoleBinding".to_owned(), namespace: Some("team-a".to_owned()), name: "b".to_owned() }
    }

    fn missing() -> Vec<Missing> {
        let (namespace, account) = ("team-a".parse().unwrap(), "ci".parse().unwrap());
        vec![
            Missing::Policy("p".parse().unwrap()),
            Missing::Namespace("team-a".parse().unwrap()),
            Missing::ServiceAccount { namespace, account },
            Missing::Rule,
            Missing::FailedChange,
        ]
    }

    fn clashes() -> Vec<Clash> {
        let under_way = |turn| Clash::UnderWay { by: "alice".to_owned(), turn, since: "now".to_owned() };
        vec![
            Clash::Changed(binding()),
            Clash::OtherRules(binding()),
            Clash::OtherSubjects(binding()),
            Clash::OtherRole { binding: binding(), kind: "ClusterRole".to_owned(), role: "r".to_owned() },
            Clash::OtherDefault { role: Box::new(binding()), binding: binding() },
            Clash::NotRead("p".to_owned()),
            Clash::MadeMeanwhile("p".to_owned()),
            Clash::NamespacesKeepComing,
            under_way(Turn::On),
            under_way(Turn::Off),
            Clash::Faster,
        ]
    }

    fn protections() -> Vec<Protection> {
        vec![
            Protection::DefaultPolicy("p".to_owned()),
            Protection::NotInstalled("p".to_owned()),
            Protection::SharedRole { binding: binding(), policy: "p".to_owned() },
            Protection::PartOfKubernetes(binding()),
            Protection::BindsDefault(binding()),
            Protection::KeepsComponents(binding()),
            Protection::GrantsMore { binding: binding(), role: Box::new(binding()) },
            Protection::Unchangeable(Obstacle::Managed(Provider::Eks)),
            Protection::Unchangeable(Obstacle::Silent { node: "n".to_owned(), why: Failure::NoWay }),
            Protection::PodsWouldStop,
            Protection::RealCluster,
        ]
    }

    #[test]
    fn no_refusal_has_an_english_sentence_in_chinese() {
        let mut refusals = vec![Error::NotTold("503".to_owned())];
        refusals.extend(missing().into_iter().map(Error::NotFound));
        refusals.extend(clashes().into_iter().map(Error::Conflict));
        refusals.extend(protections().into_iter().map(Error::Protected));
        let mut told: Vec<_> = refusals.iter().map(|it| CHINESE.refusal(it)).collect();
        for bad in ["", "A b", &"a".repeat(300)] {
            told.push(CHINESE.bad_name(&bad.parse::<PolicyName>().unwrap_err()));
            told.push(CHINESE.bad_name(&bad.parse::<Namespace>().unwrap_err()));
        }
        for text in told {
            assert!(!text.is_ascii() && !english(&text), "{text}");
        }
        assert!(english(&Missing::Rule.to_string()), "the test sees English");
    }

    #[test]
    fn what_the_api_server_says_is_quoted() {
        let said = "configmaps \"x\" not found".to_owned();
        let missing = Error::NotFound(Missing::Said(said.clone()));
        for refused in [missing, Error::Conflict(Clash::Said(said.clone())), Error::Forbidden(said.clone())] {
            assert_eq!(CHINESE.refusal(&refused), said);
        }
    }
}
