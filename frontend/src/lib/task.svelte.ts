/** Something long that the server was asked for: followed to its end, told as it goes, ended when nobody waits. */
import { ApiError, drop, failureOf, json } from "./api";
import type { Failure } from "./types";

export interface Step {
  part: string;
  stage: string;
  done: number;
  total: number;
}

interface Begun {
  id: string;
  state: string;
}

const AGAIN_MS = 2_000;

export class Task<T> {
  found = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  cancelled = $state(false);
  progress = $state.raw<Step | null>(null);
  /** A part that was asked for besides, and is on its way. */
  adding = $state<string | null>(null);
  /** Whether such a part was ended by the server. */
  ended = $state(false);
  #id: string | null = null;
  #events: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = false;
  #ended = false;

  constructor(
    readonly path: string,
    readonly body: unknown,
  ) {
    void this.start();
  }

  async start(): Promise<void> {
    clearTimeout(this.#timer);
    this.error = null;
    this.cancelled = false;
    this.progress = null;
    this.#ended = false;
    try {
      const asked = await json<Begun>(this.path, this.body);
      this.#id = asked.id;
      if (this.#left || this.#ended) return void this.#drop("");
      if (asked.state === "done") await this.#load();
      else this.#follow();
    } catch (failed) {
      this.#fail(failureOf(failed));
    }
  }

  /** Have a part besides worked out: `stop` ends it. */
  async add(part: string, body: unknown): Promise<void> {
    if (!this.#id || this.adding) return;
    this.adding = part;
    this.error = null;
    try {
      const asked = await json<Begun>(`${this.path}/${this.#id}/${part}`, body);
      if (asked.state === "done") await this.#load();
      else this.#follow();
    } catch (failed) {
      this.#fail(failureOf(failed));
    }
  }

  async stop(): Promise<void> {
    const part = this.adding;
    this.#ended = true; // an answer that is still to come is not waited for
    await this.#drop(part ? `/${part}` : "");
    this.adding = null;
    if (!this.found) this.cancelled = true;
    this.#close();
  }

  /** Nobody looks any more: what is not done ends. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
    this.#close();
    if (this.#id && !this.found) void this.#drop("");
    else if (this.#id && this.adding) void this.#drop(`/${this.adding}`);
  }

  async #drop(part: string): Promise<void> {
    if (this.#id) await drop(`${this.path}/${this.#id}${part}`).catch(() => undefined);
  }

  #close(): void {
    this.#events?.close();
    this.#events = null;
  }

  #fail(error: ApiError): void {
    this.#close();
    if (this.#left) return;
    this.error = error;
    this.adding = null;
    if (error.gone || error.status === 404 || error.status === 429)
      this.#timer = setTimeout(() => void this.start(), (error.retryAfter ?? AGAIN_MS / 1000) * 1000);
  }

  async #load(): Promise<void> {
    const got = await json<T>(`${this.path}/${this.#id}`);
    if (this.#left) return;
    this.found = got;
    this.progress = null;
    this.adding = null;
  }

  #follow(): void {
    this.#close();
    const events = new EventSource(`${this.path}/${this.#id}/events`);
    this.#events = events;
    const data = (event: Event): unknown => JSON.parse((event as MessageEvent<string>).data);
    events.addEventListener("progress", (event) => (this.progress = data(event) as Step));
    events.addEventListener("failed", (event) => this.#fail(new ApiError(500, (data(event) as { error: Failure }).error)));
    events.addEventListener("cancelled", () => {
      if (this.found) {
        this.ended = this.adding !== null;
        this.adding = null;
      } else this.cancelled = true;
    });
    events.addEventListener("end", () => {
      this.#close();
      if (!this.cancelled && !this.error) this.#load().catch((failed) => this.#fail(failureOf(failed)));
    });
    events.onerror = () => this.#fail(new ApiError(0, { kind: "gone", message: "The server does not answer." }));
  }
}
