import * as z from 'zod/mini'
import {
  CANCEL_REASONS,
  ERASURE_GRADES,
  ERASURE_STATES,
  STUDY_DATA_RULES,
} from '../../../web/api/participants/erasure-grades.ts'

/**
 * That a participant asked to be left alone or erased, and how far that is. It stays when everything else of them is gone,
 * and holds nothing of them but the study id.
 *
 *   requested ──a coordinator records what is wanted──▶ recorded ──somebody else confirms──▶ confirmed ──every step──▶ done
 *       └──────────cancelled, as long as nobody has confirmed──────────┘
 *
 * What is done or cancelled may be asked for again: of a higher grade, say. The audit trail keeps each.
 */
export const erasureSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  state: z.enum(ERASURE_STATES),
  grade: z.enum(ERASURE_GRADES),
  askedBy: z.enum(['text', 'page', 'staff']),
  requestedAt: z.string(),
  /** When it must be done. */
  dueAt: z.string(),
  /** Sign-in ids: of whoever wrote down what is wanted, and of whoever else confirmed it. */
  recordedBy: z.optional(z.string()),
  recordedAt: z.optional(z.string()),
  confirmedBy: z.optional(z.string()),
  confirmedAt: z.optional(z.string()),
  /** As the study’s protocol says it when it was confirmed. */
  studyData: z.optional(z.enum(STUDY_DATA_RULES)),
  /** The last text. `claimed`: it may have gone out. `not-textable`: it must not, or there was no number. */
  lastText: z.optional(z.enum(['claimed', 'sent', 'unknown', 'refused', 'not-textable', 'replayed'])),
  /** While it is confirmed: when its steps are gone through next. */
  nextTryAt: z.optional(z.string()),
  doneAt: z.optional(z.string()),
  cancelledBy: z.optional(z.string()),
  cancelReason: z.optional(z.enum(CANCEL_REASONS)),
  /** Rises with every change. */
  revision: z.int(),
})

export type Erasure = z.infer<typeof erasureSchema>

/** Whether there is something left to be done about it. */
export function isErasurePending({ state }: Pick<Erasure, 'state'>): boolean {
  return state === 'requested' || state === 'recorded' || state === 'confirmed'
}
