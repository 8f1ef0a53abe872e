import type {
  ComparedDefinition,
  DefinitionComparisonReply,
  DurabilityEstimate,
  PairwiseComparison,
  Rate,
  Share,
  TimeToEvent,
} from '../../../web/api/analyses/definition-comparison.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import { COARSEST, FINE } from './coarse-rates.ts'
import { roundNumbers, roundShare, roundShares } from './rounding.ts'

/**
 * Definitions side by side as a release shows them. Each definition's rates are those of the release's responder rate at the
 * same endpoint, so that neither can be subtracted from the other; cutoffs, arms and agreement are in whole percent, without
 * counts.
 *
 * @param reply by `buildReleaseViewer`, agreement over the sites that the responder rates show
 * @param rates by definition, already disclosed
 */
export function discloseDefinitionComparison(
  reply: DefinitionComparisonReply,
  rates: ReadonlyMap<string, ResponderRateReply>,
): DefinitionComparisonReply {
  return {
    ...reply,
    definitions: reply.definitions.map((one) => discloseDefinition(one, rates.get(one.definition))),
    comparisons: reply.comparisons.map(roundComparison),
  }
}

function discloseDefinition(
  of: ComparedDefinition,
  disclosed: ResponderRateReply | undefined,
): ComparedDefinition {
  // As coarse as the rate of all sites: the rate at the definition's own cutoff is that rate.
  const step = typeof disclosed?.counts.due === 'number' ? FINE.rate : COARSEST
  return {
    ...of,
    rate: disclosed ? pickRate(disclosed) : SUPPRESSED,
    rates: disclosed && disclosed.noRate === null ? disclosed.rates : null,
    bySite: of.bySite.map(({ site }) => ({ site, rate: pickSiteRate(disclosed, site) })),
    byArm: of.byArm.map(({ arm, rate }) => ({ arm, rate: roundRate(rate, step) })),
    durability: roundDurability(of.durability),
    byCut: of.byCut.map((cut) => ({
      ...cut,
      curve: cut.curve.map(({ value, rate }) => ({ value, rate: roundRate(rate, step) })),
    })),
  }
}

const SUPPRESSED = { kind: 'suppressed' } as const

function pickRate({ noRate, rates, counts }: ResponderRateReply): Rate {
  if (noRate !== null) return { kind: 'no-rate', reason: noRate }
  if (rates.primary === null) return SUPPRESSED
  const { rate, interval } = rates.primary
  return { kind: 'rate', due: counts.due, met: counts.met, rate, interval }
}

function pickSiteRate(disclosed: ResponderRateReply | undefined, site: string): Rate {
  if (disclosed && disclosed.noRate !== null) return { kind: 'no-rate', reason: disclosed.noRate }
  const found = disclosed?.sites.find((one) => one.site === site)
  if (found?.kind !== 'shown' || found.rate === null || found.interval === null) return SUPPRESSED
  const { counts, rate, interval } = found
  return { kind: 'rate', due: counts.due, met: counts.met, rate, interval }
}

function roundRate(of: Rate, step: number): Rate {
  if (of.kind !== 'rate') return of
  return { kind: 'rate', due: null, met: null, rate: roundShare(of.rate, step), interval: null }
}

function roundDurability({ toResponse, ofResponse }: DurabilityEstimate): DurabilityEstimate {
  return {
    ...{ toResponse: roundTimes(toResponse), ofResponse: roundTimes(ofResponse) },
    ...{ incidence: SUPPRESSED, byArm: null },
  }
}

/** Medians in whole days. */
function roundTimes(of: TimeToEvent): TimeToEvent {
  if (of.kind !== 'estimated') return of
  return { kind: 'estimated', n: null, events: null, median: roundNumbers(of.median, 1), curve: null }
}

function roundComparison(of: PairwiseComparison): PairwiseComparison {
  if (of.kind === 'suppressed') return of
  return {
    ...{ kind: of.kind, first: of.first, second: of.second, cells: null, n: null },
    agree: of.agree === null ? null : roundShare(of.agree),
    kappa: roundNumbers(of.kappa, 0.01),
    ac1: roundNumbers(of.ac1, 0.01),
    sensitivity: roundShareOf(of.sensitivity),
    specificity: roundShareOf(of.specificity),
    switchers: { onlyFirst: [], onlySecond: [] },
  }
}

function roundShareOf(of: Share): Share {
  return of && { share: roundShare(of.share), of: null, interval: roundShares(of.interval) }
}
