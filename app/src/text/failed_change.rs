//! Why a change of PSP Status failed on a node, or a node's API server does not tell what it does. English is the libraries'
//! own wording (`Display`); a case without Chinese does not compile. Words of others, and of records that are older than the
//! reasons, stay as they are.

use access::switch::Turn;
use cluster::{AgentCause, AgentFailure, Failure, Seen};

use super::{Language, Texts};

impl Texts {
    /// Why it failed.
    pub(crate) fn failure(self, it: &Failure) -> String {
        if self.language() == Language::English {
            return it.to_string();
        }
        match it {
            Failure::NoImage => "没有可用的代理镜像".to_owned(),
            Failure::NoServer { node } => format!("{node} 上已没有 API 服务器"),
            Failure::NotStarted { pod } => format!("代理 Pod {pod} 尚未开始运行：kubelet 没有启动它"),
            Failure::Waits { pod, said } => format!("代理 Pod {pod} 尚未开始运行：{said}"),
            Failure::PodDeleted => "代理 Pod 已被他人删除".to_owned(),
            Failure::Killed { status } => format!("代理被终止（退出状态 {status}）"),
            Failure::NoAgent { said } => format!("该镜像不包含代理：{said}"),
            Failure::Again { runs, last } => format!("已先后运行 {runs} 个代理：{}", self.failure(last)),
            Failure::Agent(it) => self.agent(it),
            Failure::Still { state: Turn::On } => "API 服务器已就绪，但 PSP 状态仍为开启".to_owned(),
            Failure::Still { state: Turn::Off } => "API 服务器已就绪，但 PSP 状态仍为关闭".to_owned(),
            Failure::Silent { why } => format!("API 服务器已就绪，但无法查询其状态：{}", self.failure(why)),
            Failure::Flags(problem) => self.problem(problem),
            Failure::Manifest(error) => self.manifest(error),
            Failure::NoWay => "此控制台没有单独访问它的地址".to_owned(),
            Failure::NoAddress { address } => format!("{address} 不是有效地址"),
            Failure::NotAsked => "尚未查询".to_owned(),
            Failure::Unauthorized => self.unauthorized().to_owned(),
            Failure::NotFound(missing) => self.missing(missing),
            Failure::Conflict(clash) => self.clash(clash),
            Failure::Refused(cause) => self.cause(cause),
            Failure::Said(_) | Failure::Other(_) => it.to_string(),
        }
    }

    /// The agent's reason in Chinese.
    fn agent(self, it: &AgentFailure) -> String {
        match it {
            AgentFailure::Locked { folder } => format!("另一个代理正在更改 {folder} 中的清单"),
            AgentFailure::File { path, said } => format!("{path}：{said}"),
            AgentFailure::Manifest { path, error } => {
                format!("无法解析或更改清单 {path}：{}", self.manifest(error))
            }
            AgentFailure::NotAFile { path } => format!("{path} 不是独立的文件（可能是链接）"),
            AgentFailure::BackupAmongManifests { folder } => {
                format!("备份目录 {folder} 就是清单所在的目录，kubelet 会运行其中的每个文件")
            }
            AgentFailure::BackupOfAnother { manifest } => format!("备份目录属于另一个清单 {manifest}"),
            AgentFailure::NotReady { seen: it } => format!("变更之前服务器未就绪：{}", seen(it)),
            AgentFailure::NotTheServer => {
                "在 --readyz 的地址上响应的不是 kube-apiserver 本身，因此无法确认其重启".to_owned()
            }
            AgentFailure::ChangedMeanwhile { path } => format!("其间有人更改了 {path}；已保持现状"),
            AgentFailure::RolledBack { cause: it } => format!("已撤回，服务器恢复就绪：{}", cause(it)),
            AgentFailure::Down { cause: it } => format!("已撤回，但服务器仍未就绪：{}", cause(it)),
            AgentFailure::Said(said) => said.clone(),
        }
    }
}

fn cause(it: &AgentCause) -> String {
    match it {
        AgentCause::TimeOver { seconds, seen: it } => format!("等待 {seconds} 秒后，{}", seen(it)),
        AgentCause::Opposite => "已请求相反的变更".to_owned(),
        AgentCause::Said(said) => said.clone(),
    }
}

fn seen(it: &Seen) -> String {
    match it {
        Seen::NotStopped => "kubelet 没有停止之前的服务器".to_owned(),
        Seen::ReadyOnlyNow => "服务器刚刚才就绪".to_owned(),
        Seen::SomethingElse => "响应的不是 kube-apiserver".to_owned(),
        Seen::NoServer => "没有服务器响应".to_owned(),
        Seen::TooLate { seconds } => format!("{seconds} 秒内没有响应"),
        Seen::Said(said) => said.clone(),
    }
}

#[cfg(test)]
mod tests {
    use access::status::Cause;
    use cluster::{Clash, ManifestError, Missing, Place, Problem};

    use super::{AgentCause, AgentFailure, Failure, Language, Seen, Texts, Turn};

    const SAID: &str = "exit 1";

    fn agents() -> Vec<AgentFailure> {
        let (path, said) = ("/etc/kubernetes/manifests".to_owned(), SAID.to_owned());
        let error = ManifestError::Unusual { at: Place { line: 1, column: 1 } };
        let over = |seen| AgentCause::TimeOver { seconds: 30, seen };
        vec![
            AgentFailure::Locked { folder: path.clone() },
            AgentFailure::File { path: path.clone(), said: said.clone() },
            AgentFailure::Manifest { path: path.clone(), error },
            AgentFailure::NotAFile { path: path.clone() },
            AgentFailure::BackupAmongManifests { folder: path.clone() },
            AgentFailure::BackupOfAnother { manifest: path.clone() },
            AgentFailure::NotReady { seen: Seen::TooLate { seconds: 5 } },
            AgentFailure::NotReady { seen: Seen::Said(said) },
            AgentFailure::NotTheServer,
            AgentFailure::ChangedMeanwhile { path },
            AgentFailure::RolledBack { cause: AgentCause::Opposite },
            AgentFailure::RolledBack { cause: over(Seen::NotStopped) },
            AgentFailure::RolledBack { cause: over(Seen::ReadyOnlyNow) },
            AgentFailure::Down { cause: over(Seen::SomethingElse) },
            AgentFailure::Down { cause: over(Seen::NoServer) },
        ]
    }

    fn all() -> Vec<Failure> {
        let (pod, node, said) = ("agent-1".to_owned(), "master-1".to_owned(), SAID.to_owned());
        let mut all: Vec<_> = agents().into_iter().map(Failure::Agent).collect();
        all.extend([
            Failure::NoImage,
            Failure::NoServer { node },
            Failure::NotStarted { pod: pod.clone() },
            Failure::Waits { pod, said: said.clone() },
            Failure::PodDeleted,
            Failure::NoAgent { said: said.clone() },
            Failure::Again { runs: 5, last: Box::new(Failure::Killed { status: 137 }) },
            Failure::Still { state: Turn::On },
            Failure::Still { state: Turn::Off },
            Failure::Silent { why: Box::new(Failure::Refused(Cause::Said(said))) },
            Failure::Flags(Problem::Shell),
            Failure::Manifest(ManifestError::Unusual { at: Place { line: 1, column: 1 } }),
            Failure::NoWay,
            Failure::NoAddress { address: "?".to_owned() },
            Failure::NotAsked,
            Failure::Unauthorized,
            Failure::NotFound(Missing::Rule),
            Failure::Conflict(Box::new(Clash::Faster)),
            Failure::Refused(Cause::NotUnderstood(SAID.to_owned())),
        ]);
        all
    }

    #[test]
    fn no_reason_has_an_english_sentence_in_chinese_and_what_others_say_is_quoted() {
        for why in all() {
            let (english, chinese) = (why.to_string(), Texts(Language::Chinese).failure(&why));
            assert_eq!(Texts(Language::English).failure(&why), english);
            assert!(!chinese.contains(" the ") && !chinese.contains(" not "), "{chinese}");
            assert_eq!(chinese.contains(SAID), english.contains(SAID), "{chinese}");
            assert!(chinese.chars().any(|letter| letter >= '\u{3000}'), "{chinese}");
        }
    }

    #[test]
    fn a_record_of_before_is_told_as_it_is() {
        let words = "taken back: unknown flag";
        assert_eq!(Texts(Language::Chinese).failure(&Failure::Said(words.to_owned())), words);
    }
}
