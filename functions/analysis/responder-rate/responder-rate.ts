import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { ResponderRateReply, SiteRate } from '../../../web/api/analyses/responder-rate.ts'
import type { Member } from '../../platform/core/scope.ts'
import { discloseReasons } from '../disclosure/disclose-reasons.ts'
import { type DisclosedSite, disclose } from '../disclosure/disclosure.ts'
import { listPoolableSites } from '../disclosure/group-rules.ts'
import type { ProportionOptions } from '../pooling/pool-proportions.ts'
import { poolRates } from '../pooling/pool-sites.ts'
import { createBaselineSpread } from '../responder/baseline-spread.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { countSite, type SiteCounts } from '../responder/site-counts.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { listBaselines, type TimelineRows } from '../timeline/timeline.ts'

const INTERVAL_METHOD = 'Wilson 95%'

/** What is asked: one definition at one timepoint, and how sites are pooled. */
export type ResponderRateQuestion = {
  readonly definition: PublishedResponderDefinition
  readonly timepoint: string
  readonly pooling?: ProportionOptions
}

/** The same from the sites' rows: pure. Time and memory grow with the number of rows. */
export function computeResponderRateFromRows(
  sites: readonly { readonly site: string; readonly rows: TimelineRows }[],
  member: Member,
  study: StudyDefinition,
  measures: Measures,
  question: ResponderRateQuestion,
  asOf: string,
): ResponderRateReply {
  const listSiteBaselines = () => sites.flatMap(({ rows }) => listBaselines(study, rows, asOf))
  const evaluate = createResponderEvaluator(
    question.definition,
    measures,
    createBaselineSpread(listSiteBaselines, measures),
  )
  const asked = { study, evaluate, timepoint: question.timepoint }
  const counts = sites.map(({ site, rows }) => countSite(site, rows, asked, asOf))
  return computeResponderRateFromCounts(counts, member, study, question, asOf)
}

/** The same from counts: pure. */
export function computeResponderRateFromCounts(
  counts: readonly SiteCounts[],
  member: Member,
  study: StudyDefinition,
  question: ResponderRateQuestion,
  asOf: string,
): ResponderRateReply {
  const viewer = { sites: member.sites, minimumCellSize: study.minimumCellSize }
  const disclosed = disclose(counts, member.sites, study.minimumCellSize)
  const nameOf = new Map(study.sites.map(({ id, name }) => [id, name]))
  return {
    study: study.id,
    studyVersion: study.version,
    definition: formatRef(question.definition),
    hash: question.definition.hash,
    evidence: question.definition.evidence,
    timepoint: question.timepoint,
    asOf,
    minimumCellSize: study.minimumCellSize,
    measuredBy: study.domains,
    intervalMethod: INTERVAL_METHOD,
    sites: disclosed.sites.map((site) => buildSiteRate(site, nameOf.get(site.site) ?? site.site)),
    totals: disclosed.totals,
    pooled: poolRates(
      listPoolableSites(counts, study.sites, viewer).map(({ site, met, assessable }) => ({
        ...{ site, events: met, n: assessable },
      })),
      question.pooling,
    ),
    notAssessable: discloseReasons(counts, viewer),
  }
}

function buildSiteRate(site: DisclosedSite, name: string): SiteRate {
  if (site.kind === 'suppressed') return { ...site, name, rate: null, interval: null }
  const { met, assessable } = site
  if (assessable === 0) return { ...site, name, rate: null, interval: null }
  return { ...site, name, rate: met / assessable, interval: wilsonInterval(met, assessable) }
}
