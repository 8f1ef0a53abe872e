import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { isBlank } from '../../../surveys/values/text-faults.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { occurrenceSchema } from '../schemas/path-parameters.ts'
import { buildTextSchema } from '../schemas/text.ts'

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** How a release is named with every number of it. */
export type ReleaseRef = ValueOf<typeof releaseRef>

export const releaseRef = z.object({
  number: z.int().check(z.positive(), z.describe('1, 2, 3 … within the study')),
  name: z.string(),
  sha256: sha256.check(z.describe('SHA-256 of the canonical JSON of everything in the release')),
})

/** Who made a release: a lead, or the schedule of the study on a planned local date. */
export type ReleaseMaker = ValueOf<typeof releaseMaker>

export const releaseMaker = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lead'), sub: z.string() }),
  z.strictObject({ kind: z.literal('schedule'), planned: z.iso.date() }),
])

/** What a release was made of. It never changes. */
export type ReleaseHeader = ValueOf<typeof releaseHeader>

export const releaseHeader = z.object({
  ...releaseRef.shape,
  note: z.string(),
  study: idSchema,
  studyVersion: z.string(),
  studyHash: sha256.check(z.describe('SHA-256 of the study definition’s canonical JSON')),
  asOf: z.iso.datetime().check(z.describe('The data are those known at this time')),
  madeAt: z.iso.datetime(),
  madeBy: releaseMaker,
  definitions: z
    .array(z.object({ definition: z.string(), hash: sha256 }))
    .check(z.describe('The responder definitions with the SHA-256 of their canonical JSON')),
  program: z.string().check(z.describe('Version of Concord, with the start of the SHA-256 of its sources')),
  dataSha256: sha256.check(z.describe('SHA-256 of the canonical JSON of the data behind the release')),
})

/** The analyses that a release holds, by what they are asked for with. */
export type ReleaseIndex = ValueOf<typeof releaseIndex>

const byMeasure = z.object({ measure: z.string(), timepoint: occurrenceSchema })

export const releaseIndex = z.object({
  responderRate: z.array(z.object({ definition: idSchema, timepoint: occurrenceSchema, estimand: idSchema })),
  definitionComparison: z.array(z.object({ timepoint: occurrenceSchema })),
  meanChange: z.array(byMeasure),
  repeatedMeasures: z.array(z.object({ measure: z.string() })),
  meaningfulChange: z.array(byMeasure),
})

/** What a lead gives a release. */
export const releaseOrder = z.strictObject({
  name: buildTextSchema(80),
  note: z._default(
    z.string().check(
      z.overwrite((text) => (isBlank(text) ? '' : text.trim())),
      z.maxLength(500),
    ),
    '',
  ),
  asOf: z.optional(z.iso.datetime()).check(z.describe('Use the data known at this time. Default: now')),
})
