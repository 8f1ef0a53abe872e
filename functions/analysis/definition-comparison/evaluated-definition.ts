import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Estimand } from '../../../surveys/study/estimand.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { Cut, Rate } from '../../../web/api/analyses/definition-comparison.ts'
import type { NoRateReason } from '../../../web/api/analyses/denominators.ts'
import type { Cohort } from '../cohort/cohort.ts'
import type { IsRowApart } from '../completion/completion.ts'
import type { Viewer } from '../disclosure/disclosure.ts'
import { discloseComparableRates, discloseRate, type Tally, tallyCells } from '../disclosure/tally.ts'
import { countDenominators, type Denominators, findNoRateReason } from '../estimand/denominators.ts'
import { createOutcomeFinder } from '../estimand/endpoint-outcome.ts'
import { estimateRate } from '../estimand/rates.ts'
import type { BaselineSpread } from '../responder/baseline-spread.ts'
import { createResponderEvaluator, type ResponderEvaluator } from '../responder/responder-evaluator.ts'
import { type EvaluatedParticipant, evaluateCohort, findPrimaryCell } from './cohort-verdicts.ts'
import { replaceCut } from './cuts.ts'

/** What a release shows of sites: rates and completion ask here beside their own rules. */
export type ReleasedSites = {
  /** Those whose rate under a definition is shown, by its reference. */
  readonly shownSites: ReadonlyMap<string, ReadonlySet<string>>
  readonly isRowApart: IsRowApart
}

export type DefinitionComparisonQuestion = {
  readonly study: StudyDefinition
  readonly measures: Measures
  readonly definitions: readonly PublishedResponderDefinition[]
  readonly timepoint: string
  readonly estimand: Estimand
}

/** What every definition of a comparison is evaluated on. */
export type Setting = DefinitionComparisonQuestion & {
  readonly cohort: Cohort
  readonly spread: BaselineSpread
  readonly viewer: Viewer
  readonly released: ReleasedSites | undefined
}

/** A definition with what it says of everybody at the endpoint. */
export type EvaluatedDefinition = {
  readonly definition: PublishedResponderDefinition
  readonly ref: string
  readonly evaluate: ResponderEvaluator
  readonly participants: readonly EvaluatedParticipant[]
  readonly noRate: NoRateReason | null
  readonly bySite: readonly { readonly site: string; readonly rate: Rate }[]
  /** Those whose rate is shown: what compares participants is over them, so that none of the rest is left over. */
  readonly shownSites: ReadonlySet<string>
}

export function evaluateDefinition(
  definition: PublishedResponderDefinition,
  setting: Setting,
): EvaluatedDefinition {
  const { cohort, measures, spread, viewer } = setting
  const participants = evaluateUnder(definition, setting)
  const counts = countDenominators(participants.map(({ outcome }) => outcome))
  const noRate = findNoRateReason(counts, { ...setting, definition }, measures)
  const bySite = cohort.sites.map(({ site }) => {
    const own = participants.filter((one) => one.site === site)
    return { site, rate: buildRate(own, noRate, viewer) }
  })
  const ref = formatRef(definition)
  return {
    ...{ definition, ref, participants, noRate, bySite },
    evaluate: createResponderEvaluator(definition, measures, spread),
    shownSites:
      setting.released?.shownSites.get(ref) ??
      new Set(bySite.flatMap((one) => (one.rate.kind === 'suppressed' ? [] : [one.site]))),
  }
}

export function evaluateUnder(
  definition: PublishedResponderDefinition,
  setting: Setting,
): readonly EvaluatedParticipant[] {
  const { cohort, measures, spread } = setting
  return evaluateCohort(
    cohort,
    createOutcomeFinder({ ...setting, definition }, measures, cohort.asOf, spread),
  )
}

/**
 * The rate at each value of one number of the definition's rule. Rates that differ by too few participants of a site that is
 * not the viewer's are suppressed.
 */
export function computeCutRates(
  { definition, participants, noRate }: EvaluatedDefinition,
  cut: Cut,
  setting: Setting,
): { value: number; rate: Rate }[] {
  const { viewer } = setting
  if (noRate !== null) return cut.grid.map((value) => ({ value, rate: { kind: 'no-rate', reason: noRate } }))
  const changed = cut.grid.map((value) => ({
    ...definition,
    rule: replaceCut(definition.rule, cut.path, value),
  }))
  // The definition itself first, so that it is what the others must not be distinguished from.
  const rates = discloseComparableRates(
    [
      tallyPrimary(participants, viewer),
      ...changed.map((one) => tallyPrimary(evaluateUnder(one, setting), viewer)),
    ],
    viewer,
  ).slice(1)
  return cut.grid.map((value, at) => ({ value, rate: rates[at] as Rate }))
}

/** The primary rate with its interval, as far as the viewer may see it. */
export function buildRate(
  participants: readonly EvaluatedParticipant[],
  noRate: NoRateReason | null,
  viewer: Viewer,
): Rate {
  if (noRate !== null) return { kind: 'no-rate', reason: noRate }
  const rate = discloseRate(tallyPrimary(participants, viewer), viewer)
  if (rate.kind !== 'rate') return rate
  const estimate = estimateRate(countSites(participants).map(({ met, due }) => ({ events: met, n: due })))
  return estimate === null ? rate : { ...rate, interval: estimate.interval }
}

/** The denominators of each site. */
export function countSites(participants: readonly EvaluatedParticipant[]): Denominators[] {
  return [...Map.groupBy(participants, ({ site }) => site).values()].map((ones) =>
    countDenominators(ones.map(({ outcome }) => outcome)),
  )
}

export function tallyPrimary(
  participants: readonly EvaluatedParticipant[],
  viewer: Viewer,
): Tally<'met' | 'notMet'> {
  return tallyCells(['met', 'notMet'] as const, participants, findPrimaryCell, viewer)
}
