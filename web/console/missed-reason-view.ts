import type { Text } from '../text/en/text.ts'
import type { Named } from './frame.ts'

export type MissedReasonCategory = keyof Text['missedReason']['reasons']

/** An assessment that was missed or answered late. */
export type MissedReasonView = {
  readonly timepoint: Named
  /** `null` where nobody has recorded one. */
  readonly reason: Exclude<MissedReasonCategory, 'not-recorded'> | null
}
