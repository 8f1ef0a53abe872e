/** Numbers and instants in words, for one locale and the clinic's own time zone. Pure: the instants are given. */
export function createFormats(locale: string, timeZone = 'UTC') {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone })
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const score = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const small = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const estimate = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const thousandths = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
  const millionths = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const count = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const percentage = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const percentChange = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  })
  return {
    date: (instant: string) => date.format(new Date(instant)),
    moment: (instant: string) => moment.format(new Date(instant)),
    /** The last day of a window; with the time where it closes before that day is over. */
    windowEnd: (closesAt: string) => {
      const end = Date.parse(closesAt)
      return date.format(end - 1) === date.format(end) ? moment.format(end) : date.format(end - 1)
    },
    score: (value: number) => score.format(value),
    /** With its sign, and a true minus. */
    signed: (value: number) => signed.format(value).replace('-', '−'),
    /** To two decimals, with a true minus and no minus before 0. */
    estimate: (value: number) => estimate.format(Math.abs(value) < 0.005 ? 0 : value).replace('-', '−'),
    /** `<0.001`, else to three decimals. */
    p: (value: number) => (value < 0.001 ? `<${thousandths.format(0.001)}` : thousandths.format(value)),
    thousandth: (value: number) => thousandths.format(Math.abs(value) < 0.0005 ? 0 : value).replace('-', '−'),
    /** `<0.000001`, else to six decimals. */
    tiny: (value: number) => (value < 1e-6 ? `<${millionths.format(1e-6)}` : millionths.format(value)),
    count: (value: number) => count.format(value),
    small: (value: number) => small.format(value),
    /** Of a rate 0–1. */
    percent: (rate: number) => percent.format(rate),
    /** Of a percentage 0–100, to one decimal. */
    percentage: (value: number) => percentage.format(value / 100),
    /** Of a change in percent, to one decimal, with its sign and a true minus. */
    percentChange: (value: number) => percentChange.format(value / 100).replace('-', '−'),
    /** `Jul 5`; with the year where it is not that of the other instant. */
    day: (instant: string, beside: string) =>
      (year.format(new Date(instant)) === year.format(new Date(beside)) ? day : date).format(
        new Date(instant),
      ),
  }
}

export type Formats = ReturnType<typeof createFormats>

/** Words that are to stand within a sentence. */
export function stripFullStop(words: string): string {
  return words.replace(/\.$/, '')
}
