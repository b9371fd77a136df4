// What the page's own program answers: it runs the same checks as the server, compiled to WASM. Places are lines and
// columns from 1, columns in characters (not in UTF-16 units, as everything else here).
import type { Text } from "@codemirror/state";

export interface Place {
  line: number;
  column: number;
}

export interface Note {
  from: Place;
  to: Place;
  severity: "error" | "warning";
  message: string;
}

export interface Offered {
  from: Place;
  to: Place;
  items: { label: string; insert: string; detail: string; info: string; chained: boolean }[];
}

export interface Explained {
  name: string;
  decides: string;
  /** Pairs of a label and what it says. */
  facts: [string, string][];
  link: { text: string; url: string };
}

/** Each takes the text and a place; answers are JSON, or empty where there is nothing to say. */
export interface Service {
  complete(text: string, line: number, column: number): string;
  explain(text: string, line: number, column: number): string;
  /** The cursor is here now. */
  moved(line: number, column: number): void;
}

export function placeOf(doc: Text, position: number): Place {
  const line = doc.lineAt(position);
  return { line: line.number, column: [...line.text.slice(0, position - line.from)].length + 1 };
}

export function positionOf(doc: Text, place: Place): number {
  const line = doc.line(Math.min(Math.max(place.line, 1), doc.lines));
  const before = [...line.text].slice(0, place.column - 1).join("");
  return line.from + before.length;
}

export function parsed<T>(answer: string): T | null {
  return answer === "" ? null : (JSON.parse(answer) as T);
}
