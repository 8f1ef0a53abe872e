import type { CallOutcome } from '../api/worklist/call-outcomes.ts'
import type { UnsentKind } from '../api/worklist/worklist.ts'
import type { ReasonKind } from '../api/worklist/worklist-reasons.ts'
import type { DispositionView } from './disposition-view.ts'
import type { ErasureCase, ErasureNotice } from './erasure-view.ts'
import type { SiteName } from './frame.ts'

/** Why a participant needs a person now. */
export type TodayReason = {
  readonly kind: ReasonKind
  readonly timepoint: { readonly id: string; readonly title: string } | null
  readonly until: string | null
  readonly alert: {
    readonly id: string
    readonly revision: number
    readonly source: string
    readonly isTaken: boolean
    readonly owner: string | null
    /** Somebody may harm themselves: due when it was raised. */
    readonly isUrgent: boolean
    /** How often it was raised since it was opened, and when last. */
    readonly raises: number
    readonly lastRaisedAt: string
    readonly evidence: readonly AlertEvidence[]
    /** The texts that raised it, oldest first: several in a group were read together. */
    readonly texts: readonly (readonly ReceivedText[])[]
  } | null
  readonly message: ReceivedText | null
  readonly erasure: ErasureCase | null
  /** Answers that arrived after the window, and wait for a decision. */
  readonly late: {
    readonly count: number
    /** Whether they can be taken in, and then count in analyses. */
    readonly effect: 'counted' | 'not-counted' | 'too-late'
  } | null
}

/** A text from the participant's phone. `isShared`: others have the number. */
export type ReceivedText = {
  readonly id: string
  readonly body: string
  readonly at: string
  readonly isShared: boolean
}

/** An answer or a score that raised an alert. */
export type AlertEvidence = {
  /** The question in its own words, or the name of the score. */
  readonly title: string
  /** What was answered or scored, each time that it was something else; the newest last. */
  readonly given: readonly { readonly at: string; readonly value: string }[]
  /** What is answered or scored by now, where that is something else; null where nothing is, `undefined` where it still stands. */
  readonly now: string | null | undefined
}

export type TodayTask = {
  readonly participant: string
  readonly ended: DispositionView | null
  /** Whether a call for the study, or about what is listed, still applies. */
  readonly isCallOffered: boolean
  readonly name: string | null
  /** E.164 */
  readonly phone: string | null
  readonly timeZone: string
  readonly reasons: readonly TodayReason[]
  readonly texts: number
  /** How many of these texts are known not to have arrived. */
  readonly notArrived: number
  readonly lastTextAt: string | null
  /** Urgent messages that do not go out. */
  readonly unsent: readonly UnsentKind[]
  readonly calls: readonly {
    readonly at: string
    readonly outcome: CallOutcome
    readonly callBackAt: string | null
    readonly text: string | null
  }[]
  /** The same for a form that is sent twice. */
  readonly key: string
}

export type TodayView = {
  readonly asOf: string
  readonly site: SiteName & { readonly timeZone: string }
  readonly sites: readonly SiteName[]
  readonly tasks: readonly TodayTask[]
  /** Nobody receives the site's alerts. */
  readonly isOnCallEmpty: boolean
  /** An alert of self-harm that the site does not take would reach none of the study's leads. */
  readonly isLeadsOnCallEmpty: boolean
  /** Where the carrier refuses every text because of the account: since when, and its code. */
  readonly textsStopped: { readonly since: string; readonly code: string } | null
  /** Numbers of the on-call list that no alert is texted to, since they said STOP. */
  readonly onCallStopped: readonly string[]
  readonly notice:
    | ('saved' | 'alert-changed' | 'message-changed' | 'note-needed' | 'refused' | 'not-open')
    | ErasureNotice
    | null
}
