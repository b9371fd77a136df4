//! Why a cluster tells nothing. English is the library's own wording (`Display`); a case without Chinese does not compile.

use access::status::Cause;

use super::{Language, Texts};

impl Texts {
    /// Why; what the API server or the operating system has said is quoted.
    pub(crate) fn cause(self, it: &Cause) -> String {
        match (self.language(), it) {
            (Language::English, it) => it.to_string(),
            (Language::Chinese, Cause::TooLate { seconds }) => format!("{seconds} 秒内没有响应"),
            (Language::Chinese, Cause::NotUnderstood(said)) => format!("无法理解 API 服务器的响应：{said}"),
            (Language::Chinese, Cause::NotTold(said)) => format!("Pod 的试运行无法说明是否执行策略：{said}"),
            (Language::Chinese, Cause::Said(said)) => said.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use access::status::Cause;

    use super::{Language, Texts};

    #[test]
    fn why_a_cluster_tells_nothing_is_said_in_the_readers_language() {
        let both =
            |it: Cause| [Language::English, Language::Chinese].map(|language| Texts(language).cause(&it));
        let late = ["no answer within 4 seconds", "4 秒内没有响应"];
        assert_eq!(both(Cause::TooLate { seconds: 4 }), late);
        let strange = ["the API server's answer is not understood: EOF", "无法理解 API 服务器的响应：EOF"];
        assert_eq!(both(Cause::NotUnderstood("EOF".to_owned())), strange);
        let not_told = [
            "the dry run of a pod does not tell whether policies are enforced: quota",
            "Pod 的试运行无法说明是否执行策略：quota",
        ];
        assert_eq!(both(Cause::NotTold("quota".to_owned())), not_told);
        let refused = "Connection refused (os error 111)";
        assert_eq!(both(Cause::Said(refused.to_owned())), [refused; 2], "others' words stay as they are");
    }
}
