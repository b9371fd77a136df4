// Completion and hover, as the page's program answers.
import { autocompletion, startCompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { EditorView, hoverTooltip } from "@codemirror/view";
import { parsed, placeOf, positionOf, type Explained, type Offered, type Service } from "./service.js";

export function assist(service: Service): Extension {
  return [
    // As many as fit without scrolling: the list itself cannot be focused.
    autocompletion({ override: [(context) => complete(service, context)], icons: false, maxRenderedOptions: 10 }),
    hoverTooltip(
      (view, position) => {
        const { line, column } = placeOf(view.state.doc, position);
        const found = parsed<Explained>(service.explain(view.state.doc.toString(), line, column));
        if (!found) return null;
        return { pos: position, create: () => ({ dom: explained(found) }) };
      },
      { hoverTime: 350 },
    ),
  ];
}

function complete(service: Service, context: CompletionContext): CompletionResult | null {
  const doc = context.state.doc;
  const { line, column } = placeOf(doc, context.pos);
  const found = parsed<Offered>(service.complete(doc.toString(), line, column));
  if (!found) return null;
  const from = positionOf(doc, found.from);
  // On an empty line only when asked for: who writes a comment, or leaves a line free, is not disturbed.
  if (from === context.pos && !context.explicit && /^\s*$/.test(doc.line(line).text)) return null;
  const end = positionOf(doc, found.to);
  return {
    from,
    validFor: /^[\w.*/-]*$/,
    options: found.items.map(({ label, insert, detail, info, chained }, index) => ({
      label,
      detail,
      boost: -index / found.items.length,
      ...(info ? { info } : {}),
      apply: (view: EditorView, _: unknown, start: number, now: number) => {
        // What was written since the question moved the end of the word.
        const to = now + Math.max(0, end - context.pos);
        view.dispatch({ changes: { from: start, to, insert }, selection: { anchor: start + insert.length }, userEvent: "input.complete" });
        if (chained) startCompletion(view);
      },
    })),
  };
}

function explained({ name, decides, facts, link }: Explained): HTMLElement {
  const element = (tag: string, text = "", ...children: Node[]): HTMLElement => {
    const made = document.createElement(tag);
    made.append(text, ...children);
    return made;
  };
  const list = element("dl", "", ...facts.flatMap(([label, text]) => [element("dt", label), element("dd", text)]));
  const anchor = element("a", link.text) as HTMLAnchorElement;
  anchor.href = link.url;
  anchor.target = "_blank";
  anchor.rel = "noreferrer";
  const box = element("section", "", element("h3", name), element("p", decides), list, anchor);
  box.className = "cm-explained";
  return box;
}
