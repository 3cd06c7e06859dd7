/** Asking the server: JSON, the binary container, and what goes wrong. */
import type { Failure } from "./types";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly failure: Failure,
    readonly retryAfter: number | null = null,
  ) {
    super(failure.message);
  }

  /** The server did not answer at all. */
  get gone(): boolean {
    return this.status === 0;
  }
}

async function ask(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    const head: RequestInit = { method, signal: signal ?? null };
    if (body !== undefined) {
      head.body = JSON.stringify(body);
      head.headers = { "Content-Type": "application/json" };
    }
    response = await fetch(path, head);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, { kind: "gone", message: "The server does not answer." });
  }
  if (response.ok) return response;
  let failure: Failure = { kind: "internal", message: `The server answered ${response.status}.` };
  try {
    failure = ((await response.json()) as { error: Failure }).error ?? failure;
  } catch {
    // an answer without a body of ours: the status says it
  }
  const wait = Number(response.headers.get("Retry-After"));
  throw new ApiError(response.status, failure, Number.isFinite(wait) && wait > 0 ? wait : null);
}

const kept = new Map<string, Promise<unknown>>();

/** GET, or POST where there is a body. */
export async function json<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return JSON.parse(glued(await exact(path, body, signal))) as T;
}

/** The same to the letter, as a file is saved. */
export async function exact(path: string, body?: unknown, signal?: AbortSignal): Promise<string> {
  return (await ask(body === undefined ? "GET" : "POST", path, body, signal)).text();
}

/** No line breaks between a number and its "%": words are shown so, whoever wrote them. */
function glued(text: string): string {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}

/** The same, asked once and remembered: for what depends on nothing but the question. */
export function once<T>(path: string, body?: unknown): Promise<T> {
  const key = `${path} ${JSON.stringify(body ?? null)}`;
  const held = kept.get(key);
  if (held) return held as Promise<T>;
  const asked = json<T>(path, body);
  kept.set(key, asked);
  asked.catch(() => kept.delete(key));
  if (kept.size > 60) kept.delete(kept.keys().next().value as string);
  return asked;
}

/** For effects: asked after so many milliseconds; what it returns lets go of the question, and of an answer or fault to come. */
export function asking<T>(wait: number, path: string, body: unknown, keep: (found: T) => void, failed: (error: ApiError) => void = () => undefined): () => void {
  const aborted = new AbortController();
  const timer = setTimeout(() => {
    json<T>(path, body, aborted.signal).then(
      (found) => aborted.signal.aborted || keep(found),
      (error) => aborted.signal.aborted || failed(failureOf(error)),
    );
  }, wait);
  return () => {
    clearTimeout(timer);
    aborted.abort();
  };
}

export async function drop(path: string): Promise<void> {
  await ask("DELETE", path, undefined);
}

export type Column = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float32Array;

export interface Container {
  head: Record<string, unknown>;
  columns: Record<string, Column>;
  categories: Record<string, string[]>;
}

interface ArrayHead {
  name: string;
  dtype: keyof typeof KINDS;
  offset: number;
  bytes: number;
  categories?: string[];
}

const KINDS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
};

/** Columns of numbers: "DMB1", the length of a JSON head, the head, then the arrays, each at a multiple of 8. */
export async function binary(path: string): Promise<Container> {
  const buffer = await (await ask("GET", path, undefined)).arrayBuffer();
  const mark = new TextDecoder().decode(new Uint8Array(buffer, 0, 4));
  if (mark !== "DMB1") throw new ApiError(500, { kind: "internal", message: "The server sent something unknown." });
  const length = new DataView(buffer).getUint32(4, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length))) as Record<string, unknown>;
  const columns: Record<string, Column> = {};
  const categories: Record<string, string[]> = {};
  for (const each of head["arrays"] as ArrayHead[]) {
    const kind = KINDS[each.dtype];
    columns[each.name] = new kind(buffer, 8 + length + each.offset, each.bytes / kind.BYTES_PER_ELEMENT);
    if (each.categories) categories[each.name] = each.categories;
  }
  return { head, columns, categories };
}

/** What went wrong, as one of ours. */
export function failureOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError(500, { kind: "internal", message });
}
