// How long a browser's engine takes to judge a pod against a hundred policies: `measure.mjs MODULE`, the module
// that wasm-bindgen made of lib.rs. Prints the median and the 99th percentile in milliseconds.
import { createRequire } from 'node:module';

const ROUNDS = 2000;
const { Judge } = createRequire(import.meta.url)(process.argv[2]);

for (const [name, judge, violations] of [
  ['100 policies, the last allows', Judge.last_allows(), 0],
  ['100 policies, none allows, every violation told', Judge.none_allows(), 398],
]) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    const found = judge.judge();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    if (found !== violations) throw new Error(`${name}: ${found} violations, not ${violations}`);
  }
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor(ROUNDS * part)].toFixed(3);
  console.log(`${name}: median ${at(0.5)} ms, 99 % within ${at(0.99)} ms (${ROUNDS} rounds, ${process.release.name} ${process.version})`);
}
