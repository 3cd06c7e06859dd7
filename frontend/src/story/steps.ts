/** The eight steps: what is told, what can be turned, what is shown, what is asked. No figure stands here: all come live. */

export interface Step {
  title: string;
  minutes: number;
  before: string[];
  /** Which dials: a path, or what it begins with. */
  dials: string[];
  /** Rules that can be switched off here. */
  rules: string[];
  shows: string[];
  after: string[];
  questions: string[];
  teacher: string[];
}

export const STEPS: Step[] = [
  {
    title: "Points and bands",
    minutes: 5,
    before: [
      "A scoring scheme is a list of rules. An act that somebody records gives or takes points; the points add up to a score; the score falls into a band; and the band decides what you may buy, board or apply for.",
      "The scheme of this story is the one that a widely read article describes. No such national score exists, and published sources contradict the article in several points: open the line above to read which. As a set of rules it can still be studied.",
      "Let a few things happen to one dot. It is nobody: it has no name and no life beyond this box.",
    ],
    dials: [],
    rules: [],
    shows: [],
    after: [
      "Now twenty thousand dots, for five years. Look at how many leave the band they began in, in which direction, and when.",
    ],
    questions: [
      "Which of the acts that cost points are against the law anyway? Which are not?",
      "Somebody chose how many points each act is worth. Who could it have been, and whom could you ask to change it?",
      "Two acts can cost the same points. Find two that you would not call equally bad.",
    ],
    teacher: [
      "Let pupils find out that one register entry can outweigh years of small good deeds: try the acts that put a person into a band at once.",
      "The point is not whether a rule is nice, but that adding up makes things comparable that are not.",
    ],
  },
  {
    title: "The camera's 90.2 %",
    minutes: 6,
    before: [
      "In the article, a screen shows a face and beside it “90.2 %”. Most people read: it is nine to one that this is the person. It is not that. It is a similarity: how alike two pictures look to one machine, on that machine's own scale. No published table ties 90.2 to a rate of error.",
      "How likely it is that the machine is right depends on two other things: how many faces are on the list that it searches, and how many of those who walk past are on that list at all. Choose both. The rates of error are those of a published test.",
    ],
    dials: ["channels.street-camera.alarms.list", "channels.street-camera.misnames"],
    rules: ["channels.street-camera"],
    shows: ["channel.ppv.street-camera", "wrong.people_share"],
    after: ["In the society, the same machine looks at everybody, day after day. Turn how long its list is, and how often it takes one person for another."],
    questions: [
      "The list becomes ten times as long. What happens to those flagged, and why?",
      "Why is a search for few people among many so often wrong, even with a good machine?",
      "Which sentence would be an honest one to print beside the face?",
    ],
    teacher: [
      "This is the base rate. Draw it with natural frequencies: of 100,000 who pass, so many are on the list and are found; so many are not and are flagged all the same. Then divide.",
      "The shares in the tiles are worked out from a published test's rates, not counted in the run. The counts below are counted in the run.",
    ],
  },
  {
    title: "Guilt by association",
    minutes: 5,
    before: [
      "In this scheme a friend's record costs you points too, a little. Nobody has published how much, so it is assumed; turn it.",
      "What a friend's record costs you is not passed on further here. Even so, look at what a small share does to people who did nothing at all.",
    ],
    dials: ["influence"],
    rules: ["influence.friends"],
    shows: ["association.points_share", "access.but_for_association", "ties.lost_share"],
    after: ["Friends who look at each other's bands have a reason to part. The last count shows how many do."],
    questions: [
      "Who gains from a rule that punishes friends? What does it make friends do?",
      "Is there a share small enough to be fair? Say why, or why not.",
      "Families, firms and landlords judge by company as well. What is different when a rule does it?",
    ],
    teacher: [
      "Set the dial to nothing, then to its highest, and let pupils say beforehand which counts will move. Some hardly do: a rule can be unjust without being large.",
    ],
  },
  {
    title: "Silence",
    minutes: 5,
    before: [
      "Some acts that cost points are posts, prayers and protests. Not everybody who stops doing them was ever punished: it is enough to expect it.",
      "Because the same people also live without the scheme, what was not said can be counted: an act that life would have had, and that was withheld.",
    ],
    dials: ["conducts.antigovernment-post.points", "conducts.spreading-rumours.points"],
    rules: ["conducts.antigovernment-post", "conducts.spreading-rumours", "conducts.unauthorised-protest", "conducts.disfavoured-religion"],
    shows: ["silence.withheld_share", "silence.net", "access.but_for_expressive"],
    after: [
      "How strongly people react to a threat is assumed: nobody has measured it for a scheme like this. Wait for the second range above, and see how wide it is.",
    ],
    questions: [
      "Silence leaves no record. How would a government, or a newspaper, find out about it?",
      "How many posts are withheld, and how many refusals go back to posts? How do the two counts fit together?",
      "Whose silence weighs more: that of one who criticises, or that of one who would have read it?",
    ],
    teacher: [
      "The second range is the honest answer here. It is so wide because the reaction to stakes is assumed; say so. A result with a wide range is still a result: it says what is not known.",
      "Withheld is not the same as prevented: an act withheld is one that the same person, with the same luck, does in the world without the scheme.",
    ],
  },
  {
    title: "The trap",
    minutes: 6,
    before: [
      "Whoever falls into the lowest band is refused things, and life gets harder. Does one climb out again, and how long does it take?",
      "Two ways back can be built into rules. Records can be forgotten after some time; and time without a new record can give points back. The scheme as described has neither.",
    ],
    dials: ["redress.lapse", "redress.repair"],
    rules: [],
    shows: ["band.entered_lowest_share", "band.trap_share", "band.escape_days.blacklisted", "harm.top_decile_share"],
    after: ["The last count says on how few people the refusals fall: if all bore them alike, a tenth of the people would have a tenth of them."],
    questions: [
      "Compare with what you know: penalty points for drivers, debts on file, a note in a school record. Which of them are forgotten, and when?",
      "What speaks against forgetting? Who would say so?",
      "Which way back would you rather have, and why?",
    ],
    teacher: [
      "If the count of stays in the lowest band is small, the page says so and gives no share; that is meant. Ask what one may conclude from few cases.",
      "Drivers' points in many countries lapse after one to a few years; the library has such a scheme to compare with (Compare: driving licence points).",
    ],
  },
  {
    title: "Appeals",
    minutes: 5,
    before: [
      "Machines and registers err. Can an error be put right? For that, one has to hear of the record, object in time, and be believed.",
      "The scheme as described knows neither notice nor appeal. Add them, step by step, and watch how many wrong records are ever corrected, and after how many days.",
    ],
    dials: ["redress.notice", "redress.appeal", "channels.street-camera.review.share"],
    rules: [],
    shows: ["wrong.people_share", "wrong.corrected_share", "wrong.correction_days", "redress.appeals_per_100_losses", "access.but_for_wrong"],
    after: ["An appeal comes after the harm. A person who looks at each match before it is entered comes earlier: compare the two."],
    questions: [
      "Set appeals so that everybody objects. Why are not all wrong records corrected?",
      "Who cannot appeal, even if everybody may?",
      "What costs more: to check each record before, or to hear the complaints after? Who pays in either case?",
    ],
    teacher: [
      "Notice comes first: without it the dial of appeals does little. Let pupils discover this by turning only the second.",
    ],
  },
  {
    title: "Eight firms, or one",
    minutes: 5,
    before: [
      "One authority may score everybody; or several firms may, each with errors of its own. With one, an error follows you everywhere. With several, another may still take you, unless all of them buy the same data.",
    ],
    dials: ["providers.count", "providers.shared"],
    rules: [],
    shows: ["exclusion.all_providers", "providers.split_share", "providers.worst_band_share", "wrong.people_share"],
    after: ["“Shared” says how often all firms see the same thing with the same error. At its highest they are many in name only."],
    questions: [
      "Is being scored by eight firms better or worse than by one? For whom?",
      "If all eight use the same camera system, how many are they?",
      "Where are people scored by several firms today? (Think of credit, rents, insurance.)",
    ],
    teacher: [
      "More firms: fewer are shut out everywhere, and more are in a worse band somewhere. Both counts are shown; neither is the right one.",
    ],
  },
  {
    title: "What would make it acceptable, if anything?",
    minutes: 8,
    before: [
      "Now all of it is yours: take rules away, add ways back, have people look first. Each sentence below tells what remains, of the same people with the same luck.",
      "There is no score for schemes, and no best setting to be found: the laboratory counts what rules do, and does not say what is right. You may also come to think that no setting will do.",
    ],
    dials: ["channels.street-camera.misnames", "channels.street-camera.review.share", "influence", "redress.notice", "redress.appeal", "redress.lapse"],
    rules: ["channels.street-camera", "conducts.antigovernment-post", "conducts.unauthorised-protest", "conducts.disfavoured-religion"],
    shows: ["*"],
    after: ["The law asks more than counts: open “The law” in the bar above to see which clauses the rules as written touch."],
    questions: [
      "Write down the one rule you would take away first, and the count that made you choose it.",
      "Which harm is left whatever you turn? Is it the machine's, or the idea's?",
      "Finish the sentence: “I would accept being scored, if …” or “I would not, because …”",
    ],
    teacher: [
      "Collect the sentences of the last question. Do not vote on a best setting: there is no axis of achievement here, on purpose.",
      "A scheme with rewards only still withholds from all others what it gives to some; the count “put first” shows it.",
    ],
  },
];
