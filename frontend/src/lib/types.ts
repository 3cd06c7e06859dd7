/** What the server takes, and of what it sends all that the page reads. Words and counts come ready to be read: the page makes none of its own. */

export interface Spec {
  scheme: string;
  society: string;
  behaviour: string;
  people: number;
  days: number;
  seed: number;
  sets: string[];
  off: string[];
}

export interface Failure {
  kind: string;
  message: string;
  problems?: { text: string }[];
}

export interface About {
  defaults: Omit<Spec, "sets" | "off">;
  limits: { people: [number, number] };
}

export interface Card {
  mark: string;
  text: string;
  disputed: string[];
}

export interface LibraryScheme {
  id: string;
  title: string;
  card: Card;
  society: string;
  behaviour: string;
}

export interface Library {
  schemes: LibraryScheme[];
  societies: { id: string; title: string }[];
}

export type DialValue = number | [number, number] | null;

export interface Dial {
  path: string;
  label: string;
  group: string;
  kind: string;
  unit: string;
  value: DialValue;
  of: DialValue;
  low: number;
  high: number;
  step: number;
  log: boolean;
  range: [number, number] | null;
  note: string | null;
  source: { title: string } | null;
}

export interface Rule {
  id: string;
  title: string;
  rule: string;
  dials: Dial[];
}

export interface Conduct extends Rule {
  subject: string;
  lawful: boolean;
  expressive: boolean;
  to_band: { id: string } | null;
}

export interface Channel extends Rule {
  kind: string;
}

export interface Treatment extends Rule {
  effect: string;
  bands: string[];
}

export interface Redress extends Rule {
  present: boolean;
  /** What to set so that it is there. */
  add: string | null;
}

export interface Influence {
  ties: string;
  rule: string;
  dials: Dial[];
}

export interface Preset {
  id: string;
  title: string;
  text: string;
  off: string[];
}

export interface Leading {
  path: string;
  words: string;
  share: number | null;
  low: number | null;
  high: number | null;
  rises?: boolean;
}

export interface SchemeRules {
  card: Card;
  score: { start: DialValue; min: number; max: number };
  bands: { id: string; title: string; dials: Dial[] }[];
  channels: Channel[];
  conducts: Conduct[];
  treatments: Treatment[];
  influence: Influence[];
  redress: Redress[];
  providers: { dials: Dial[] };
  main: Dial[];
  presets: Preset[];
  assumed: { count: number; dials: Dial[] };
}

export interface Row {
  id: string;
  /** Among how many, where it is not what its group says: a few cases are counted among all. */
  among?: string | null;
  count: string | null;
  text: string;
  /** Both ranges as far as they are there, on the base of the count. */
  ranges: string | null;
  sentence: string;
  value: number | null;
  of: number;
  low: number | null;
  high: number | null;
  assumed_low: number | null;
  assumed_high: number | null;
  direction: string;
  reason: string | null;
}

export interface Finding extends Omit<Row, "id" | "value" | "sentence" | "reason"> {
  value: unknown;
  label: string;
  sentence: string | null;
  reason?: string | null;
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
  causes: { id: string; count: string | null; text: string }[];
  hundred: string[][];
}

export type PartState = "none" | "queued" | "living" | "done" | "failed" | "cancelled";

export interface WorldResult {
  id: string;
  state: string;
  parts: Record<"world" | "traced" | "ranges", PartState>;
  spec: Spec;
  title: string;
  /** Whom a scheme of some only scores, how many they are, and of whom the numbers are; empty where it is everybody. */
  scored: string;
  took: Record<string, number>;
  headline: { of: number; among: string; rows: Row[] }[];
  findings: Record<string, Finding>;
  groups: { ids: string[]; titles: Record<string, string>; people: Record<string, number>; rows: GroupRow[] };
  bands: Bands;
  flows: { years: number[]; people: number[][][] } | null;
  refusals: Refusals | null;
  leading: Record<string, Leading[]> | null;
  ranges: { people: number; sentence: string } | null;
  rules: { changed: number; off: number };
}

export interface Ties {
  friends: number[];
}

export interface LifeList {
  lists: { id: string; title: string; count: number }[];
  list: string;
  subjects: { subject: string; why: string }[];
  next: number | null;
}

export interface Entry {
  day: number;
  points: number;
  score: number;
  band: string;
  wrong: boolean;
  words: string;
}

export interface Occasion {
  day: number;
  title: string;
  with: string;
  without: string;
}

export interface Refusal {
  day: number;
  title: string;
  done: string;
  standing: string;
  head: string;
  losses: { day: number; words: string }[];
  returned: string | null;
  again: { without: string; granted: boolean; words: string }[];
}

export interface Life {
  subject: string;
  who: string;
  bands: { id: string; title: string; from: number | null }[];
  score_start: number;
  days: number;
  score: [number, number][];
  compared: { label: string; with: string; without: string }[];
  occasions: Occasion[];
  entries: Entry[];
  partings: { day: number; words: string }[];
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
  beyond_chance: boolean;
}

/** One of the two schemes; `last`: the share of people in each band on the last day, where people are scored. */
export interface Compared {
  title: string;
  scored: string;
  headline: WorldResult["headline"];
  bands: { ids: string[]; titles: Record<string, string>; last: Record<string, number> };
}

export interface Comparison {
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
  text: string;
  status: string;
  severity: string;
  elements: { id: string; words: string; status: string; lines: number[]; reason: string }[];
  reason: string;
  remedy: string | null;
  evidence: Record<string, { sentence: string | null }>;
}

export interface Audit {
  measured: boolean;
  said: string;
  clauses: Clause[];
  contexts: { from: string[]; to: string[]; cells: { relation: string | null; rules: number }[][] };
  questions: { text: string; provisions: string[] }[];
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
  noisy: boolean;
  held: string;
  words: string;
  where: string;
  sides: { path: string; words: string; from: number; to: number }[];
  picture: TurnPicture | null;
}

export interface Study {
  title: string;
  about?: string;
  lead?: string;
  meaning?: string;
  method?: string;
  outcomes?: {
    id: string;
    label: string;
    said: string;
    rows: { path: string; words: string; index: number | null; low: number | null; high: number | null }[];
  }[];
  claims?: Claimed[];
}

export interface Change {
  path: string;
  before: string | null;
  after: string | null;
  line_before: number | null;
  file: string;
  words: string;
}
