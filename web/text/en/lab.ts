export const labText = {
  heading: 'Definitions side by side',
  lead: 'Each definition of response over the same participants, what it turns on, and where two of them part.',
  completion: 'Who answered',
  enrolled: 'Enrolled',
  answered: 'Answered',
  missed: 'Missed',
  notYet: 'Not due yet',
  left: 'Left the study',
  died: 'Died',
  answeredRate: 'Answered of those asked',
  rates: 'Who responds, by definition',
  definition: 'Definition',
  everybody: 'Clinics shown',
  nobody: 'nobody can be told yet',
  of: (met: number, determinable: number) => `${met} of ${determinable}`,
  between: (low: string, high: string) => `${low} to ${high}`,
  agreement: 'Where it parts from the others',
  agreementLead:
    'On the participants whom both can judge. κ falls where nearly everybody, or nearly nobody, responds; AC1 does not.',
  both: 'Both',
  other: 'The other definition',
  onlyThis: 'Only this one',
  onlyOther: 'Only the other',
  neither: 'Neither',
  agree: 'Agree',
  yesHere: (other: string) => `At your clinics, responders here but not by “${other}”:`,
  yesThere: (other: string) => `At your clinics, responders by “${other}” but not here:`,
  says: 'What it says',
  missing: 'If missing answers are counted',
  policies: {
    'not-determinable': 'Left out',
    'counted-as-not-met': 'As no response',
    'counted-as-met': 'As a response',
  },
  durability: 'How soon, and for how long',
  timesKnown:
    'When somebody responded, or no longer did, is known only from the answers that show it: it happened between two questionnaires. Who stops answering is followed to their last answers.',
  timeCurves: 'The same as curves',
  daysSince: 'Days: since the first treatment, and since the response',
  noResponseYet: 'no response yet',
  stillResponding: 'response still held',
  toResponse: 'Median time from the first treatment to a response',
  ofResponse: 'Median time from a response to its loss',
  days: (median: string, low: string, high: string) => `${median} days (${low} to ${high})`,
  medianNotReached: 'not reached by half',
  open: 'open',
  eventsOf: (events: number, n: number) => `${events} of ${n} followed`,
  curves: 'The rate against each of its numbers',
  curveDescription: (words: string, low: string, high: string) =>
    `${words}: from ${low} to ${high} of participants`,
  curveHidden: 'Too few points may be shown to draw this.',
  axis: 'responders, %',
  units: {
    percent: '% better',
    points: 'points',
    'percent-of-range': '% of the range',
    'baseline-standard-deviations': 'SD of the baselines',
    days: 'days',
    treatments: 'treatments',
  },
  reasons: 'Why some cannot be judged',
  interval:
    '95% intervals (Wilson) in brackets; rates are of those who can be judged, at the clinics that are shown.',
  rule: {
    all: 'All of these:',
    any: 'At least one of these:',
    atLeast: (count: number) => `At least ${count} of these:`,
    not: 'Not this:',
    sustained: (days: number) => `At every answer over at least ${days} days:`,
    percent: (score: string, percent: number) =>
      `${score} is at least ${percent}% better than before treatment`,
    floor: (least: number) => `, where it was at least ${least}`,
    points: (score: string, points: number) =>
      `${score} is better by at least ${points} ${points === 1 ? 'point' : 'points'}`,
    range: (score: string, percent: number) => `${score} is better by at least ${percent}% of its range`,
    deviations: (score: string, count: number) =>
      `${score} is better by at least ${count} standard deviations of everybody’s score before treatment`,
    level: (score: string, least: number | undefined, most: number | undefined) =>
      least === undefined
        ? `${score} is at most ${most}`
        : most === undefined
          ? `${score} is at least ${least}`
          : `${score} is from ${least} to ${most}`,
    band: (score: string, bands: string) => `${score}: ${bands}`,
    rating: (score: string, band: string) => `${score}: “${band}” or better`,
    ownGoal: (now: string) => `${now} reaches what the participant named as success before treatment`,
    days: (least: number | undefined, most: number | undefined) =>
      least === undefined
        ? `At most ${most} days since the last treatment`
        : most === undefined
          ? `At least ${least} days since the last treatment`
          : `From ${least} to ${most} days since the last treatment`,
    treatments: (least: number | undefined, most: number | undefined, within: number | undefined) => {
      const count =
        least === undefined
          ? `At most ${most}`
          : most === undefined
            ? `At least ${least}`
            : `From ${least} to ${most}`
      return `${count} treatments${within === undefined ? '' : ` within ${within} days`}`
    },
    late: 'Answers given after they were due are left out.',
    missing: {
      'not-determinable': 'Who has no answer is not judged.',
      'counted-as-not-met': 'Who has no answer counts as no response.',
      'counted-as-met': 'Who has no answer counts as a response.',
    },
  },
}
