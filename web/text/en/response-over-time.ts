const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const responseOverTimeText = {
  heading: 'Over time',
  latest: {
    better: (at: string, size: string, baseline: string) => `${at}: better by ${size} than at “${baseline}”.`,
    worse: (at: string, size: string, baseline: string) => `${at}: worse by ${size} than at “${baseline}”.`,
    same: (at: string, _size: string, baseline: string) => `${at}: the same as at “${baseline}”.`,
  },
  /** A size and, in percent of the baseline, the change. */
  size: (size: string, percent: string) => `${size} (${percent}%)`,
  beyondError: (smallest: string) => `More than error of measurement, which goes up to ${smallest}.`,
  withinError: (smallest: string) => `It may be error of measurement, which goes up to ${smallest}.`,
  errorUnknown: 'The study does not say how much of a change in this score may be error of measurement.',
  best: (value: string, at: string) => `Best so far: ${value} (${at}).`,
  average: {
    better: (size: string, days: number) =>
      `On an average day better by ${size}, over ${plural(days, 'day', 'days')}.`,
    worse: (size: string, days: number) =>
      `On an average day worse by ${size}, over ${plural(days, 'day', 'days')}.`,
    same: (_size: string, days: number) => `On an average day the same, over ${plural(days, 'day', 'days')}.`,
  },
  cannotBeTold: 'Cannot be told yet',
  neverMet: (until: string) => `Not met up to ${until}`,
  firstMet: {
    treatment: (at: string, days: number) =>
      `First met at ${at}, ${plural(days, 'day', 'days')} after the first treatment`,
    baseline: (at: string, days: number) =>
      `First met at ${at}, ${plural(days, 'day', 'days')} after the baseline`,
  },
  stillMet: (at: string, days: number) => `Still met at ${at}: ${plural(days, 'day', 'days')} so far`,
  notToldSince: 'Not judged again yet',
  lost: (at: string, from: number, to: number) =>
    from === 0
      ? `Lost by ${at}: it lasted ${plural(to, 'day', 'days')} at most`
      : `Lost by ${at}: it lasted ${from} to ${plural(to, 'day', 'days')}`,
  treatments: (given: number, days: number) =>
    `${plural(given, 'treatment', 'treatments')} in the last ${days} days.`,
  withinCap: (given: number, most: number, days: number) =>
    `${plural(given, 'treatment', 'treatments')} in the last ${days} days, of at most ${most}.`,
  aboveCap: (given: number, most: number, days: number) =>
    `${plural(given, 'treatment', 'treatments')} in the last ${days} days: more than the study’s limit of ${most}.`,
  capSource: 'Where this number comes from',
}
