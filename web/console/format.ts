/** Numbers and instants in words, for one locale and the clinic's own time zone. Pure: the instants are given. */
export function formats(locale: string, timeZone = 'UTC') {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const score = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const small = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  return {
    date: (instant: string) => date.format(new Date(instant)),
    moment: (instant: string) => moment.format(new Date(instant)),
    score: (value: number) => score.format(value),
    /** With its sign, and a true minus. */
    signed: (value: number) => signed.format(value).replace('-', '−'),
    small: (value: number) => small.format(value),
    /** Of a rate 0–1. */
    percent: (rate: number) => percent.format(rate),
  }
}

export type Formats = ReturnType<typeof formats>
