/** Worlds that the server lives: asked for once, followed while they are lived, kept for a while. */
import { ApiError, binary, drop, failureOf, json, type Container } from "./api";
import type { Step } from "./task.svelte";
import type { Failure, Spec, WorldResult } from "./types";

type Phase = "asking" | "living" | "done" | "failed" | "cancelled" | "gone";

const AGAIN_MS = 2_000;
const KEPT = 8;
const DRAWS = 64;

/** Whether second ranges are drawn unasked; a reader who stops one is not drawn another. */
export const unasked = $state({ wanted: true });

export class World {
  id = $state<string | null>(null);
  phase = $state<Phase>("asking");
  progress = $state.raw<Step | null>(null);
  result = $state.raw<WorldResult | null>(null);
  error = $state.raw<ApiError | null>(null);
  people = $state.raw<Container | null>(null);
  replay = $state.raw<Container | null>(null);
  ranging = $state(false);
  /** How often a second range was ended by the server: by somebody else's, or with it. */
  ended = $state(0);
  #events: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = new Set<string>();
  #stopped = false;
  #stale = false;
  #loading: Promise<void> | null = null;

  constructor(readonly spec: Spec) {
    void this.#start();
  }

  /** Whether the ledger's findings are there. */
  get traced(): boolean {
    return this.result?.parts.traced === "done";
  }

  async #start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stopped = false;
    try {
      const asked = await json<{ id: string; state: string }>("/api/worlds", this.spec);
      this.id = asked.id;
      if (this.#stopped) return void this.cancel();
      this.error = null;
      if (!this.result) this.phase = "living";
      if (asked.state === "done") await this.#load();
      const traced = this.result?.parts.traced;
      if (asked.state !== "done" || (traced !== "done" && traced !== "cancelled") || this.ranging) this.#follow();
    } catch (error) {
      this.#fail(failureOf(error));
    }
  }

  #fail(error: ApiError): void {
    if (this.#stopped) return;
    this.#close();
    if (error.status === 429 || error.gone || error.status === 404) {
      this.phase = error.gone ? "gone" : this.result ? "done" : "living";
      if (error.gone) this.error = error;
      this.#timer = setTimeout(() => void this.#start(), (error.retryAfter ?? AGAIN_MS / 1000) * 1000);
      return;
    }
    this.error = error;
    this.phase = "failed";
  }

  #follow(): void {
    this.#close();
    if (!this.id) return;
    const events = new EventSource(`/api/worlds/${this.id}/events`);
    this.#events = events;
    const data = (event: Event): unknown => JSON.parse((event as MessageEvent<string>).data);
    events.addEventListener("progress", (event) => (this.progress = data(event) as Step));
    events.addEventListener("part", (event) => {
      const told = data(event) as { part: string; state: string };
      if (told.state === "done" && this.result?.parts[told.part as "world"] !== "done") void this.#load();
      if (told.part === "ranges" && told.state !== "living") this.ranging = false;
    });
    events.addEventListener("failed", (event) => {
      const told = data(event) as { part: string; error: Failure };
      const error = new ApiError(500, told.error);
      if (told.part === "ranges") this.ranging = false;
      if (told.part === "world") this.#fail(error);
      else this.error = error;
    });
    events.addEventListener("cancelled", (event) => {
      const told = data(event) as { part: string };
      if (this.ranging && told.part === "ranges") this.ended += 1;
      if (told.part === "ranges") this.ranging = false;
      if (told.part === "world" && !this.result) this.phase = "cancelled";
    });
    events.addEventListener("end", () => {
      this.#close();
      this.progress = null;
      void this.#load().then(() => {
        if (this.ranging && !this.result?.ranges && !this.#stopped) this.#follow();
      });
    });
    events.onerror = () => {
      // Gone, or started anew and without this world: ask again from the start.
      this.#close();
      if (!this.#stopped) this.#fail(new ApiError(0, { kind: "gone", message: "The server does not answer." }));
    };
  }

  #close(): void {
    this.#events?.close();
    this.#events = null;
  }

  /** Fetch what is told now. One at a time, so that an older answer never covers a newer one. */
  async #load(): Promise<void> {
    this.#stale = true;
    this.#loading ??= this.#loadAll().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #loadAll(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      await this.#loadOnce();
    }
  }

  async #loadOnce(): Promise<void> {
    if (!this.id) return;
    try {
      const found = await json<WorldResult>(`/api/worlds/${this.id}`);
      if (found.state === "cancelled" && !found.headline) {
        this.phase = "cancelled";
        return;
      }
      if (found.headline) {
        this.result = found;
        this.phase = "done";
        this.error = null;
        // Its ledger was ended with the server that wrote it: ask again, whoever answers then.
        if (found.parts.traced === "cancelled" && !this.#stopped) this.#timer = setTimeout(() => void this.#start(), AGAIN_MS);
      }
    } catch (error) {
      const failed = failureOf(error);
      if (failed.status !== 409) this.#fail(failed);
    }
  }

  /** Columns of persons, as soon as somebody looks. */
  wantPeople(): void {
    void this.#column("people", (found) => (this.people = found));
  }

  /** Everybody's band and score, week by week. */
  wantReplay(): void {
    if (this.traced) void this.#column("replay", (found) => (this.replay = found));
  }

  async #column(name: "people" | "replay", keep: (found: Container) => void): Promise<void> {
    if (!this.result || this[name] || this.#fetching.has(name)) return;
    this.#fetching.add(name);
    try {
      keep(await binary(`/api/worlds/${this.id}/${name}`));
    } catch (error) {
      this.#fail(failureOf(error));
    } finally {
      this.#fetching.delete(name);
    }
  }

  /** The second range: what comes of it if the assumed numbers err. Half a minute; unasked, everything else goes first. */
  async askRanges(unasked = false): Promise<void> {
    if (!this.id || this.ranging || this.result?.ranges) return;
    this.ranging = true;
    try {
      await json(`/api/worlds/${this.id}/ranges`, { draws: DRAWS, unasked });
      await this.#load();
      if (this.result?.ranges) this.ranging = false;
      else if (!this.#events) this.#follow();
    } catch (error) {
      this.ranging = false;
      if (unasked) this.ended += 1;
      else this.error = failureOf(error);
    }
  }

  async stopRanges(): Promise<void> {
    this.ranging = false;
    if (this.id) await drop(`/api/worlds/${this.id}/ranges`).catch(() => undefined);
  }

  /** No longer waited for: what is not finished ends. */
  cancel(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#close();
    if (this.id && !this.result) void drop(`/api/worlds/${this.id}`).catch(() => undefined);
    if (!this.result) this.phase = "cancelled";
  }

  again(): void {
    this.phase = "asking";
    this.error = null;
    void this.#start();
  }
}

const worlds = new Map<string, World>();

/** The world of a spec, asked for if need be. */
export function worldOf(spec: Spec): World {
  const key = JSON.stringify(spec);
  const held = worlds.get(key);
  if (held && held.phase !== "cancelled") {
    worlds.delete(key);
    worlds.set(key, held);
    return held;
  }
  const made = new World(spec);
  worlds.set(key, made);
  for (const [old, world] of worlds) {
    if (worlds.size <= KEPT) break;
    world.cancel();
    worlds.delete(old);
  }
  return made;
}

/** A turn is lived at once; of turns that follow within this many milliseconds, the one after which nothing follows. */
const STILL_MS = 40;

/** Follows a spec that changes: the last world that is whole stays in view until the next one is. */
export class Watch {
  target = $state.raw<World | null>(null);
  #last = $state.raw<World | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = "";
  #turned = Number.NEGATIVE_INFINITY;

  /** The newest world with a result. */
  get shown(): World | null {
    return this.target?.result ? this.target : this.#last;
  }

  get busy(): boolean {
    return this.target !== null && !this.target.result && this.target.phase !== "failed";
  }

  want(spec: Spec): void {
    const key = JSON.stringify(spec);
    if (key === this.#wanted) return;
    const first = this.#wanted === "" || worlds.has(key) || performance.now() - this.#turned > STILL_MS;
    this.#wanted = key;
    this.#turned = performance.now();
    clearTimeout(this.#timer);
    const take = (): void => {
      const left = this.target;
      if (left?.result) this.#last = left;
      const next = worldOf(spec);
      if (left && left !== next && !left.result && (left.phase === "living" || left.phase === "asking")) left.cancel();
      this.target = next;
    };
    if (first) take();
    else this.#timer = setTimeout(take, STILL_MS);
  }
}
