import * as z from 'zod/mini'
import { DEFINITION_KINDS } from '../../../surveys/library/published-definition.ts'

/** One version of a definition, as it was published. Its content never changes; that it is used no more can be added. */
export const catalogueEntrySchema = z.object({
  kind: z.enum(DEFINITION_KINDS),
  /** Of a calibration: that of its instrument, as is its version. */
  id: z.string(),
  version: z.string(),
  /** SHA-256 of the canonical JSON of what was published. */
  hash: z.string(),
  title: z.string(),
  /** Shipped with the program, or published by people. */
  origin: z.enum(['built-in', 'published']),
  publishedAt: z.string(),
  /** Whose lead published it, of a responder definition: that study alone adds versions to it. */
  study: z.optional(z.string()),
  /** Since when and why no new version of a study may name it. Studies that name it already go on. */
  retired: z.optional(z.object({ at: z.string(), reason: z.string() })),
})

export type CatalogueEntry = z.output<typeof catalogueEntrySchema>

/** Of a study: which versions there are, where and when they ask, and what. */
export const studyHeadSchema = z.object({
  study: z.string(),
  versions: z.array(
    z.object({
      version: z.string(),
      hash: z.string(),
      /** In force from then on, where it is the newest by then. Left out: since it was published. */
      from: z.optional(z.string()),
      /** Sites that follow it later: from an instant, or, while there is none, when a lead moves them. `by`: who decided. */
      later: z.optional(
        z.array(z.object({ site: z.string(), from: z.optional(z.string()), by: z.optional(z.string()) })),
      ),
    }),
  ),
  /** Over all versions: an assessment of an older one goes on under its own names. */
  sites: z.array(z.string()),
  timepoints: z.array(z.string()),
  /** Every instrument that any version asks: an assessment goes on with what it was planned with. */
  instruments: z.array(
    z.object({ ref: z.string(), hash: z.string(), calibrationHash: z.optional(z.string()) }),
  ),
})

export type StudyHead = z.output<typeof studyHeadSchema>
export type StudyVersion = StudyHead['versions'][number]
export type AskedInstrument = StudyHead['instruments'][number]
