/** Numbers and days as words. Counts of findings come from the server as they are to be read. */
import type { Dial, DialValue, Row, Finding } from "./types";

const YEAR = 365;

export function whole(number: number): string {
  return Math.round(number).toLocaleString("en").replace("-", "−");
}

/** At most so many figures, and no zeros at the end. */
export function plain(number: number, figures = 3): string {
  if (number === 0) return "0";
  if (Math.abs(number) >= 1000) return whole(number);
  return String(Number(number.toPrecision(figures))).replace("-", "−");
}

/** "year 2, day 41" */
export function when(day: number): string {
  const whole = Math.floor(day);
  return `year ${Math.floor(whole / YEAR) + 1}, day ${(whole % YEAR) + 1}`;
}

export function many(count: number, one: string, more = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : more}`;
}

/** "minority-east-asian" → "minority, East Asian" is the server's affair; this is for bare ids only. */
export function spoken(id: string): string {
  return id.replaceAll("-", " ").replaceAll("_", " ");
}

/** Of so many people, as whole persons; "fewer than 1" where rounding would say none. */
export function ofPeople(count: number, total: number, of = 1_000): string {
  if (total === 0) return "0";
  const share = (count / total) * of;
  if (count > 0 && share < 0.95) return share < 0.095 ? "<0.1" : share.toFixed(1);
  if (count < total && share > of - 0.5) return (Math.floor(share * 10) / 10).toFixed(1);
  return whole(share);
}

/** Units of one alone. */
const ONE: Record<string, string> = { firms: "firm", points: "point", days: "day", people: "person", times: "time" };

export function dialWords(dial: Dial, value: DialValue = dial.value): string {
  if (value === null) return "a table";
  const hundred = dial.unit === "of 1" || dial.kind === "share" || dial.kind === "probability";
  if (Array.isArray(value)) {
    const [low, high] = value.map((end) => plain(hundred ? end * 100 : end));
    return `${low} to ${high}${hundred ? " of 100" : ""}`;
  }
  if (hundred) return `${plain(value * 100, 3)} of 100`;
  const named = ONE[dial.unit] && Math.abs(value) === 1 ? ONE[dial.unit] : dial.unit;
  const unit = named && named !== "number" ? ` ${named}` : "";
  return `${plain(value, 4)}${unit}`;
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** A finding as a row. */
export function asRow(id: string, finding: Finding): Row {
  const value = isNumber(finding.value) ? finding.value : null;
  return { ...finding, id, value, ranges: null, sentence: finding.sentence ?? finding.label, reason: finding.reason ?? null };
}

/** Things to pick from, each by its title. */
export function titled(things: { id: string; title: string }[]): [id: string, title: string][] {
  return things.map(({ id, title }) => [id, title]);
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
