/** A scheme's dials and rules in one list each, and what a dial is called under a heading that says its group. */
import type { Conduct, Dial, DialValue, Rule, SchemeRules } from "./types";
import { capital, spoken } from "./words";

export function dialsOf(rules: SchemeRules): Dial[] {
  const all = [
    ...rules.main,
    ...rules.influence.flatMap((each) => each.dials),
    ...rules.redress.flatMap((each) => each.dials),
    ...rules.providers.dials,
    ...rules.channels.flatMap((each) => each.dials),
    ...rules.conducts.flatMap((each) => each.dials),
    ...rules.bands.flatMap((each) => each.dials),
    ...rules.treatments.flatMap((each) => each.dials),
    ...rules.assumed.dials,
  ];
  return [...new Map(all.toReversed().map((dial) => [dial.path, dial])).values()].toReversed();
}

export function rulesOf(rules: SchemeRules): Rule[] {
  const ties = rules.influence.map((each) => ({ ...each, id: each.ties, title: `what ${spoken(each.ties)} did counts too` }));
  return [...rules.conducts, ...rules.treatments, ...rules.channels, ...ties, ...rules.redress];
}

/** What the groups of dials are called. */
export const NAMES: Record<string, string> = {
  misnaming: "Taking one for another",
  alarms: "Alarms for nobody's act",
  detection: "How much is seen",
  review: "A person looks first",
  influence: "Guilt by association",
  notice: "Being told",
  appeal: "Appeals",
  repair: "Ways back",
  lapse: "Forgetting",
  providers: "One firm or many",
  points: "Points",
  bands: "Bands",
  score: "The score",
  treatment: "What a band means",
  assumed: "Assumed numbers",
};

/** "Street cameras with face recognition", "Street cameras …: crossing where it is not allowed": short, since the heading says the rest. */
export function labelOf(dial: Dial, rules: SchemeRules): string {
  const [part, id, key, , last] = dial.path.split(".");
  if (part === "channels") {
    const channel = rules.channels.find((each) => each.id === id);
    if (!channel) return capital(dial.label);
    if (key === "detects" && last) return `${rules.conducts.find((each) => each.id === last)?.title ?? spoken(last)} (${channel.title.toLowerCase()})`;
    if (dial.path.endsWith("looks_per_year")) return `${channel.title}: looks at a person in a year`;
    if (dial.path.endsWith(".list")) return `${channel.title}: faces on the list`;
    return channel.title;
  }
  if (part === "conducts" && key === "points") return `Points: ${rules.conducts.find((each) => each.id === id)?.title.toLowerCase() ?? spoken(id ?? "")}`;
  return capital(dial.label);
}

/** The same where no heading stands above it. */
export function fullLabelOf(dial: Dial, rules: SchemeRules): string {
  if (dial.group === "assumed") return capital(dial.label);
  const named = dial.path.startsWith("channels.") && !dial.path.includes(".alarms.");
  return named ? `${NAMES[dial.group] ?? capital(dial.group)}: ${labelOf(dial, rules).toLowerCase()}` : labelOf(dial, rules);
}

/** What a dial says, of those of a rule; null where there is none, or a table. */
function valueOf(dials: Dial[], path: string): DialValue {
  return dials.find((dial) => dial.path === path)?.value ?? null;
}

export function pointsOf(conduct: Conduct): DialValue {
  return valueOf(conduct.dials, `${conduct.rule}.points`);
}

/** Where each band begins, and how bad life in it is, worst first. */
export function bandsOf(rules: SchemeRules): { id: string; title: string; from: number | null; weight: number | null }[] {
  const number = (value: DialValue): number | null => (typeof value === "number" ? value : null);
  return rules.bands.map((band) => ({
    id: band.id,
    title: band.title,
    from: number(valueOf(band.dials, `bands.${band.id}.from`)),
    weight: number(valueOf(band.dials, `bands.${band.id}.weight`)),
  }));
}
