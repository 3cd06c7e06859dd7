/** What the server sends and takes. Words and counts come ready to be read: the page makes none of its own. */

export interface Spec {
  scheme?: string;
  text?: string;
  society?: string;
  behaviour?: string;
  people?: number;
  days?: number;
  seed?: number;
  sets?: string[];
  off?: string[];
}

export interface Problem {
  file: string;
  line: number | null;
  column: number | null;
  place: string;
  value: string;
  expected: string;
  near: string | null;
  text: string;
}

export interface Failure {
  kind: string;
  message: string;
  problems?: Problem[];
}

export interface About {
  version: string;
  defaults: Required<Omit<Spec, "text" | "sets" | "off">>;
  limits: { people: [number, number]; days: [number, number]; sets: number; off: number };
  not: string;
}

export interface Card {
  mark: string;
  text: string;
  disputed: string[];
}

export interface Source {
  id: string;
  title: string;
  year?: number | null;
}

export interface LibraryScheme {
  id: string;
  title: string;
  authority: string;
  status: string;
  card: Card;
  use: { place: string | null; purpose: string | null };
  society: string;
  behaviour: string;
  counts: { bands: number; conducts: number; channels: number; treatments: number; rewards_only: boolean };
  sources: Source[];
}

export interface Library {
  schemes: LibraryScheme[];
  societies: { id: string; title: string; people: number }[];
  behaviours: { id: string; title: string }[];
}

export type DialValue = number | [number, number] | null;

export interface Dial {
  path: string;
  label: string;
  short?: string;
  group: string;
  kind: string;
  unit: string;
  value: DialValue;
  of: DialValue;
  low: number;
  high: number;
  step: number;
  log: boolean;
  assumed: boolean;
  range: [number, number] | null;
  changed: boolean;
  note: string | null;
  source: Source | null;
}

export interface Rule {
  id: string;
  title: string;
  rule: string;
  off: boolean;
  off_able: boolean;
  dials: Dial[];
}

export interface Conduct extends Rule {
  subject: string;
  family: string;
  context: string;
  lawful: boolean;
  expressive: boolean;
  points: unknown;
  channels: string[];
  to_band?: { id: string; days?: number | null } | null;
}

export interface Channel extends Rule {
  kind: string;
  conducts: string[];
}

export interface Treatment extends Rule {
  subject: string;
  effect: string;
  bands: string[];
  context: string;
  need: string | null;
}

export interface Redress extends Rule {
  present: boolean;
  /** What to set so that it is there. */
  add: string | null;
}

export interface Influence {
  ties: string;
  share: number | null;
  rule: string;
  off: boolean;
  off_able: boolean;
  dials: Dial[];
}

export interface Preset {
  id: string;
  title: string;
  text: string;
  sets: string[];
  off: string[];
}

export interface Leading {
  path: string;
  words: string;
  share: number | null;
  low: number | null;
  high: number | null;
  rises?: boolean;
  dial?: Dial | null;
}

export interface SchemeRules {
  id: string;
  title: string;
  card: Card;
  status: string;
  score: { start: DialValue; min: number; max: number };
  bands: { id: string; title: string; from?: unknown; weight?: unknown; dials: Dial[] }[];
  channels: Channel[];
  conducts: Conduct[];
  treatments: Treatment[];
  influence: Influence[];
  redress: Redress[];
  providers: { count: number; shared: number; dials: Dial[] };
  main: Dial[];
  presets: Preset[];
  assumed: { count: number; dials?: Dial[]; leading?: Leading[] | null };
}

export interface Row {
  id: string;
  /** Among how many, where it is not what its group says: a few cases are counted among all. */
  among?: string | null;
  count: string | null;
  text: string;
  ranges: string | null;
  sentence: string;
  value: number | null;
  of: number;
  low: number | null;
  high: number | null;
  assumed_low: number | null;
  assumed_high: number | null;
  few: boolean;
  direction: string;
  reason: string | null;
}

export interface Finding {
  value: unknown;
  low: unknown;
  high: unknown;
  assumed_low: unknown;
  assumed_high: unknown;
  unit: string;
  definition: string;
  direction: string;
  events: number;
  groups: Record<string, unknown>;
  reason?: string | null;
  label: string;
  count: string | null;
  /** Both ranges as far as they are there, on the base of the count. */
  ranges?: string;
  text: string | null;
  of: number;
  among: string | null;
  sentence: string | null;
  section: string;
  rank: number | null;
}

export interface Cell {
  value: number | null;
  low: number | null;
  high: number | null;
  count: string | null;
}

export interface GroupRow {
  id: string;
  label: string;
  unit: string;
  of: number;
  values: Record<string, Cell>;
  gap: { value: number; low: number | null; high: number | null; beyond_chance: boolean } | null;
}

export interface Bands {
  ids: string[];
  titles: Record<string, string>;
  weights: Record<string, number | null>;
  days: number[];
  groups: string[];
  people: number[][][];
}

export interface Refusals {
  total: number;
  causes: { id: string; finding: string; of100: number | null; count: string | null; text: string; sentence: string }[];
  hundred: string[][];
  by_context: { context: string; title: string; denied: number }[];
}

export type PartState = "none" | "waiting" | "queued" | "living" | "measuring" | "done" | "failed" | "cancelled";

export interface WorldResult {
  id: string;
  state: string;
  parts: Record<"world" | "traced" | "ranges", PartState>;
  spec: Required<Spec>;
  title: string;
  /** Whom a scheme of some only scores, how many they are, and of whom the numbers are; empty where it is everybody. */
  scored: string;
  card: Card;
  years: number;
  took: Record<string, number>;
  headline: { of: number; among: string; rows: Row[] }[];
  findings: Record<string, Finding>;
  groups: { ids: string[]; titles: Record<string, string>; people: Record<string, number>; rows: GroupRow[] };
  bands: Bands;
  daily: { days: number[]; span: number; with: Record<string, number[]>; without: Record<string, number[]> };
  flows: { years: number[]; people: number[][][] } | null;
  refusals: Refusals | null;
  leading: Record<string, Leading[]> | null;
  ranges: { draws: number; failed: number; numbers: number; people: number; sentence: string } | null;
  rules: { changed: number; off: number };
}

export interface Ties {
  subject: string;
  index: number;
  friends: number[];
  household: number[];
  colleagues: number[];
  employer: string | null;
}

export interface LifeList {
  lists: { id: string; title: string; count?: number }[];
  list: string;
  offset: number;
  subjects: { subject: string; index: number; why: string }[];
  next: number | null;
}

export interface Entry {
  record: number;
  day: number;
  cause: string;
  title: string | null;
  channel: string | null;
  points: number;
  score: number;
  band: string;
  did_it: boolean | null;
  wrong: boolean;
  words: string;
  source: string | null;
  of: number | null;
}

export interface Occasion {
  day: number;
  id: string;
  title: string;
  kind: string;
  with: string;
  without: string;
  seen: boolean;
}

export interface Refusal {
  day: number;
  need: string;
  title: string;
  effect: string;
  done: string;
  band: string;
  context: string;
  question: string;
  standing: string;
  head: string;
  losses: { day: number; words: string; record: number }[];
  returned: string | null;
  parts: string | null;
  again: { id: string; without: string; granted: boolean; words: string }[];
}

export interface Life {
  subject: string;
  index: number;
  who: string;
  bands: { id: string; title: string; from: number | null }[];
  score_start: number;
  days: number;
  score: [number, number, number][];
  with: { acts: [number, number][]; hardship: [number, number][]; caution: [number, number][] };
  without: { acts: [number, number][]; hardship: [number, number][] };
  compared: { label: string; with: string; without: string }[];
  occasions: Occasion[];
  thinned?: boolean;
  entries: Entry[];
  partings: { day: number; words: string; kind: string }[];
  refusals: Refusal[];
  but_for: string | null;
}

export interface Difference {
  id: string;
  section: string | null;
  label: string;
  a: number | null;
  b: number | null;
  difference: number | null;
  low: number | null;
  high: number | null;
  assumed_low: number | null;
  assumed_high: number | null;
  counts: [string | null, string | null];
  of: number;
  direction: string;
  beyond_chance: boolean;
  better: "a" | "b" | null;
  sentence: string | null;
}

/** One of the two schemes; `last`: the share of people in each band on the last day, where people are scored. */
export interface Compared {
  title: string;
  scored: string;
  card: Card;
  headline: WorldResult["headline"];
  bands: { ids: string[]; titles: Record<string, string>; last: Record<string, number> };
}

export interface Comparison {
  id: string;
  state: string;
  a: Compared;
  b: Compared;
  differences: Difference[];
  ranges: WorldResult["ranges"];
  rules: { path: string; a: string | null; b: string | null }[];
  same_rules: boolean;
}

export interface Clause {
  provision: string;
  title: string;
  text?: string;
  quotes?: string[];
  status: string;
  severity: string;
  elements: { id: string; words?: string; status: string; lines: number[]; reason: string }[];
  rules: string[];
  reason: string;
  remedy: string | null;
  lines: number[];
  evidence: Record<string, { value: number | null; low: number | null; high: number | null; sentence?: string | null }>;
}

export interface Audit {
  measured: boolean;
  scheme: string;
  title: string;
  said: string;
  clauses: Clause[];
  contexts: { from: string[]; to: string[]; cells: { relation: string | null; rules: number }[][] };
  questions: { id: string; text: string; provisions: string[] }[];
}

export interface TurnAxis {
  path: string;
  words: string;
  box: [number, number];
  ticks: [number, string][];
}

export interface TurnPicture {
  across: TurnAxis;
  up: TurnAxis | { words: string; turn: number };
  third: TurnAxis | null;
  points: [number, number, boolean, boolean][];
}

export interface Claimed {
  claim: string;
  holds_share: number | null;
  low: number | null;
  high: number | null;
  draws: number;
  fails: number;
  noisy: boolean;
  held: string;
  words: string;
  where: string;
  sides: { path: string; words: string; from: number; to: number }[];
  picture: TurnPicture | null;
}

export interface Study {
  id: string;
  title: string;
  about?: string;
  lead?: string;
  meaning?: string;
  method?: string;
  outcomes?: {
    id: string;
    label: string;
    said: string;
    rows: { path: string; words: string; index: number | null; low: number | null; high: number | null; shown: string; interval: string }[];
  }[];
  claims?: Claimed[];
}

export interface Change {
  path: string;
  rule: string;
  before: string | null;
  after: string | null;
  line_before: number | null;
  line_after: number | null;
  file: string;
  words?: string | null;
}
