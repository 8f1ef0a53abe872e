import type { LevelBounds } from '../../../surveys/responder/rule.ts'
import { formatCount } from '../words/format-count.ts'

export const definitionComparisonText = {
  heading: 'Definition comparison',
  lead: 'Compare every responder definition on the same participants. See what each rate depends on and where definitions disagree.',
  completion: 'Completion',
  enrolled: 'Enrolled',
  answered: 'Completed',
  partlyAnswered: 'Not sent',
  missed: 'Missed',
  notYet: 'Not due yet',
  left: 'Left the study',
  died: 'Died',
  answeredRate: 'Completion rate',
  rates: 'Responder rate by definition',
  definition: 'Definition',
  everybody: 'All clinics shown',
  nobody: 'no one is assessable yet',
  of: (met: number, of: number) => `${met} of ${of}`,
  between: (low: string, high: string) => `${low} to ${high}`,
  agreement: 'Where definitions disagree',
  agreementLead:
    'Observed cases of both definitions. κ drops when almost all or almost no participants respond. AC1 does not.',
  both: 'Both',
  other: 'Other definition',
  onlyThis: 'Only this definition',
  onlyOther: 'Only the other',
  neither: 'Neither',
  agree: 'Agreement',
  yesHere: (other: string) => `At your clinics, responders by this definition but not by “${other}”:`,
  yesThere: (other: string) => `At your clinics, responders by “${other}” but not by this definition:`,
  says: 'Rule',
  durability: 'Time to response and duration of response',
  timesKnown:
    'A response starts or ends between two assessments, so its exact date is unknown. Participants who stop answering are followed until their last answers.',
  timeCurves: 'Show as curves',
  daysSince: 'Days since first treatment, or since response',
  noResponseYet: 'no response yet',
  stillResponding: 'still responding',
  toResponse: 'Median time from first treatment to response',
  ofResponse: 'Median time from response to loss of response',
  days: (median: string, low: string, high: string) => `${median} days (${low} to ${high})`,
  medianNotReached: 'median not reached',
  open: 'no upper limit',
  eventsOf: (events: number, n: number) => `${formatCount(events, 'event', 'events')} in ${n} participants`,
  incidence: 'Responded by the end of follow-up',
  competing: (events: number, competing: number, n: number) =>
    `${formatCount(events, 'response', 'responses')} and ${formatCount(competing, 'death or withdrawal', 'deaths or withdrawals')} without one in ${n} participants (Aalen–Johansen)`,
  logRank: (p: string) => `Time to response by arm: log-rank within clinics, p = ${p}`,
  withoutResponse: (arm: string, mean: string, horizon: string) =>
    `${arm}: on average ${mean} of the first ${horizon} days without a response`,
  curves: 'Responder rate by cutoff',
  curveDescription: (words: string, low: string, high: string) =>
    `${words}: from ${low} to ${high} of participants`,
  curveHidden: 'Too few points can be shown to draw this curve.',
  axis: 'responders, %',
  units: {
    percent: '% improvement',
    points: 'points',
    'percent-of-range': '% of the range',
    'baseline-standard-deviations': 'baseline SDs',
    days: 'days',
    treatments: 'treatments',
  },
  interval:
    '95% intervals in parentheses, which allow for differences between clinics from three clinics on. Each rate is of everyone due; missing answers count as not met.',
  rule: {
    all: 'All of these:',
    any: 'At least one of these:',
    atLeast: (count: number) => `At least ${count} of these:`,
    not: 'None of this:',
    sustained: (days: number) => `At every assessment for at least ${days} days:`,
    heldSinceTreatment: (days: number) =>
      `At every assessment since the last treatment, at least ${days} days ago:`,
    percentOfDistance: (score: string, percent: number) =>
      `${score} at least ${percent}% closer to its best score than at baseline`,
    percent: (score: string, percent: number) => `${score} improved by at least ${percent}% from baseline`,
    floor: (least: number) => `, with a baseline score of at least ${least}`,
    points: (score: string, points: number) =>
      `${score} improved by at least ${points} ${points === 1 ? 'point' : 'points'}`,
    range: (score: string, percent: number) => `${score} improved by at least ${percent}% of its range`,
    deviations: (score: string, count: number) =>
      `${score} improved by at least ${count} standard deviations of the baseline scores`,
    level: (score: string, { atLeast, above, atMost, below }: LevelBounds) =>
      `${score} is ${[
        ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
        ...(above === undefined ? [] : [`above ${above}`]),
        ...(atMost === undefined ? [] : [`at most ${atMost}`]),
        ...(below === undefined ? [] : [`below ${below}`]),
      ].join(' and ')}`,
    band: (score: string, bands: string) => `${score}: ${bands}`,
    rating: (score: string, band: string) => `${score}: “${band}” or better`,
    ownGoal: (now: string) => `${now} reaches the goal that the participant set before treatment`,
    days: (least: number | undefined, most: number | undefined) =>
      least === undefined
        ? `At most ${formatCount(most ?? 0, 'day', 'days')} since the last treatment`
        : most === undefined
          ? `At least ${formatCount(least, 'day', 'days')} since the last treatment`
          : `From ${least} to ${most} days since the last treatment`,
    treatments: (least: number | undefined, most: number | undefined, within: number | undefined) => {
      const count =
        least === undefined
          ? `At most ${most}`
          : most === undefined
            ? `At least ${least}`
            : `From ${least} to ${most}`
      const noun = (most ?? least) === 1 ? 'treatment' : 'treatments'
      return `${count} ${noun}${within === undefined ? '' : ` within ${formatCount(within, 'day', 'days')}`}`
    },
    late: 'Answers given after the due date are left out.',
    missing: {
      'not-assessable': 'Participants without an answer are left out.',
      'counted-as-not-met': 'Participants without an answer count as nonresponders.',
      'counted-as-met': 'Participants without an answer count as responders.',
    },
  },
}
