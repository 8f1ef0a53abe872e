import * as z from 'zod/mini'
import { deviationSchema } from '../../../surveys/consensus/deviation.ts'
import { hashSchema, idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'

/** Draft: the protocol can change. Locked: rounds are held by it. Finished: nothing changes any more. */
export const PANEL_STATES = ['draft', 'locked', 'finished'] as const

/** What a round asks: fixed when it is opened, and the same for everybody. */
const askedSchema = z.strictObject({
  question: idSchema,
  /** Empty where they are made for each panelist: profiles and pairs. */
  items: z.array(z.string()),
  /** Items of the question that stopped before this round. */
  stopped: z.array(z.string()),
})
export type AskedQuestion = z.infer<typeof askedSchema>

const heldRoundSchema = z.strictObject({
  id: idSchema,
  opensAt: z.string(),
  /** The first instant at which no ballot is taken any more. */
  closesAt: z.string(),
  asked: z.array(askedSchema),
})
export type HeldPanelRound = z.infer<typeof heldRoundSchema>

const traceSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('new-item'), proposal: z.string(), item: idSchema }),
  z.strictObject({ outcome: z.literal('merged'), proposal: z.string(), item: idSchema }),
  z.strictObject({ outcome: z.literal('not-taken'), proposal: z.string(), reason: z.string() }),
])

/** An item that came of proposals: written like those of the protocol, which stays as it was locked. */
export const addedItemSchema = z.strictObject({
  id: idSchema,
  domain: z.string(),
  title: z.record(z.string(), z.string().check(z.minLength(1))),
})
export type AddedItem = z.infer<typeof addedItemSchema>

const mergeSchema = z.strictObject({
  question: idSchema,
  trace: z.array(traceSchema),
  added: z.array(addedItemSchema),
})
export type ProposalMerge = z.infer<typeof mergeSchema>

/** Candidate definitions that a round asks about, as they were listed when it opened. */
const chosenCandidatesSchema = z.strictObject({
  hash: hashSchema,
  shortlist: z.array(
    z.strictObject({
      id: idSchema,
      rule: z.record(z.string(), z.unknown()),
      events: z.array(z.string()),
    }),
  ),
})
export type ListedCandidates = z.infer<typeof chosenCandidatesSchema>

const adoptedSchema = z.strictObject({ id: idSchema, version: z.string(), hash: hashSchema })

export const panelSchema = z.object({
  id: idSchema,
  study: idSchema,
  state: z.enum(PANEL_STATES),
  /** The protocol as it is written; once locked, `hash` is of it. */
  protocol: z.record(z.string(), z.unknown()),
  hash: z.optional(hashSchema),
  lockedAt: z.optional(z.string()),
  rounds: z.array(heldRoundSchema),
  deviations: z.array(deviationSchema),
  merges: z.array(mergeSchema),
  candidates: z.optional(chosenCandidatesSchema),
  /** Of the short list, the one that the final vote is on. */
  finalCandidate: z.optional(idSchema),
  adopted: z.optional(adoptedSchema),
  createdAt: z.string(),
  changedAt: z.string(),
  /** `sub` of who changed it last. */
  changedBy: z.string(),
})
/** A consensus process of a study. */
export type Panel = z.infer<typeof panelSchema>
export type StoredPanel = Panel & { readonly revision: number }
