import type { MissingPolicy } from '../../surveys/responder/definition.ts'
import type { SurvivalCurve } from '../charts/survival-curves.tsx'
import type { RuleDescription } from '../responder/describe-responder-rule.ts'
import type { Named } from './frame.ts'
import type { ByReasonView } from './missed-reason-view.ts'

/** A share of the assessable, 0–1. */
export type RateView =
  | {
      readonly kind: 'rate'
      readonly assessable: number
      readonly met: number
      readonly rate: number
      readonly interval: readonly [number, number]
    }
  | { readonly kind: 'suppressed' }
  | { readonly kind: 'nobody-assessable' }

/** Days; `null` for an end that the curve does not come down to. */
export type TimeToEventView =
  | {
      readonly kind: 'estimated'
      readonly n: number
      readonly events: number
      readonly median: number | null
      readonly lower: number | null
      readonly upper: number | null
      /** `null` where its steps would tell of people at other clinics. */
      readonly curve: SurvivalCurve['points'] | null
    }
  | { readonly kind: 'suppressed' }
  | { readonly kind: 'not-estimated' }

export type CurveView = {
  readonly path: string
  readonly title: string
  readonly unit:
    | 'percent'
    | 'points'
    | 'percent-of-range'
    | 'baseline-standard-deviations'
    | 'days'
    | 'treatments'
  /** The definition's own number. */
  readonly value: number
  readonly points: readonly { readonly value: number; readonly rate: RateView }[]
}

export type ComparedDefinitionView = {
  readonly ref: string
  readonly title: string
  readonly evidence: 'established' | 'unconfirmed' | 'unvalidated'
  readonly source: string
  readonly words: readonly RuleDescription[]
  readonly rate: RateView
  readonly bySite: readonly { readonly site: string; readonly name: string; readonly rate: RateView }[]
  readonly byArm: readonly { readonly arm: string; readonly title: string; readonly rate: RateView }[]
  readonly byMissingPolicy: readonly { readonly policy: MissingPolicy; readonly rate: RateView }[]
  readonly toResponse: TimeToEventView
  readonly ofResponse: TimeToEventView
  readonly curves: readonly CurveView[]
  readonly reasons: readonly { readonly reason: string; readonly count: number | null }[]
}

export type CoefficientView =
  | { readonly kind: 'estimated'; readonly estimate: number; readonly interval: readonly [number, number] }
  | { readonly kind: 'not-estimated' }

export type ComparisonView = { readonly first: string; readonly second: string } & (
  | {
      readonly kind: 'compared'
      readonly n: number
      readonly both: number
      readonly onlyFirst: number
      readonly onlySecond: number
      readonly neither: number
      readonly agree: number | null
      readonly kappa: CoefficientView
      readonly ac1: CoefficientView
      readonly switchers: { readonly onlyFirst: readonly string[]; readonly onlySecond: readonly string[] }
    }
  | { readonly kind: 'suppressed' }
)

/** What became of everybody enrolled; `null` where it may not be shown. */
export type CompletionView = {
  /** `null` for the clinics shown together. */
  readonly name: string | null
  readonly counts: {
    readonly enrolled: number
    readonly completed: number
    readonly missed: number
    /** Of those who answered; `null` where it may not be shown. */
    readonly late: number | null
    readonly missedReasons: ByReasonView
    readonly lateReasons: ByReasonView | null
    readonly notYet: number
    readonly left: number
    readonly died: number
    /** 0–1 of those who were to answer, `null` of nobody. */
    readonly rate: number | null
  } | null
}

/** What was asked, as it stands in the address. */
export type DefinitionComparisonQuery = {
  readonly timepoint: string
  readonly definitions?: string | undefined
  readonly asOf?: string | undefined
}

export type DefinitionComparisonView = {
  readonly asOf: string
  readonly asked: DefinitionComparisonQuery
  readonly timepoint: Named
  readonly timepoints: readonly Named[]
  readonly minimumCellSize: number
  readonly completion: readonly CompletionView[]
  readonly definitions: readonly ComparedDefinitionView[]
  readonly comparisons: readonly ComparisonView[]
}
