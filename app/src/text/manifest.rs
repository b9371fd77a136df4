//! What is not understood in an API server's manifest or flags. English is the library's own wording (`Display`); a case
//! without Chinese does not compile. What the YAML parser says stays as it is.

use cluster::{ManifestError, Place, Problem};

use super::{Language, Texts};

impl Texts {
    /// Why a manifest is not understood, or not changed.
    pub(super) fn manifest(self, it: &ManifestError) -> String {
        if self.language() == Language::English {
            return it.to_string();
        }
        match it {
            ManifestError::Syntax { at, message } => format!("{}：{message}", place(*at)),
            ManifestError::NoContainers { at } => format!("{}：不是 Pod 的清单：其中没有容器", place(*at)),
            ManifestError::NoServer { at } => format!("{}：没有运行 kube-apiserver 的容器", place(*at)),
            ManifestError::TwoServers { first, at } => {
                format!("{}：第二个运行 kube-apiserver 的容器；第一个位于{}", place(*at), place(*first))
            }
            ManifestError::NoCommand { at } => {
                format!("{}：容器 kube-apiserver 既没有 command 也没有 args", place(*at))
            }
            ManifestError::NotTexts { at } => format!("{}：command 和 args 必须是文本列表", place(*at)),
            ManifestError::Arguments { at, problem } => format!("{}：{}", place(*at), self.problem(problem)),
            ManifestError::Shared { at, other } => {
                format!("{}：此处还通过别名用于{}", place(*at), place(*other))
            }
            ManifestError::Unusual { at } => format!("{}：此处的写法更适合手动更改", place(*at)),
        }
    }

    /// What is wrong with arguments.
    pub(super) fn problem(self, it: &Problem) -> String {
        if self.language() == Language::English {
            return it.to_string();
        }
        match it {
            Problem::NotTheServer => "此处运行的不是 kube-apiserver".to_owned(),
            Problem::Shell => "kube-apiserver 由 shell 启动，无法可靠地区分 shell 的内容与参数".to_owned(),
            Problem::Variable { argument } => format!("{argument:?} 取决于变量"),
            Problem::NoValue { flag } => format!("--{flag} 没有值"),
            Problem::Unclear { before } => format!("此处可能是参数，也可能是 {before} 的值"),
            Problem::NoList { value } => format!("{value:?} 不是插件列表"),
            Problem::Contradiction => "PodSecurityPolicy 在此处被禁用，而另一个参数将其启用".to_owned(),
            Problem::Exclusive => {
                "--admission-control 不能与 --enable-admission-plugins 或 --disable-admission-plugins 同时使用".to_owned()
            }
        }
    }
}

fn place(Place { line, column }: Place) -> String {
    format!("第 {line} 行第 {column} 列")
}

#[cfg(test)]
mod tests {
    use super::{Language, ManifestError, Place, Problem, Texts};

    fn problems() -> [Problem; 8] {
        let name = || "--x".to_owned();
        [
            Problem::NotTheServer,
            Problem::Shell,
            Problem::Variable { argument: name() },
            Problem::NoValue { flag: name() },
            Problem::Unclear { before: name() },
            Problem::NoList { value: name() },
            Problem::Contradiction,
            Problem::Exclusive,
        ]
    }

    fn errors() -> Vec<ManifestError> {
        let (at, other) = (Place { line: 2, column: 3 }, Place { line: 4, column: 5 });
        let mut errors = vec![
            ManifestError::NoContainers { at },
            ManifestError::NoServer { at },
            ManifestError::TwoServers { first: other, at },
            ManifestError::NoCommand { at },
            ManifestError::NotTexts { at },
            ManifestError::Shared { at, other },
            ManifestError::Unusual { at },
        ];
        errors.extend(problems().map(|problem| ManifestError::Arguments { at, problem }));
        errors
    }

    #[test]
    fn what_is_not_understood_in_a_manifest_has_its_place_and_is_told_in_chinese() {
        for error in errors() {
            let chinese = Texts(Language::Chinese).manifest(&error);
            assert_eq!(Texts(Language::English).manifest(&error), error.to_string());
            assert!(chinese.starts_with("第 2 行第 3 列：") && !chinese.contains("line "), "{chinese}");
            assert_eq!(chinese.contains("第 4 行第 5 列"), error.to_string().contains("line 4"), "{chinese}");
        }
        let said = "did not find expected key".to_owned();
        let syntax = ManifestError::Syntax { at: Place { line: 2, column: 3 }, message: said };
        assert_eq!(Texts(Language::Chinese).manifest(&syntax), "第 2 行第 3 列：did not find expected key");
    }
}
