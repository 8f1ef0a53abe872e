/*
 * Whom someone in a crisis can reach, by country: ISO 3166-1 alpha-2. Sources: 988lifeline.org (United States), 988.ca
 * (Canada), samaritans.org (United Kingdom and Ireland), lifeline.org.au (Australia), and each country's emergency number.
 */

export type CrisisLine = {
  /** Day and night, free of charge, as it is dialled. */
  readonly call: string
  /** Where the same line also answers texts. */
  readonly text?: string
  /** Police, ambulance and fire brigade. */
  readonly emergency: string
}

const CRISIS_LINES: Readonly<Record<string, CrisisLine>> = {
  AU: { call: '13 11 14', emergency: '000' },
  CA: { call: '988', text: '988', emergency: '911' },
  GB: { call: '116 123', emergency: '999' },
  IE: { call: '116 123', emergency: '112' },
  US: { call: '988', text: '988', emergency: '911' },
}

/** `undefined` for a country whose lines are not known here: then a study's own words name them. */
export function findCrisisLine(country: string | undefined): CrisisLine | undefined {
  return country === undefined ? undefined : CRISIS_LINES[country]
}
