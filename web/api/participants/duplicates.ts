/** In what a participant who is being enrolled agrees with one who is enrolled already. */
export const DUPLICATE_FACTS = ['same-phone', 'same-name-and-birth-year'] as const
export type DuplicateFact = (typeof DUPLICATE_FACTS)[number]

/** Instead of the study IDs of participants of another site, which are not shown. */
export const ANOTHER_SITE = 'another-site'
