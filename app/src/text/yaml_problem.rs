//! What is wrong with a YAML text. English is the library's own wording (`Display`); a case without Chinese does not
//! compile.

use psp::yaml::{Found, Problem, Wanted, kinds};

use super::{Language, Texts};

impl Texts {
    /// What is wrong; what the parser and the API server say is quoted.
    pub(crate) fn yaml_problem(self, it: &Problem) -> String {
        if self.language() == Language::English {
            return it.to_string();
        }
        match it {
            Problem::Syntax(said) => format!("YAML 语法错误：{said}"),
            Problem::InsideItself => "该值包含在自身之中".to_owned(),
            Problem::OtherDocument => "该别名引用的锚点在另一个文档中".to_owned(),
            Problem::TooDeep => "嵌套过深".to_owned(),
            Problem::TooMany => "值过多".to_owned(),
            Problem::Twice { key, line } => format!("键“{key}”已在第 {line} 行出现"),
            Problem::Key(found) => format!("键必须是文本，而不是{}", chinese(found)),
            Problem::NoObject(found) => format!("策略必须是对象，而不是{}", chinese(found)),
            Problem::NotA(wanted) => format!("必须是 {wanted}"),
            Problem::Type { wanted, found } => {
                let wanted = match wanted {
                    Wanted::Bool => " true 或 false",
                    Wanted::WholeNumber => "整数",
                    Wanted::Text => "文本",
                    Wanted::QuotedText => "文本（需要加引号）",
                    Wanted::List => "列表",
                    Wanted::Object => "对象",
                };
                format!("必须是{wanted}，而不是{}", chinese(found))
            }
            Problem::UnknownField { nearest: None } => "未知字段".to_owned(),
            Problem::UnknownField { nearest: Some(name) } => format!("未知字段，您是否想写 {name}？"),
            Problem::MakesNoPods => format!("不会创建 Pod：应为 {}", kinds(" 或 ")),
            Problem::SecondDocument => "此处只能填写一个对象".to_owned(),
            Problem::Empty => "文本为空".to_owned(),
            Problem::Refused(said) => said.clone(),
        }
    }
}

fn chinese(found: &Found) -> String {
    match found {
        Found::Nothing => "空值".to_owned(),
        Found::Bool(value) => format!("布尔值 {value}"),
        Found::Number(value) => format!("数字 {value}"),
        Found::Text(value) => format!("文本“{value}”"),
        Found::List => "列表".to_owned(),
        Found::Object => "对象".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Texts};

    /// What is wrong with this text, in both languages.
    #[track_caller]
    fn check(text: &str, english: &str, chinese: &str) {
        let problem = psp::yaml::parse(text).unwrap_err().remove(0).problem;
        assert_eq!(Texts(Language::English).yaml_problem(&problem), english);
        assert_eq!(Texts(Language::Chinese).yaml_problem(&problem), chinese);
    }

    #[test]
    fn what_is_wrong_with_a_text_is_said_in_the_readers_language() {
        let policy =
            |spec: &str| format!("apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nspec: {spec}\n");
        check("", "the text is empty", "文本为空");
        check("[]", "a policy is an object, not a list", "策略必须是对象，而不是列表");
        check("{}\n---\n{}", "only one object can be written here", "此处只能填写一个对象");
        check("kind: Pod", "must be policy/v1beta1", "必须是 policy/v1beta1");
        check("a: 1\na: 2", "the key \"a\" stands in line 1 already", "键“a”已在第 1 行出现");
        check(
            &policy("{privileged: 'on'}"),
            "must be true or false, not the text \"on\"",
            "必须是 true 或 false，而不是文本“on”",
        );
        check(
            &policy("{hostPid: true}"),
            "unknown field, did you mean hostPID?",
            "未知字段，您是否想写 hostPID？",
        );
    }

    #[test]
    fn the_api_servers_words_stay_as_they_are() {
        let text = "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: UPPER}\n";
        let errors = psp::yaml::parse(text).unwrap_err();
        let name = errors.iter().find(|error| error.field.as_deref() == Some("metadata.name")).unwrap();
        let both = [Language::English, Language::Chinese].map(|it| Texts(it).yaml_problem(&name.problem));
        assert_eq!(both[0], both[1]);
        assert!(both[0].starts_with("Invalid value: \"UPPER\""), "{both:?}");
    }
}
