import * as z from 'zod/mini'
import { idSchema, localeSchema, localisedSchema, versionSchema } from '../instrument/vocabulary-schema.ts'
import { messageSchema } from '../study/message-schema.ts'
import { computeContentHash } from '../values/canonical.ts'
import { processSchema } from './process.ts'
import { questionSchema } from './questions.ts'

/**
 * The protocol of a consensus process: who is asked what, from whose perspective, how, and when they agree. A published version
 * never changes; its content hash is locked before the first round and goes with every ballot and result.
 */

/** Whose experience a group speaks from. Reports show participants' and clinicians' choices apart. */
export const PERSPECTIVES = ['participants', 'clinicians', 'researchers', 'payers', 'other'] as const
export type Perspective = (typeof PERSPECTIVES)[number]

const groupSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  perspective: z.enum(PERSPECTIVES),
  /** Said on every page: *for patients like you*, *for your patients*, *for the study*. */
  rateFor: localisedSchema,
  /** With fewer the group decides nothing. */
  minimumVoters: z._default(z.int().check(z.minimum(2), z.maximum(500)), 8),
  /** How many the study means to have. */
  planned: z.int().check(z.minimum(1), z.maximum(2000)),
})
export type PanelGroup = z.infer<typeof groupSchema>

/** Signed by each panelist before the first vote. */
const statementsSchema = z.strictObject({
  consent: localisedSchema,
  /** What counts as a conflict of interest, and who reads the statement. */
  conflictOfInterest: localisedSchema,
})

const anonymitySchema = z.strictObject({
  /** A group of fewer who rated is not shown while a round runs. */
  minimumShown: z._default(z.int().check(z.minimum(5), z.maximum(50)), 5),
  /** Reasons in panelists' own words, read for identity before others see them. */
  reasons: z._default(z.enum(['moderated', 'none']), 'moderated'),
})

/** What panelists read, in one language. A subject and an invitation name neither a study nor a condition. */
const protocolTextsSchema = z.strictObject({
  subject: z.string().check(z.minLength(1), z.maxLength(120)),
  invitation: messageSchema.check(z.includes('{link}')),
  reminder: messageSchema.check(z.includes('{link}')),
  introduction: z.string().check(z.minLength(1)),
  thanks: z.string().check(z.minLength(1)),
})

export const consensusProtocolSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: localisedSchema,
  locales: z.array(localeSchema).check(z.minLength(1)),
  /** What the definition will be used for. */
  aim: localisedSchema,
  /** The study whose measures the definition will look at. */
  study: z.optional(idSchema),
  groups: z.array(groupSchema).check(z.minLength(1), z.maxLength(12)),
  questions: z.array(questionSchema).check(z.minLength(1), z.maxLength(20)),
  process: processSchema,
  anonymity: z.prefault(anonymitySchema, {}),
  /** Members of the organization who run the rounds. They see progress, vote on nothing, and see no ballot. */
  moderators: z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.minLength(1)),
  statements: statementsSchema,
  texts: z.record(localeSchema, protocolTextsSchema),
  funding: z.string(),
  /** Where the protocol was registered or published. */
  registration: z.optional(z.string()),
  /** Months after which the definition is looked at again. */
  reviewAfterMonths: z.int().check(z.minimum(1), z.maximum(120)),
})
export type ConsensusProtocol = z.infer<typeof consensusProtocolSchema>

/** The same with the SHA-256 of the canonical JSON of what is written, before defaults are filled in. */
export const publishedConsensusProtocolSchema = z.pipe(
  z.transform((written: unknown) =>
    written !== null && typeof written === 'object'
      ? { ...written, hash: computeContentHash(written) }
      : written,
  ),
  z.extend(consensusProtocolSchema, { hash: z.string() }),
)
export type PublishedConsensusProtocol = z.infer<typeof publishedConsensusProtocolSchema>

/** Voters that each group needs, for the rules. */
export function listMinimumVoters({
  groups,
}: Pick<ConsensusProtocol, 'groups'>): ReadonlyMap<string, number> {
  return new Map(groups.map(({ id, minimumVoters }) => [id, minimumVoters]))
}
