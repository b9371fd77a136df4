// How the editor looks: by the page's own tokens, so that it follows the theme by itself.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const color = (name: string) => `var(--color-${name})`;

const frame = EditorView.theme({
  "&": { color: color("ink"), backgroundColor: "transparent", fontSize: "var(--text-sm)", maxHeight: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: "0.5rem 0", caretColor: color("ink") },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: color("ink"), borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in oklab, var(--color-accent) 24%, transparent) !important",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--color-hover) 60%, transparent)" },
  ".cm-gutters": { backgroundColor: color("sunken"), color: color("ink-faint"), borderRight: `1px solid ${color("line")}` },
  ".cm-activeLineGutter": { backgroundColor: color("hover"), color: color("ink") },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.375rem 0 0.5rem" },
  ".cm-foldGutter .cm-gutterElement": { cursor: "pointer", padding: "0 0.25rem" },
  ".cm-foldPlaceholder": { background: color("sunken"), border: `1px solid ${color("line")}`, color: color("ink-muted") },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: color("accent-soft"), outline: `1px solid ${color("accent")}` },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: `underline wavy ${color("danger")} 1.5px`, textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: `underline wavy ${color("warn")} 1.5px`, textUnderlineOffset: "3px" },
  ".cm-lint-marker-error, .cm-lint-marker-warning": { content: "none", width: "0.5rem", height: "0.5rem", borderRadius: "50%", margin: "0.4rem 0.15rem" },
  ".cm-lint-marker-error": { backgroundColor: color("danger") },
  ".cm-lint-marker-warning": { backgroundColor: color("warn") },
  ".cm-gutter-lint": { width: "1rem" },
});

const floating = EditorView.theme({
  ".cm-tooltip": {
    border: "none",
    borderRadius: "var(--radius-lg)",
    background: color("raised"),
    color: color("ink"),
    boxShadow: "var(--shadow-float)",
    fontFamily: "var(--font-sans)",
    fontSize: "var(--text-sm)",
    maxWidth: "min(30rem, calc(100vw - 2rem))",
    zIndex: "30",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)", maxHeight: "none", padding: "0.25rem", minWidth: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem", borderRadius: "var(--radius-sm)", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: color("accent-soft"), color: color("accent-text") },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { color: color("ink-faint"), fontStyle: "normal", float: "right", marginLeft: "1.5rem", fontFamily: "var(--font-sans)" },
  ".cm-tooltip.cm-completionInfo": { padding: "0.5rem 0.75rem", maxWidth: "20rem", overflow: "hidden" },
  ".cm-diagnostic": { padding: "0.5rem 0.75rem", borderLeft: "none" },
  ".cm-diagnostic-error": { background: color("danger-soft"), color: color("danger-text") },
  ".cm-diagnostic-warning": { background: color("warn-soft"), color: color("warn-text") },
  ".cm-explained": { padding: "0.625rem 0.75rem" },
  ".cm-explained h3": { fontFamily: "var(--font-mono)", fontWeight: "600", overflowWrap: "anywhere" },
  ".cm-explained dl": { display: "grid", gridTemplateColumns: "auto 1fr", gap: "0.125rem 0.75rem", margin: "0.375rem 0" },
  ".cm-explained dt": { color: color("ink-muted") },
  ".cm-explained a": { color: color("accent-text"), fontWeight: "500", textDecoration: "underline", textUnderlineOffset: "3px" },
  ".cm-panels": { background: color("raised"), color: color("ink"), borderColor: color("line") },
  ".cm-panels.cm-panels-bottom": { borderTop: `1px solid ${color("line")}` },
  ".cm-panels.cm-panels-top": { borderBottom: `1px solid ${color("line")}` },
  ".cm-panel.cm-search": { padding: "0.5rem 0.75rem", fontFamily: "var(--font-sans)" },
  ".cm-panel.cm-search [name=close]": { color: color("ink-muted"), fontSize: "1.1rem" },
  ".cm-textfield": { background: color("surface"), border: `1px solid ${color("field")}`, borderRadius: "var(--radius-sm)", color: color("ink"), fontSize: "var(--text-sm)" },
  ".cm-button": { background: color("raised"), backgroundImage: "none", border: `1px solid ${color("line-strong")}`, borderRadius: "var(--radius-sm)", color: color("ink"), fontSize: "var(--text-sm)" },
  ".cm-searchMatch": { backgroundColor: color("warn-soft"), outline: `1px solid ${color("warn")}` },
});

const words = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: color("code-key") },
  { tag: [tags.string, tags.special(tags.string)], color: color("code-text") },
  { tag: [tags.keyword, tags.bool, tags.number, tags.atom, tags.typeName], color: color("code-literal") },
  { tag: tags.comment, color: color("code-comment"), fontStyle: "italic" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: color("ink-muted") },
]);

export const look: Extension = [frame, floating, syntaxHighlighting(words)];
