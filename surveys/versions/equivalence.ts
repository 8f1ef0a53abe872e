import * as z from 'zod/mini'
import type { InstrumentDefinition } from '../instrument/definition.ts'
import { evidenceSchema, idSchema, versionSchema } from '../instrument/vocabulary-schema.ts'
import { diffInstruments } from './diff.ts'

/**
 * A study's word, with its source, that versions of an instrument measure a scale alike although one of them breaks
 * with another: what their definitions alone cannot show. Only what is established lets scores be pooled.
 */
export const equivalenceSchema = z.strictObject({
  instrument: idSchema,
  scale: idSchema,
  versions: z.array(versionSchema).check(z.minLength(2)),
  evidence: evidenceSchema,
  source: z.string().check(z.minLength(1)),
})

export type Equivalence = z.infer<typeof equivalenceSchema>

export type ScaleComparison =
  /** Nothing that the scale turns on differs. */
  | { readonly kind: 'alike'; readonly by: 'definition' }
  | { readonly kind: 'alike'; readonly by: 'evidence'; readonly equivalence: Equivalence }
  /** `reasons` says what breaks, and which evidence is there but too weak. */
  | { readonly kind: 'unlike'; readonly reasons: readonly string[] }

/**
 * Whether a scale's scores of two versions of one instrument may be compared and pooled. Symmetric: which of the two is
 * the newer plays no part.
 *
 * @throws Error for two instruments: scores of those are never compared.
 */
export function compareScale(
  scale: string,
  one: InstrumentDefinition,
  other: InstrumentDefinition,
  equivalences: readonly Equivalence[],
): ScaleComparison {
  if (one.id !== other.id) throw new Error(`${one.id} and ${other.id} are two instruments`)
  const breaks = listBreaks(scale, one, other)
  if (breaks.length === 0) return { kind: 'alike', by: 'definition' }
  const declared = equivalences.filter(
    ({ instrument, scale: of, versions }) =>
      instrument === one.id &&
      of === scale &&
      versions.includes(one.version) &&
      versions.includes(other.version),
  )
  const equivalence = declared.find(({ evidence }) => evidence === 'established')
  if (equivalence) return { kind: 'alike', by: 'evidence', equivalence }
  const weak = declared.map(({ evidence, source }) => `${evidence} evidence of equivalence: ${source}`)
  return { kind: 'unlike', reasons: [...breaks, ...weak] }
}

/** What breaks the scale, read in both directions: an item that only one of the two has breaks it either way. */
function listBreaks(
  scale: string,
  one: InstrumentDefinition,
  other: InstrumentDefinition,
): readonly string[] {
  const missing = [one, other].filter(({ scales }) => !scales.some(({ id }) => id === scale))
  if (missing.length > 0) return missing.map(({ version }) => `${version} has no such scale`)
  const breaking = [...diffInstruments(one, other), ...diffInstruments(other, one)].filter(
    (change) => change.class === 'breaking' && change.part?.kind === 'scale' && change.part.id === scale,
  )
  return [...new Set(breaking.map(({ detail }) => detail))]
}
