/*
 * Whom someone in a crisis can reach, by country: ISO 3166-1 alpha-2. Sources: 988lifeline.org (United States), 988.ca
 * (Canada), samaritans.org (United Kingdom and Ireland), lifeline.org.au (Australia), and each country's emergency number.
 */

export type CrisisLine = {
  /** Day and night, free of charge, as it is dialled. */
  readonly call: string
  /** Where the same line also answers texts. */
  readonly text?: string | undefined
  /** Police, ambulance and fire brigade. */
  readonly emergency: string
}

/** Crisis line, emergency number, and the crisis line for texts. */
const CRISIS_LINES: Readonly<Record<string, readonly [string, string, string?]>> = {
  AU: ['13 11 14', '000'],
  CA: ['988', '911', '988'],
  GB: ['116 123', '999'],
  IE: ['116 123', '112'],
  US: ['988', '911', '988'],
}

/** `undefined` for a country whose lines are not known here: then a study's own words name them. */
export function findCrisisLine(country = ''): CrisisLine | undefined {
  const [call, emergency, text] = CRISIS_LINES[country] ?? []
  return call && emergency ? { call, emergency, text } : undefined
}
