//! Views of one type. How a type of view is built, rendered and taken over in the browser is code that every visitor loads,
//! once for each type, and leptos has one for each element, each closure and each list of them.

use leptos::prelude::*;
use leptos::tachys::reactive_graph::ReactiveFunction;

/// The `view!` of leptos; what it makes is an `AnyView`, whatever is in it.
macro_rules! view {
    ($($view:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($view)* }.into_inner())
    };
}

pub(crate) use view;

/// A view that is made anew whenever a signal changes that it has read.
pub(crate) fn changing<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    (move || view().into_any()).into_shared().into_any()
}
