/**
 * The last day of a window, such as *Friday, June 12*; with the time where it closes before that day is over.
 *
 * @param closesAt ISO 8601, the first instant at which it is closed
 */
export function formatWindowEnd(closesAt: string, locale: string, timeZone: string): string {
  const end = Date.parse(closesAt)
  const words = { weekday: 'long', month: 'long', day: 'numeric', timeZone } as const
  const day = new Intl.DateTimeFormat(locale, words)
  if (day.format(end - 1) !== day.format(end)) return day.format(end - 1)
  return new Intl.DateTimeFormat(locale, { ...words, hour: 'numeric', minute: '2-digit' }).format(end)
}
