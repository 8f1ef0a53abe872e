import * as z from 'zod/mini'
import type { InstrumentRef } from './vocabulary.ts'

/** The small words that every definition is made of. Apart from vocabulary.ts: what only uses definitions loads no zod. */

export const localeSchema = z
  .string()
  .check(z.regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/, 'a BCP 47 language tag'))
export const idSchema = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens'),
  )
export const versionSchema = z.string().check(z.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'major.minor.patch'))
/** Text by locale. Scoring never reads it. */
export const localisedSchema = z.record(localeSchema, z.string().check(z.minLength(1)))

/** How far a fact may be trusted: read in a named source, remembered but not confirmed, or never validated at all. */
export const evidenceSchema = z.enum(['established', 'unconfirmed', 'unvalidated'])
export const directionSchema = z.enum(['higher-is-worse', 'higher-is-better'])
export const domainSchema = z.enum([
  'pain',
  'neuropathic-pain',
  'function',
  'sleep',
  'fatigue',
  'quality-of-life',
  'social-participation',
  'depression',
  'anxiety',
  'emotional-functioning',
  'cognition',
  'pain-coping',
  'global-change',
  'satisfaction',
  'adverse-effects',
  'dissociation',
  'substance-use',
  'own-goal',
])

export type Localised = z.infer<typeof localisedSchema>
export type Evidence = z.infer<typeof evidenceSchema>
export type Direction = z.infer<typeof directionSchema>
export type Domain = z.infer<typeof domainSchema>

/** The identity of a definition, a calibration or a set of answers. */
export const hashSchema = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/), z.describe('SHA-256 of the canonical JSON'))

export const instrumentRefSchema = z.pipe(
  z.string().check(z.regex(/^[a-z0-9-]{1,64}@\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'id@major.minor.patch')),
  z.transform((ref) => ref as InstrumentRef),
)
