import type { MissedReason } from '../api/participants/missed-reasons.ts'
import type { Named } from './frame.ts'

/** An assessment that was missed or answered late. */
export type MissedReasonView = {
  readonly timepoint: Named
  /** `null` where nobody has recorded one. */
  readonly reason: MissedReason | null
}
