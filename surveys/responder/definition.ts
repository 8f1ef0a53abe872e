import * as z from 'zod/mini'
import { evidenceSchema, idSchema, localisedSchema, versionSchema } from '../instrument/vocabulary-schema.ts'
import { computeContentHash } from '../values/canonical.ts'
import { consensusProvenanceSchema } from './provenance.ts'
import { responderRuleSchema } from './rule.ts'

export type { ResponderRule } from './rule.ts'

/** How answers that are missing are counted. */
export const MISSING_POLICIES = [
  /** Left out of the rate, with their reason. */
  'not-assessable',
  /** Taken for failure, as some trials do. What was never asked, or is still awaited, is left out all the same. */
  'counted-as-not-met',
  /** Taken for success: the other end of what the missing answers could have been. */
  'counted-as-met',
] as const
export const missingPolicySchema = z.enum(MISSING_POLICIES)
export type MissingPolicy = z.infer<typeof missingPolicySchema>

/**
 * A responder definition: what a study agrees to call an adequate response. A published version is immutable; its content
 * hash goes with every number that is made with it.
 */
export const responderDefinitionSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: localisedSchema,
  /** The definition in one or two plain sentences. */
  summary: localisedSchema,
  evidence: evidenceSchema,
  source: z.string(),
  rule: responderRuleSchema,
  missing: z._default(missingPolicySchema, 'not-assessable'),
  /** Whether answers given after they were due count as answers. */
  lateAnswers: z._default(z.enum(['counted', 'left-out']), 'counted'),
  /** Of a definition that a panel agreed on: how. Left out: it comes from its source alone. */
  provenance: z.optional(consensusProvenanceSchema),
})

export type ResponderDefinition = z.infer<typeof responderDefinitionSchema>

/** The same with the SHA-256 of the canonical JSON of what is written, before defaults are filled in. */
export const publishedResponderDefinitionSchema = z.pipe(
  z.transform((written: unknown) =>
    written !== null && typeof written === 'object'
      ? { ...written, hash: computeContentHash(written) }
      : written,
  ),
  z.extend(responderDefinitionSchema, { hash: z.string() }),
)

export type PublishedResponderDefinition = z.infer<typeof publishedResponderDefinitionSchema>
