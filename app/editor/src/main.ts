// `<yaml-editor>`: puts CodeMirror in the place of the text field inside it. The field stays what the form sends and what
// works without this file; the page's program calls `connect` once it runs, and from then on both have the same text.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { assist } from "./assist.js";
import { look } from "./look.js";
import { placeOf, positionOf, type Note, type Place, type Service } from "./service.js";
import { yaml } from "./yaml.js";

/** Marks a change that comes from the page, not from whoever writes. */
const fromPage = Annotation.define<boolean>();

class YamlEditor extends HTMLElement {
  private view: EditorView | undefined;

  /** Takes over the text field. Called again after the page was left and entered, it does nothing. */
  connect(service: Service): void {
    const field = this.querySelector("textarea");
    if (this.view || !field) return;
    const hadFocus = document.activeElement === field;
    const selection = { anchor: field.selectionStart, head: field.selectionEnd };
    const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    const state = EditorState.create({
      doc: field.value,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({
          tabindex: "0",
          "aria-label": field.getAttribute("aria-label") ?? "",
          "aria-description": this.dataset.keys ?? "",
          "aria-describedby": field.getAttribute("aria-describedby") ?? "",
        }),
        lineNumbers(),
        lintGutter(),
        foldGutter(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        EditorState.readOnly.of(field.readOnly),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        rectangularSelection(),
        crosshairCursor(),
        highlightSelectionMatches(),
        yaml,
        look,
        field.readOnly ? [] : assist(service),
        // No key of the editor is Tab: whoever goes through the page by keyboard comes in and out by it. Indentation is
        // Mod-] and Mod-[.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((it) => it.annotation(fromPage))) {
            field.value = update.state.doc.toString();
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          }
          if (update.docChanged || update.selectionSet) {
            const { line, column } = placeOf(update.state.doc, update.state.selection.main.head);
            service.moved(line, column);
          }
        }),
      ],
    });
    this.view = new EditorView({ state, parent: this });
    this.setAttribute("data-ready", "");
    if (hadFocus) {
      this.view.dispatch({ selection });
      this.view.focus();
    }
  }

  disconnectedCallback(): void {
    this.view?.destroy();
    this.view = undefined;
    this.removeAttribute("data-ready");
  }

  /** The page has put another text into the field. */
  showText(text: string): void {
    const doc = this.view?.state.doc;
    if (!this.view || !doc || doc.toString() === text) return;
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, annotations: fromPage.of(true) });
  }

  /** Underlines. */
  showNotes(json: string): void {
    const view = this.view;
    if (!view) return;
    const doc = view.state.doc;
    const notes: Diagnostic[] = (JSON.parse(json) as Note[]).map(({ from, to, severity, message }) => {
      const start = positionOf(doc, from);
      return { from: start, to: Math.max(start, positionOf(doc, to)), severity, message };
    });
    view.dispatch(setDiagnostics(view.state, notes));
  }

  /** Puts the cursor there. */
  goTo(line: number, column: number): void {
    if (!this.view) return;
    const anchor = positionOf(this.view.state.doc, { line, column } satisfies Place);
    this.view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }
}

if (!customElements.get("yaml-editor")) customElements.define("yaml-editor", YamlEditor);
window.dispatchEvent(new Event("yaml-editor"));
