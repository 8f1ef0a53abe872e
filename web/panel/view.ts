import type { Verdict } from '../../surveys/consensus/decide-item.ts'
import type { RatedQuestion } from '../../surveys/consensus/questions.ts'
import type { RatingScale } from '../../surveys/consensus/scale.ts'

/*
 * What the panelists' pages show: one panelist's own answers, and of others only what their protocol discloses. Titles are in the
 * panelist's language.
 */

/** Of the panel and its panelist, on every page. */
export type PanelView = {
  readonly token: string
  readonly locale: string
  readonly title: string
  /** Whose part the panelist takes. */
  readonly group: string
  /** *Rate for patients like you.* */
  readonly rateFor: string
  /** Whom to ask: no telephone number of a clinic, but who runs the panel. */
  readonly contact?: { readonly name: string; readonly mail: string } | undefined
  /** The open round's last day, in words. */
  readonly closesOn?: string | undefined
}

export type WelcomeView = PanelView & {
  readonly aim: string
  readonly introduction: string
  readonly round: string
  readonly items: number
  readonly minutes: number
  readonly answered: number
  readonly isSigned: boolean
  readonly minimumShown: number
  /** Whether others may read reasons once they are moderated. */
  readonly hasReasons: boolean
  /** Place of the first item without an answer; `null` where each has one. */
  readonly next: number | null
}

export type StatementsView = PanelView & {
  readonly consent: string
  readonly conflictOfInterest: string
}

/** A vote on a rated item as it is stored. */
export type ShownRating =
  | { readonly kind: 'rating'; readonly rating: number }
  | { readonly kind: 'cannot-rate' }

/** How one group, or everybody together, rated an item in what is disclosed. */
export type GroupRatings = {
  /** `null`: all panelists together. */
  readonly title: string | null
  readonly isOwn: boolean
  readonly n: number
  readonly abstained: number
  readonly median: number
  /** Each rating of the scale, rising. */
  readonly histogram: readonly { readonly rating: number; readonly count: number }[]
}

/** A reason that a moderator has read; whose it is stands nowhere. */
export type ShownReason = {
  readonly side: 'accepted' | 'between' | 'rejected' | 'cannot-rate'
  readonly text: string
}

export type FeedbackView =
  | { readonly kind: 'nothing'; readonly because: 'mode' | 'rate-first' | 'too-few' }
  | {
      readonly kind: 'shown'
      readonly groups: readonly GroupRatings[]
      /** Titles of groups of too few. */
      readonly hidden: readonly string[]
      readonly reasons: readonly ShownReason[]
    }

/** One line of an evidence card, in words. */
export type Fact = { readonly label: string; readonly value: string }

export type RatingItem = {
  readonly kind: 'rating'
  readonly type: Exclude<RatedQuestion['type'], 'final-vote'>
  readonly scale: RatingScale
  readonly facts: readonly Fact[]
  readonly current?: ShownRating | undefined
  /** Of the last earlier round in which the panelist answered; left out in a first round. */
  readonly earlier?: ShownRating | null | undefined
  readonly feedback?: FeedbackView | undefined
}

export type ProfileItem = {
  readonly kind: 'profile'
  readonly source: 'synthetic' | 'participants'
  readonly measures: readonly {
    readonly title: string
    readonly lowest: number
    readonly highest: number
    readonly direction: 'higher-is-worse' | 'higher-is-better'
    readonly baseline: number
    readonly followUp: number
  }[]
  readonly current?:
    | { readonly adequate: 'yes' | 'no' | 'cannot-say'; readonly confidence?: number }
    | undefined
}

export type TradeOffItem = {
  readonly kind: 'trade-off'
  readonly domains: readonly { readonly title: string; readonly first: string; readonly second: string }[]
  readonly current?: 'first' | 'second' | 'equal' | undefined
}

export const JUDGEMENTS = ['for', 'against', 'neither', 'unsure'] as const
export type Judgement = (typeof JUDGEMENTS)[number]
type Criterion = Extract<RatedQuestion, { type: 'final-vote' }>['criteria'][number]

export type FinalVoteItem = {
  readonly kind: 'final-vote'
  /** The whole definition, a sentence each. */
  readonly sentences: readonly string[]
  readonly facts: readonly Fact[]
  readonly criteria: readonly { readonly id: Criterion; readonly judgement?: Judgement | undefined }[]
  readonly current?: ShownRating | undefined
}

export type ProposalsItem = {
  readonly kind: 'proposals'
  readonly known: readonly string[]
  readonly own: readonly { readonly id: string; readonly text: string }[]
}

/** One screen of a round. */
export type ItemView = PanelView & {
  /** 1-based, among the items that the round asks of this panelist. */
  readonly position: number
  readonly of: number
  readonly question: string
  /** What the item is about; left out where the question says it all, as of a profile. */
  readonly item?: string | undefined
  readonly help?: string | undefined
  readonly isFirstOfQuestion: boolean
  /** Of the vote that the page shows; 0 where there is none. It comes back with the answer. */
  readonly revision: number
  readonly reason: { readonly isAsked: boolean; readonly text?: string | undefined }
  readonly asked: RatingItem | ProfileItem | TradeOffItem | FinalVoteItem | ProposalsItem
}

/** A line of the overview: what the panelist answered, in words. */
export type OverviewLine = {
  readonly position: number
  readonly question: string
  readonly item?: string | undefined
  readonly answer:
    | { readonly kind: 'open' }
    | { readonly kind: 'cannot-rate' }
    | { readonly kind: 'given' | 'kept'; readonly words: string }
}

export type OverviewView = PanelView & {
  readonly round: string
  readonly lines: readonly OverviewLine[]
  /** Items of these questions that are not asked again, with the panel's verdict. */
  readonly stopped: readonly { readonly item: string; readonly verdict: Verdict }[]
  readonly next: number | null
}

export type DoneView = PanelView & {
  readonly thanks: string
  readonly open: number
  readonly isLastRound: boolean
}
