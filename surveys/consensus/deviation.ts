import * as z from 'zod/mini'
import { hashSchema, idSchema } from '../instrument/vocabulary-schema.ts'

/*
 * What was done otherwise than the locked protocol says. The protocol stays as it is; the report lists these.
 */

const reasonSchema = z.string().check(
  z.maxLength(2000),
  z.refine((text) => text.trim().length >= 10, 'say why in at least ten characters'),
)
const base = { at: z.iso.datetime(), by: z.string().check(z.minLength(1)), reason: reasonSchema }
const ofRound = { ...base, round: idSchema }
const ofItem = { ...base, question: idSchema, item: idSchema }

export const deviationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('round-extended'), ...ofRound, until: z.iso.datetime() }),
  z.strictObject({ kind: z.literal('round-closed-early'), ...ofRound }),
  z.strictObject({ kind: z.literal('round-added'), ...ofRound }),
  z.strictObject({ kind: z.literal('round-left-out'), ...ofRound }),
  z.strictObject({ kind: z.literal('item-added'), ...ofItem }),
  z.strictObject({ kind: z.literal('item-reworded'), ...ofItem }),
  z.strictObject({ kind: z.literal('item-dropped'), ...ofItem }),
  z.strictObject({
    kind: z.literal('item-merged'),
    ...ofItem,
    into: z.array(idSchema).check(z.minLength(1)),
  }),
  z.strictObject({
    kind: z.literal('fewer-voters-accepted'),
    ...base,
    group: idSchema,
    voters: z.int().check(z.nonnegative()),
  }),
  z.strictObject({ kind: z.literal('group-changed'), ...base, group: idSchema }),
  /** Both protocols stay; results are of the one under which they were voted. */
  z.strictObject({ kind: z.literal('protocol-replaced'), ...base, from: hashSchema, to: hashSchema }),
  z.strictObject({ kind: z.literal('technical-failure'), ...base, round: z.optional(idSchema) }),
  z.strictObject({ kind: z.literal('other'), ...base }),
])
export type Deviation = z.infer<typeof deviationSchema>
