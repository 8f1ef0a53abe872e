import { formatCount } from '../words/format-count.ts'

export const trajectoryText = {
  heading: 'Trajectory',
  latest: {
    better: (at: string, size: string, baseline: string) => `${at}: improved by ${size} since “${baseline}”.`,
    worse: (at: string, size: string, baseline: string) => `${at}: worsened by ${size} since “${baseline}”.`,
    same: (at: string, _size: string, baseline: string) => `${at}: no change since “${baseline}”.`,
  },
  /** A size and the change as a percentage of the baseline, with its percent sign. */
  size: (size: string, percent: string) => `${size} (${percent})`,
  beyondError: (smallest: string) => `This is more than measurement error (up to ${smallest}).`,
  withinError: (smallest: string) => `This may be measurement error (up to ${smallest}).`,
  errorUnknown: 'The study does not define the measurement error of this score.',
  best: (value: string, at: string) => `Best so far: ${value} (${at}).`,
  average: {
    better: (size: string, days: number) =>
      `Average improvement of ${size} over ${formatCount(days, 'day', 'days')}.`,
    worse: (size: string, days: number) =>
      `Average worsening of ${size} over ${formatCount(days, 'day', 'days')}.`,
    same: (_size: string, days: number) => `No average change over ${formatCount(days, 'day', 'days')}.`,
  },
  notAssessableYet: 'Not assessable yet',
  neverMet: (until: string) => `Not met as of ${until}`,
  firstMet: {
    treatment: (at: string, days: number) =>
      `First met at ${at}, ${formatCount(days, 'day', 'days')} after the first treatment`,
    baseline: (at: string, days: number) =>
      `First met at ${at}, ${formatCount(days, 'day', 'days')} after baseline`,
  },
  stillMet: (at: string, days: number) => `Still met at ${at}: ${formatCount(days, 'day', 'days')} so far`,
  notAssessedSince: 'Not assessed again yet',
  lost: (at: string, from: number, to: number) =>
    from === 0
      ? `Lost by ${at}: lasted at most ${formatCount(to, 'day', 'days')}`
      : `Lost by ${at}: lasted ${from} to ${formatCount(to, 'day', 'days')}`,
  treatments: (given: number, days: number) =>
    `${formatCount(given, 'treatment', 'treatments')} in the last ${days} days.`,
  withinCap: (given: number, most: number, days: number) =>
    `${formatCount(given, 'treatment', 'treatments')} in the last ${days} days (study limit: ${most}).`,
  aboveCap: (given: number, most: number, days: number) =>
    `${formatCount(given, 'treatment', 'treatments')} in the last ${days} days. This is over the study limit of ${most}.`,
  capSource: 'Source of this limit',
}
