/** The address holds the whole state: #/page/rest?scheme=…&set=…&off=…&t=… */
import type { About, Spec } from "./types";

const SPEC_KEYS = ["scheme", "society", "behaviour", "people", "days", "seed", "set", "off"] as const;

export const PAGES = {
  society: "Society",
  life: "One life, twice",
  dials: "Dials",
  compare: "Compare",
  law: "The law",
  drives: "What drives it",
  story: "Story",
} as const;

export type Page = keyof typeof PAGES | "changes";

const SMALLEST: About["defaults"] = {
  scheme: "as-described",
  society: "china-2020",
  behaviour: "everyday",
  people: 20_000,
  days: 1825,
  seed: 1,
};

/** A word of the address; one that is no word of any stays as it was typed. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function isPage(word: string): word is Page {
  return word in PAGES || word === "changes";
}

class Route {
  page = $state<Page>("society");
  rest = $state.raw<string[]>([]);
  params = $state.raw(new URLSearchParams());
  defaults = $state.raw(SMALLEST);

  constructor() {
    this.read();
    addEventListener("hashchange", () => this.read());
  }

  read(): void {
    const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
    const [page = "", ...rest] = path.split("/").map(decoded);
    this.page = isPage(page) ? page : "society";
    this.rest = rest.filter(Boolean);
    this.params = new URLSearchParams(query);
  }

  get(key: string): string | null {
    return this.params.get(key);
  }

  number(key: string, otherwise: number): number {
    const word = this.params.get(key);
    const found = word === null ? Number.NaN : Number(word);
    return Number.isFinite(found) ? found : otherwise;
  }

  /** What is lived, as the address says it. */
  readonly spec: Spec = $derived.by(() => {
    const d = this.defaults;
    return {
      scheme: this.get("scheme") ?? d.scheme,
      society: this.get("society") ?? d.society,
      behaviour: this.get("behaviour") ?? d.behaviour,
      people: this.number("people", d.people),
      days: this.number("days", d.days),
      seed: this.number("seed", d.seed),
      sets: this.params.getAll("set"),
      off: this.params.getAll("off"),
    };
  });

  /** The scheme as its file says it: the same without what was changed. */
  readonly plain: Spec = $derived({ ...this.spec, sets: [], off: [] });

  readonly changed: boolean = $derived(this.spec.sets.length + this.spec.off.length > 0);

  /** The address of a page that keeps what is lived, with `view` as its own part. */
  href(page: Page, view: Record<string, string | number | null> = {}, rest: (string | number)[] = []): string {
    const kept = new URLSearchParams();
    for (const [key, value] of this.params)
      if ((SPEC_KEYS as readonly string[]).includes(key)) kept.append(key, value);
    for (const [key, value] of Object.entries(view)) if (value !== null) kept.set(key, String(value));
    const query = kept.toString();
    const path = [page, ...rest].map((word) => encodeURIComponent(String(word))).join("/");
    return `#/${path}${query ? `?${query}` : ""}`;
  }

  /** Change parts of the address; null takes one away. Without `keep`, it is a step that "back" undoes. */
  put(changes: Record<string, string | number | null | string[]>, keep = true): void {
    const next = new URLSearchParams(this.params);
    for (const [key, value] of Object.entries(changes)) {
      next.delete(key);
      if (Array.isArray(value)) for (const each of value) next.append(key, each);
      else if (value !== null) next.set(key, String(value));
    }
    const query = next.toString();
    const path = [this.page, ...this.rest].map(encodeURIComponent).join("/");
    const hash = `#/${path}${query ? `?${query}` : ""}`;
    if (keep) history.replaceState(null, "", hash);
    else history.pushState(null, "", hash);
    this.params = next;
  }

  go(page: Page, view: Record<string, string | number | null> = {}, rest: (string | number)[] = []): void {
    location.hash = this.href(page, view, rest);
  }

  /** One dial turned, or (null) put back to what the file says. */
  turn(path: string, value: string | null): void {
    const sets = this.spec.sets.filter((each) => !each.startsWith(`${path}=`));
    if (value !== null) sets.push(`${path}=${value}`);
    this.put({ set: sets });
  }

  /** A rule switched off or on. */
  switch(rule: string, off: boolean): void {
    const rest = this.spec.off.filter((each) => each !== rule);
    this.put({ off: off ? [...rest, rule] : rest });
  }

  set(path: string): string | null {
    const found = this.spec.sets.findLast((each) => each.startsWith(`${path}=`));
    return found === undefined ? null : found.slice(path.length + 1);
  }
}

export const route = new Route();
