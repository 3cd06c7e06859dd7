/** Everybody as a sign on a canvas: pixels written straight into one picture, so that 20,000 move at 60 frames a second. */
import type { Column } from "../lib/api";
import { rgb, type Shape } from "../lib/colours";

export type Layout = "town" | "score";

export interface Scene {
  people: number;
  x: Column;
  y: Column;
  /** Frame by frame, person by person. */
  band: Column;
  score: Column;
  frames: number;
  span: [number, number];
}

export interface Look {
  colours: string[];
  shapes: Shape[];
  /** The band that people start in: painted first, under all others. */
  start: number;
  ink: string;
  paper: string;
}

const MOST_PIXELS = 3_000_000;
const EDGE = 10;

/** Which pixels around a middle a sign covers. */
function stamp(shape: Shape, radius: number): [number, number][] {
  const big = shape === "cross" ? 1.7 : shape === "diamond" || shape === "square" ? 1.45 : shape === "dot" ? 0.85 : 1.2;
  const r = Math.max(0.5, radius * big);
  const found: [number, number][] = [];
  const reach = Math.ceil(r * 1.2);
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const [ax, ay] = [Math.abs(dx), Math.abs(dy)];
      const far = Math.hypot(dx, dy);
      const inside =
        shape === "diamond" ? ax + ay <= r * 1.15
        : shape === "square" ? ax <= r * 0.85 && ay <= r * 0.85
        : shape === "cross" ? Math.abs(ax - ay) <= Math.max(0.6, r * 0.42) && ax <= r && ay <= r
        : shape === "ring" && r >= 2.5 ? far <= r + 0.2 && far >= r - Math.max(1, r * 0.45)
        : far <= r + 0.2;
      if (inside) found.push([dx, dy]);
    }
  return found;
}

function hash(i: number): number {
  let h = Math.imul(i ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

export class Painter {
  #context: CanvasRenderingContext2D;
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);
  #ratio = 1;
  #px: Float32Array;
  #py: Float32Array;
  #jitter: Float32Array;
  #stamps: Int32Array[] = [];
  #inks: number[] = [];
  #look: Look | null = null;
  /** What the canvas shows. */
  #painted = "";
  radius = 2;

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly scene: Scene,
  ) {
    this.#context = canvas.getContext("2d") as CanvasRenderingContext2D;
    this.#px = new Float32Array(scene.people);
    this.#py = new Float32Array(scene.people);
    this.#jitter = Float32Array.from({ length: scene.people }, (_, i) => hash(i));
  }

  /** Fit the canvas to so many CSS pixels. */
  size(width: number, height: number): void {
    const wished = Math.min(window.devicePixelRatio || 1, 2);
    const most = Math.sqrt(MOST_PIXELS / Math.max(1, width * height));
    this.#ratio = Math.max(0.75, Math.min(wished, most));
    this.canvas.width = Math.round(width * this.#ratio);
    this.canvas.height = Math.round(height * this.#ratio);
    this.#image = this.#context.createImageData(this.canvas.width, this.canvas.height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    const room = Math.sqrt((this.canvas.width * this.canvas.height) / this.scene.people);
    this.radius = Math.max(0.55, Math.min(5 * this.#ratio, room * 0.34));
    if (this.#look) this.look(this.#look);
  }

  look(look: Look): void {
    this.#look = look;
    this.#painted = "";
    const across = this.canvas.width;
    this.#stamps = look.shapes.map((shape) => Int32Array.from(stamp(shape, this.radius).map(([dx, dy]) => dy * across + dx)));
    this.#inks = look.colours.map((colour) => {
      const [r, g, b] = rgb(colour);
      return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    });
  }

  /** Where everybody stands at a moment (in frames, with a part of one), in device pixels. */
  #place(at: number, layout: Layout): number {
    const { people, x, y, score, frames, span } = this.scene;
    const edge = EDGE * this.#ratio;
    const [w, h] = [this.canvas.width - 2 * edge, this.canvas.height - 2 * edge];
    const frame = Math.max(0, Math.min(frames - 1, Math.floor(at)));
    const [px, py] = [this.#px, this.#py];
    if (layout === "town") {
      for (let i = 0; i < people; i++) {
        px[i] = edge + (x[i] as number) * w;
        py[i] = edge + (y[i] as number) * h;
      }
      return frame;
    }
    const next = Math.min(frames - 1, frame + 1);
    const part = Math.max(0, Math.min(1, at - frame));
    const [a, b] = [frame * people, next * people];
    const scale = w / Math.max(1, span[1] - span[0]);
    for (let i = 0; i < people; i++) {
      const from = score[a + i] as number;
      const jitter = this.#jitter[i] as number;
      px[i] = edge + (from + ((score[b + i] as number) - from) * part - span[0] + (((jitter * 7919) % 1) - 0.5)) * scale;
      py[i] = edge + jitter * h;
    }
    return frame;
  }

  paint(at: number, layout: Layout, chosen: number | null, friends: readonly number[]): void {
    const look = this.#look;
    if (!look || !this.#image) return;
    // Where they live they stand still: nothing is painted until the next week.
    const still = [layout === "town" ? Math.floor(at) : at, layout, chosen, friends.length, friends[0]].join(" ");
    if (still === this.#painted) return;
    this.#painted = still;
    const frame = this.#place(at, layout);
    const { people, band } = this.scene;
    const [px, py, pixels] = [this.#px, this.#py, this.#pixels];
    const across = this.canvas.width;
    const margin = 9 * this.#ratio;
    const [right, bottom] = [across - margin, this.canvas.height - margin];
    const base = frame * people;
    pixels.fill(0);
    const order = look.colours.map((_, b) => b).sort((a, b) => rank(a, look.start) - rank(b, look.start));
    for (const b of order) {
      const offsets = this.#stamps[b] as Int32Array;
      const ink = this.#inks[b] as number;
      for (let i = 0; i < people; i++) {
        if (band[base + i] !== b) continue;
        const x = Math.max(margin, Math.min(right, px[i] as number)) | 0;
        const y = Math.max(margin, Math.min(bottom, py[i] as number)) | 0;
        const middle = y * across + x;
        for (let k = 0; k < offsets.length; k++) pixels[middle + (offsets[k] as number)] = ink;
      }
    }
    this.#context.putImageData(this.#image, 0, 0);
    if (chosen !== null) this.#ringed(chosen, friends, look);
  }

  /** The chosen one in a ring, and a line to each friend. */
  #ringed(chosen: number, friends: readonly number[], look: Look): void {
    const context = this.#context;
    const [x, y] = [this.#px[chosen] as number, this.#py[chosen] as number];
    const r = this.radius * 1.6 + 3 * this.#ratio;
    for (const [colour, thick] of [[look.paper, 4], [look.ink, 1.5]] as const) {
      context.strokeStyle = colour;
      context.lineWidth = thick * this.#ratio;
      context.beginPath();
      for (const friend of friends) {
        const [fx, fy] = [this.#px[friend] as number, this.#py[friend] as number];
        context.moveTo(x, y);
        context.lineTo(fx, fy);
        context.moveTo(fx + r * 0.7, fy);
        context.arc(fx, fy, r * 0.7, 0, 2 * Math.PI);
      }
      context.moveTo(x + r, y);
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /** Who stands nearest to a point in CSS pixels; null where there is nobody near. */
  nearest(x: number, y: number, reach = 24): number | null {
    const [dx, dy] = [x * this.#ratio, y * this.#ratio];
    let found: number | null = null;
    let least = (reach * this.#ratio) ** 2;
    for (let i = 0; i < this.scene.people; i++) {
      const far = ((this.#px[i] as number) - dx) ** 2 + ((this.#py[i] as number) - dy) ** 2;
      if (far < least) {
        least = far;
        found = i;
      }
    }
    return found;
  }

  /** Who stands nearest in a direction from somebody. */
  beside(from: number, dx: number, dy: number): number {
    const [x, y] = [this.#px[from] as number, this.#py[from] as number];
    let found = from;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.scene.people; i++) {
      const [ax, ay] = [(this.#px[i] as number) - x, (this.#py[i] as number) - y];
      const along = ax * dx + ay * dy;
      if (i === from || along <= 0.01) continue;
      const cost = along + 3 * Math.abs(ax * dy - ay * dx);
      if (cost < least) {
        least = cost;
        found = i;
      }
    }
    return found;
  }
}

function rank(band: number, start: number): number {
  if (band === start) return 0;
  return band > start ? band - start : 100 + start - band;
}
