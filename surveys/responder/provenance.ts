import * as z from 'zod/mini'
import { hashSchema, idSchema, versionSchema } from '../instrument/vocabulary-schema.ts'

/*
 * Where a definition comes from that a panel agreed on: enough to find every vote behind it, and none of the voters.
 */

const count = z.int().check(z.nonnegative())

/** The final vote of one group on the whole sentence. */
const groupVoteSchema = z
  .strictObject({
    group: idSchema,
    /** Asked to vote. */
    invited: count,
    inFavor: count,
    against: count,
    abstained: count,
  })
  .check(
    z.refine(
      ({ invited, inFavor, against, abstained }) => inFavor + against + abstained <= invited,
      'more voted than were invited',
    ),
  )

export const consensusProvenanceSchema = z.strictObject({
  consensus: idSchema,
  version: versionSchema,
  /** Of the protocol that was locked before the first round. */
  protocolHash: hashSchema,
  /** Rounds that were held. */
  rounds: z.array(idSchema).check(z.minLength(1)),
  votes: z.array(groupVoteSchema).check(z.minLength(1)),
  /** Of the decision rule of the final vote. */
  ruleHash: hashSchema,
  /** Of the list of candidates that the panel chose from. */
  candidatesHash: hashSchema,
  /** Vetoes that the panel adopted and that the language of rules cannot say; they are read by people. */
  vetoEvents: z._default(z.array(idSchema), []),
  /** What those who voted against it say, moderated for identity. Left out: nobody wrote any. */
  minorityStatement: z.optional(z.string().check(z.minLength(1), z.maxLength(4000))),
  deviations: count,
  adoptedOn: z.iso.date(),
  reviewOn: z.iso.date(),
})
export type ConsensusProvenance = z.infer<typeof consensusProvenanceSchema>
