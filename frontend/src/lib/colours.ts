/** Bands as colours and shapes: worse than the start warm and angular, the start grey, better cool and round. */
import tokens from "../../../src/demerit/report/tokens.css?raw";

const STEPS_EACH_WAY = 8;

/** The tokens of the light or the dark theme, as the style sheet has them. */
function themed(selector: string): Map<string, string> {
  const block = tokens.slice(tokens.indexOf(selector)).split("}", 1)[0] ?? "";
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1] as string, found[2] as string]));
}
const LIGHT = themed(":root {");
const DARK = themed(':root[data-theme="dark"] {');

/** Where in the list of bands people start: the first that weighs nothing, else the middle. */
export function startOf(weights: (number | null)[]): number {
  const found = weights.findIndex((weight) => weight === 0);
  return found >= 0 ? found : Math.floor(weights.length / 2);
}

/** A colour for each band, worst first: the same that reports have (`band_colour`). */
export function palette(weights: (number | null)[], dark: boolean): string[] {
  const mode = dark ? DARK : LIGHT;
  const start = startOf(weights);
  return weights.map((_, i) => {
    if (i === start) return mode.get("start") ?? "";
    const [side, at, last] = i < start ? ["bad", i, start - 1] : ["good", i - start - 1, weights.length - start - 2];
    return mode.get(`${side}-${last > 0 ? Math.round((STEPS_EACH_WAY * at) / last) : 0}`) ?? "";
  });
}

export type Shape = "cross" | "diamond" | "square" | "dot" | "ring" | "disc";

/** A shape for each band, so that colour is never the only sign. */
export function shapes(weights: (number | null)[]): Shape[] {
  const start = startOf(weights);
  return weights.map((_, i) => {
    if (i < start) return i === 0 ? "cross" : i === 1 ? "diamond" : "square";
    if (i === start) return "dot";
    return i === weights.length - 1 && i > start + 1 ? "disc" : "ring";
  });
}

export function rgb(colour: string): [number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  if (hex) return [1, 2, 3].map((i) => Number.parseInt(hex[i] as string, 16)) as [number, number, number];
  return (colour.match(/\d+(\.\d+)?/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number) as [number, number, number];
}
