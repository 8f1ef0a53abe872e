import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedResponderDefinition } from '../../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measures } from '../../../surveys/study/measures.ts'
import type { PooledRate } from '../../../web/api/analyses/pooling.ts'
import type { DisclosedReason } from '../../../web/api/schemas/analysis-schemas.ts'
import type { Member } from '../../platform/core/scope.ts'
import { discloseReasons } from '../disclosure/disclose-reasons.ts'
import { type DisclosedSite, type DisclosedTotals, disclose } from '../disclosure/disclosure.ts'
import { poolRates } from '../pooling/pool-sites.ts'
import type { PoolingOptions } from '../pooling/pooling.ts'
import { createBaselineSpread } from '../responder/baseline-spread.ts'
import { createResponderEvaluator } from '../responder/responder-evaluator.ts'
import { countSite, type SiteCounts } from '../responder/site-counts.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { listBaselines, type TimelineRows } from '../timeline/timeline.ts'

export type SiteResponderRate = DisclosedSite & {
  readonly name: string
  /** 0–1 with its 95% Wilson interval; `null` when suppressed or when nothing is assessable. */
  readonly rate: number | null
  readonly interval: readonly [number, number] | null
}

/** One responder definition at one timepoint: table, plot and CSV are all made from this. */
export type ResponderRate = {
  readonly study: string
  readonly studyVersion: string
  readonly definition: string
  /** SHA-256 of the definition's canonical JSON. */
  readonly hash: string
  readonly evidence: PublishedResponderDefinition['evidence']
  readonly timepoint: string
  readonly asOf: string
  readonly minimumCellSize: number
  /** The score that measures each domain. */
  readonly measuredBy: StudyDefinition['domains']
  /** Of the sites' rates. */
  readonly intervalMethod: typeof INTERVAL_METHOD
  readonly sites: readonly SiteResponderRate[]
  readonly totals: DisclosedTotals
  readonly pooled: PooledRate
  readonly notAssessable: readonly DisclosedReason[]
}

const INTERVAL_METHOD = 'Wilson 95%'

/** What is asked: one definition at one timepoint, and how sites are pooled. */
export type ResponderRateQuestion = {
  readonly definition: PublishedResponderDefinition
  readonly timepoint: string
  readonly pooling?: PoolingOptions
}

/** The same from the sites' rows: pure. Time and memory grow with the number of rows. */
export function computeResponderRateFromRows(
  sites: readonly { readonly site: string; readonly rows: TimelineRows }[],
  member: Member,
  study: StudyDefinition,
  measures: Measures,
  question: ResponderRateQuestion,
  asOf: string,
): ResponderRate {
  const listSiteBaselines = () => sites.flatMap(({ rows }) => listBaselines(study, rows, asOf))
  const judge = createResponderEvaluator(
    question.definition,
    measures,
    createBaselineSpread(listSiteBaselines, measures),
  )
  const asked = { study, judge, timepoint: question.timepoint }
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
): ResponderRate {
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
    sites: disclosed.sites.map((site) => ({
      ...site,
      name: nameOf.get(site.site) ?? site.site,
      ...computeSiteRate(site),
    })),
    totals: disclosed.totals,
    pooled: poolRates(
      listPoolableSites(counts, member, study).map(({ site, met, assessable }) => ({
        ...{ site, events: met, n: assessable },
      })),
      question.pooling,
    ),
    notAssessable: discloseReasons(counts, { sites: member.sites, minimumCellSize: study.minimumCellSize }),
  }
}

function computeSiteRate(site: DisclosedSite): {
  rate: number | null
  interval: readonly [number, number] | null
} {
  if (site.kind === 'suppressed' || site.assessable === 0) return { rate: null, interval: null }
  return { rate: site.met / site.assessable, interval: wilsonInterval(site.met, site.assessable) }
}

/**
 * The sites that a viewer's pooled rate is made of: all for those who see all. For everyone else the sites that
 * anyone may see, the same for every viewer: an exact pooled rate over hidden sites could be solved for their
 * counts, and with several figures of it even two sites' (273 possibilities left one).
 */
function listPoolableSites(
  counts: readonly SiteCounts[],
  member: Member,
  study: StudyDefinition,
): readonly SiteCounts[] {
  if (study.sites.every(({ id }) => member.sites.includes(id))) return counts
  const { sites } = disclose(counts, [], study.minimumCellSize)
  return counts.filter((_, at) => sites[at]?.kind === 'shown')
}
