import type { TextOutcome } from '../../functions/platform/aws/sms.ts'
import type { Random } from './random.ts'

/** What the carrier is like for a while. */
const MOODS = ['normal', 'normal', 'busy', 'spent', 'unheard-of'] as const
type Mood = (typeof MOODS)[number]

export type Refusal = Extract<TextOutcome, { kind: 'refused' }>

const REFUSALS: Readonly<Record<Exclude<Mood, 'normal'>, Refusal>> = {
  busy: { kind: 'refused', cause: 'transient', code: 'ThrottlingException' },
  spent: { kind: 'refused', cause: 'account', code: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
  'unheard-of': { kind: 'refused', cause: 'unknown', code: 'BrandNewException' },
}

/** Of a hundred texts at any time. A fault of the number is rare, and final. */
const ANY_TIME: readonly Refusal[] = [
  ...Array<Refusal>(5).fill(REFUSALS.busy),
  { kind: 'refused', cause: 'recipient', code: 'INVALID_PARAMETER' },
  { kind: 'refused', cause: 'recipient', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' },
  REFUSALS['unheard-of'],
]

/** A carrier that is busy, out of money, or says something that nobody has heard of, for whole stretches of a history. */
export class FaultyCarrier {
  readonly #random: Random
  #mood: Mood = 'normal'

  constructor(random: Random) {
    this.#random = random
  }

  change(): void {
    this.#mood = this.#random.pick(MOODS)
  }

  /** The fault is lifted for good. */
  lift(): void {
    this.#mood = 'normal'
  }

  /** @param fate 0 to 99 */
  refuse(fate: number): Refusal | undefined {
    if (this.#mood === 'spent' || (this.#mood !== 'normal' && fate < 80)) return REFUSALS[this.#mood]
    return ANY_TIME[fate]
  }
}
