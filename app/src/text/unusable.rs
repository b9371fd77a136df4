//! Why a cluster's configuration is of no use. English is the library's own wording (`Display`); a case without Chinese
//! does not compile.

use cluster::{Address, Part, Unusable};

use super::{Language, Texts};

impl Texts {
    /// Why; what the operating system or a library has said is quoted.
    pub(crate) fn unusable(self, it: &Unusable) -> String {
        if self.language() == Language::English {
            return it.to_string();
        }
        match it {
            Unusable::NoContext(context) => format!("上下文 {context} 没有内容"),
            Unusable::NoCluster(cluster) => format!("kubeconfig 中没有集群 {cluster}"),
            Unusable::NoServer => "集群未指定服务器地址（server）".to_owned(),
            Unusable::Address { address: Address::Server, said } => format!("无法解析服务器地址：{said}"),
            Unusable::Address { address: Address::Proxy, said } => format!("无法解析代理地址：{said}"),
            Unusable::File { part: it, path, said } => format!("无法读取{}：{path}：{said}", part(*it)),
            Unusable::NotBase64(it) => format!("{}不是 Base64 编码", part(*it)),
            Unusable::Missing(it) => format!("缺少{}", part(*it)),
            Unusable::NotPem(it) => format!("{}不是 PEM 格式", part(*it)),
            Unusable::ServiceAccount(said) => format!("无法使用 Pod 的服务账号：{said}"),
            Unusable::Credentials(said) => format!("无法使用凭据：{said}"),
            Unusable::Certificates(said) => format!("无法使用证书：{said}"),
            Unusable::Said(said) => said.clone(),
        }
    }
}

fn part(it: Part) -> &'static str {
    match it {
        Part::Authority => "证书颁发机构",
        Part::Certificate => "客户端证书",
        Part::Key => "客户端密钥",
    }
}

#[cfg(test)]
mod tests {
    use cluster::{Address, Part, Unusable};

    use super::{Language, Texts};

    fn all() -> Vec<Unusable> {
        let (name, said) = ("name".to_owned(), "os error 2".to_owned());
        let (path, part) = ("/etc/ca.pem".to_owned(), Part::Authority);
        vec![
            Unusable::NoContext(name.clone()),
            Unusable::NoCluster(name),
            Unusable::NoServer,
            Unusable::Address { address: Address::Server, said: said.clone() },
            Unusable::Address { address: Address::Proxy, said: said.clone() },
            Unusable::File { part, path, said: said.clone() },
            Unusable::NotBase64(Part::Certificate),
            Unusable::Missing(Part::Key),
            Unusable::NotPem(part),
            Unusable::ServiceAccount(said.clone()),
            Unusable::Credentials(said.clone()),
            Unusable::Certificates(said),
        ]
    }

    #[test]
    fn no_reason_has_an_english_sentence_in_chinese() {
        for why in all() {
            let (english, chinese) = (why.to_string(), Texts(Language::Chinese).unusable(&why));
            assert_eq!(Texts(Language::English).unusable(&why), english);
            assert!(
                !chinese.contains("the ") && chinese.chars().any(|letter| letter > '\u{4e00}'),
                "{chinese}"
            );
        }
    }

    #[test]
    fn what_a_library_says_is_quoted() {
        let said = "os error 2";
        for why in all().iter().filter(|why| why.to_string().contains(said)) {
            assert!(Texts(Language::Chinese).unusable(why).ends_with(said), "{why}");
        }
        assert_eq!(Texts(Language::Chinese).unusable(&Unusable::Said(said.to_owned())), said);
    }
}
