/** International form with the separators that people write: the parser would take a number out of any text. */
const PHONE_PATTERN = /^\+\d[\d ().-]*$/

export type PhoneFault = 'not-a-number' | 'country-not-texted'

/**
 * A telephone number in E.164, when it is a possible number of a country that the study may text.
 * National forms are refused: a missing country code must not become someone else's number. The parser and its table of
 * countries, 120 kB, are loaded with the first number.
 */
export async function readPhone(
  text: string,
  countries: readonly string[],
): Promise<{ phone: string } | { fault: PhoneFault }> {
  const { default: parsePhoneNumber } = await import('libphonenumber-js/min')
  const parsed = PHONE_PATTERN.test(text.trim()) ? parsePhoneNumber(text.trim()) : undefined
  if (!parsed?.isValid()) return { fault: 'not-a-number' }
  if (!parsed.country || !countries.includes(parsed.country)) return { fault: 'country-not-texted' }
  return { phone: parsed.number }
}
