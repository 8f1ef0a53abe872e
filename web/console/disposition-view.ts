import type { DISPOSITIONS, WITHDRAWAL_REASONS } from '../api/participants/dispositions.ts'

/** That a participation has ended, how and when. */
export type DispositionView = {
  readonly how: (typeof DISPOSITIONS)[number]
  /** ISO instant */
  readonly at: string
  readonly reason: (typeof WITHDRAWAL_REASONS)[number] | null
}
