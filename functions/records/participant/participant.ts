import * as z from 'zod/mini'
import { DISPOSITIONS, WITHDRAWAL_REASONS } from '../../../web/api/participants/dispositions.ts'
import { attributeEntrySchema } from './participant-attributes.ts'

export const endedSchema = z.object({
  how: z.enum(DISPOSITIONS),
  at: z.string(),
  recordedAt: z.string(),
  reason: z.optional(z.enum(WITHDRAWAL_REASONS)),
})
export type ParticipationEnd = z.infer<typeof endedSchema>

/** That a participation ended, or, by `how: null`, that it goes on after all; and when that was recorded. */
export const dispositionSchema = z.union([endedSchema, z.object({ how: z.null(), recordedAt: z.string() })])
export type Disposition = z.infer<typeof dispositionSchema>

/** An arm that was recorded after enrolment: by whom, and why where it corrects another one. */
const allocationSchema = z.object({
  arm: z.string(),
  recordedAt: z.string(),
  by: z.string(),
  reason: z.optional(z.string()),
})

/** What the study knows of a participant. Name and telephone number are not here: see contact.store.ts. */
export const participantSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  arm: z.optional(z.string()),
  /** Every recording of the arm after enrollment, oldest first: only ever appended to. */
  allocations: z.optional(z.array(allocationSchema)),
  enrolledAt: z.string(),
  /** When they like to be texted, `HH:MM` on their own wall. */
  textAt: z.optional(z.string()),
  /** How they like to answer where the questions allow it: on the web, or by replying to texts. */
  channel: z.optional(z.enum(['link', 'text'])),
  ended: z.optional(endedSchema),
  /** Everything that was recorded of how it ended, oldest first: only ever appended to. See `listDispositions`. */
  dispositions: z.optional(z.array(dispositionSchema)),
  /** Everything that was recorded of their attributes, oldest first: only ever appended to. See `findAttributeCodes`. */
  attributes: z.optional(z.array(attributeEntrySchema)),
  /**
   * Versions of the study that their schedule has followed, each since an instant, in that order; the first since ever. Left
   * out: the one that they were enrolled on. See rules/schedule/versioned-plan.ts.
   */
  followedVersions: z.optional(z.array(z.object({ version: z.string(), since: z.string() }))),
  /** Rises with every change to the schedule, so that two at once do not overlook each other. */
  planRevision: z._default(z.int(), 0),
})

export type Participant = z.infer<typeof participantSchema>

/** Those from before a history was kept have their present one alone. */
export function listDispositions({
  ended,
  dispositions,
}: Pick<Participant, 'ended' | 'dispositions'>): readonly Disposition[] {
  return dispositions ?? (ended ? [ended] : [])
}

/** The arm of someone, none where the study is read without arms. */
export function findVisibleArm(
  { arms }: { readonly arms: readonly unknown[] },
  { arm }: Pick<Participant, 'arm'>,
): string | undefined {
  return arms.length > 0 ? arm : undefined
}

/** As it is shown; `null` while the participation goes on. */
export function formatDisposition(ended: ParticipationEnd | undefined) {
  return ended ? { how: ended.how, at: ended.at, reason: ended.reason ?? null } : null
}
