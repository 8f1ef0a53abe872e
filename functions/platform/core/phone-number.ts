/** International form with the separators that people write: the parser would take a number out of any text. */
const PHONE_PATTERN = /^\+\d[\d ().-]*$/

export type PhoneFault = 'not-a-number' | 'country-not-texted' | 'cannot-be-texted'

/** What a refusal of each kind says. */
export const PHONE_FAULT_DETAILS: Readonly<Record<PhoneFault, string>> = {
  'not-a-number': 'must be a full number with its country code, in a range that is assigned',
  'country-not-texted': 'must be a number in a country that the study can text',
  'cannot-be-texted':
    'must be a person’s telephone: premium-rate, toll-free and service numbers cannot be texted',
}

/** Of libphonenumber's types, those of a telephone that one person or household has. In North America they are one. */
const PERSONAL_TYPES = new Set(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP'])

/**
 * A telephone number in E.164, when it is assigned in a country that the study may text. National forms are refused: a
 * missing country code must not become someone else's number. So are numbers that cost whoever is called or whoever calls,
 * and those of services: premium rate, toll-free, shared cost, pagers, voicemail. The parser and its table of every
 * country's ranges, 210 kB, are loaded with the first number.
 */
export async function readPhone(
  text: string,
  countries: readonly string[],
): Promise<{ phone: string } | { fault: PhoneFault }> {
  const { default: parsePhoneNumber } = await import('libphonenumber-js/max')
  const parsed = PHONE_PATTERN.test(text.trim()) ? parsePhoneNumber(text.trim()) : undefined
  const type = parsed?.getType()
  if (!parsed || type === undefined) return { fault: 'not-a-number' }
  if (!parsed.country || !countries.includes(parsed.country)) return { fault: 'country-not-texted' }
  return PERSONAL_TYPES.has(type) ? { phone: parsed.number } : { fault: 'cannot-be-texted' }
}
