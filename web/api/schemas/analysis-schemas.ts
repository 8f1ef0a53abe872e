import * as z from 'zod'
import { idSchema } from '../../../surveys/instrument/vocabulary.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'

export const share = z.number().min(0).max(1)

export const interval = z.tuple([z.number(), z.number()])

export const count = z.number().int()

export const kind = <Kind extends string>(of: Kind) => z.literal(of)

export const withheld = z.object({ kind: kind('withheld') })

export const score = z
  .string()
  .max(130)
  .regex(/^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64})?$/, 'instrument/scale, or a domain of the study')

export const asOf = z.iso
  .datetime()
  .optional()
  .describe('What was known then; now when it is left out. The same instant gives the same bytes.')

export const about = {
  study: idSchema,
  studyVersion: z.string(),
  asOf: z.iso.datetime(),
  minimumCell: count.describe('No smaller group of participants of sites that are not yours is shown'),
}

export const sitesLeftOut = z
  .array(idSchema)
  .describe('Sites with too few participants to be in it, unless you belong to every site')

export const analysisProblems = [...readProblems, platformProblems.invalidInput]

export const modelEstimate = {
  estimate: z.number(),
  standardError: z.number(),
  df: z.number(),
  interval,
}

export const notEstimated = { kind: kind('not-estimated'), reason: z.string() }
