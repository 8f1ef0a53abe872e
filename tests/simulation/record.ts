/** What a history has seen from outside, in the order of the scheduler's steps: what the rules are held against. */
export type Record = {
  readonly people: Person[]
  readonly answers: AnswerAttempt[]
  readonly submissions: Attempt[]
  readonly claims: Claim[]
  readonly texts: SentText[]
  readonly messages: HandledMessage[]
  /** Urgent messages that the carrier or the mail service took, or may have. */
  readonly urgent: UrgentMessage[]
  /** What a version changed that it must leave alone. */
  readonly versionFaults: string[]
  /** How often an operator was told that one is not accepted. */
  told: number
  /** When the carrier’s faults were over for good. */
  liftedAt: string
  /** Partitions of the due index that anything was ever put into: the others need not be asked. */
  readonly shards: Set<string>
  /** Number, or `participant/timepoint` → the step at which a sender last found nothing against a text. */
  readonly checks: Map<string, number>
}

export type Person = {
  readonly phone: string
  readonly site: string
  /** Every zone that they have lived in. */
  readonly zones: Set<string>
  readonly enrolledStep: number
  readonly participant: string
  hasMoved: boolean
}

/** One request of a participant's phone. Without an end it was never answered: what it asked for may have happened. */
export type Attempt = {
  readonly participant: string
  readonly timepoint: string
  readonly start: number
  end: number
  isAcknowledged: boolean
}
export type AnswerAttempt = Attempt & { readonly key: string; readonly code: string | null }

/** The transaction that takes the right to send one text. */
export type Claim = {
  readonly participant: string
  readonly timepoint: string
  readonly attempt: number
  readonly text: string
  readonly step: number
  readonly at: string
}

export type SentText = {
  readonly to: string
  readonly body: string
  readonly context: { readonly [name: string]: string }
  readonly step: number
  /** When the sender last found that the number may be texted, and that the survey is not finished. */
  readonly checkedPhone: number
  readonly checkedSurvey: number
}

export type UrgentMessage = { readonly participant: string; readonly notice: string; readonly at: string }

/** One handling of a text from a phone. */
export type HandledMessage = {
  readonly phone: string
  readonly body: string
  readonly receivedAt: string
  readonly start: number
  end: number
  isAcknowledged: boolean
}

export const NEVER = Number.POSITIVE_INFINITY

export function emptyRecord(): Record {
  return {
    ...{ people: [], answers: [], submissions: [], claims: [], texts: [], messages: [], urgent: [], told: 0 },
    versionFaults: [],
    liftedAt: '',
    ...{ shards: new Set(), checks: new Map() },
  }
}
