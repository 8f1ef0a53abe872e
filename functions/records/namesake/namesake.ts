import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { splitName } from '../name-index/name-words.ts'

/** Of whom it is known, a name and a year of birth: participants who agree in both may be one person. */
export type NameAndBirthYear = { readonly name?: string | undefined; readonly birthYear?: number | undefined }

/**
 * What two participants have in common whose names and years of birth agree: whatever the order of the names, capitals,
 * accents, characters without width and what stands between words.
 *
 * @returns `undefined` where one of the two is not known
 */
export function buildNamesakeKey({ name, birthYear }: NameAndBirthYear): string | undefined {
  if (name === undefined || birthYear === undefined) return undefined
  const words = splitName(name).sort()
  return words.length === 0 ? undefined : computeContentHash([words, birthYear])
}
