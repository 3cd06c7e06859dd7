/** Bands as colours and shapes: worse than the start warm and angular, the start grey, better cool and round. */
import { scaleLinear } from "d3-scale";

const BAD = { light: ["#9c1f14", "#cf5a2b", "#c98a12"], dark: ["#ff8d7a", "#f2a45c", "#eccb6b"] };
const GOOD = { light: ["#3f938c", "#0d5560"], dark: ["#4fa9a1", "#a9ebe2"] };
const START = { light: "#8d969b", dark: "#66737a" };

function spread(colours: string[], count: number): string[] {
  if (count <= 1) return colours.slice(0, count);
  const at = colours.map((_, i) => i / (colours.length - 1));
  const scale = scaleLinear<string>().domain(at).range(colours);
  return Array.from({ length: count }, (_, i) => scale(i / (count - 1)));
}

/** Where in the list of bands people start: the first that weighs nothing, else the middle. */
export function startOf(weights: (number | null)[]): number {
  const found = weights.findIndex((weight) => weight === 0);
  return found >= 0 ? found : Math.floor(weights.length / 2);
}

/** A colour for each band, worst first. */
export function palette(weights: (number | null)[], dark: boolean): string[] {
  const mode = dark ? "dark" : "light";
  const start = startOf(weights);
  return [...spread(BAD[mode], start), START[mode], ...spread(GOOD[mode], weights.length - start - 1)];
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
