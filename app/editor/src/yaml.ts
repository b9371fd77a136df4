// YAML by its lines: words in colours, what is indented folded, a new line as deep as its place asks for. Its meaning is for
// the page's program, which has a parser of its own; a second one here would be a tenth of what an editor's page loads.
import { foldService, indentService, StreamLanguage } from "@codemirror/language";
import { yaml as mode } from "@codemirror/legacy-modes/mode/yaml";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";

/** The mode's words for what it finds. */
const tokenTable = { atom: tags.propertyName, meta: tags.punctuation, def: tags.separator, variable: tags.typeName };

/** What stands deeper than a line belongs to it, and a list may stand as deep as its key. */
const fold = foldService.of(({ doc }, start) => {
  const head = doc.lineAt(start);
  const depth = depthOf(head.text);
  if (depth === undefined) return null;
  let last = head;
  for (let number = head.number + 1; number <= doc.lines; number++) {
    const line = doc.line(number);
    const own = depthOf(line.text);
    if (own === undefined) continue;
    const isItsList = own === depth && isItem(line.text) && !isItem(head.text);
    if (own <= depth && !isItsList) break;
    last = line;
  }
  return last === head ? null : { from: head.to, to: last.to };
});

/** Deeper than the line above only behind a key that has no value yet. */
const indent = indentService.of((context, position) => {
  if (context.simulatedBreak === null) return null;
  const above = context.lineAt(position, -1).text;
  return context.lineIndent(position, -1) + (/:\s*$/.test(above) ? context.unit : 0);
});

/** Of a line that says something. */
function depthOf(text: string): number | undefined {
  const depth = text.search(/\S/);
  return depth < 0 ? undefined : depth;
}

function isItem(text: string): boolean {
  return /^\s*-(\s|$)/.test(text);
}

export const yaml: Extension = [StreamLanguage.define({ ...mode, tokenTable }), fold, indent];
