import type { Temporal } from 'temporal-polyfill'
import { refOf } from '../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../surveys/library.ts'
import type { ResponderDefinition } from '../../surveys/responder/definition.ts'
import type { StudyDefinition } from '../../surveys/study/definition.ts'
import { type Measures, measuresOf } from '../../surveys/study/measures.ts'
import type { AssignmentStore } from '../assignment/assignment.store.ts'
import { isoOf } from '../platform/clock.ts'
import { type Member, scopesForPooling } from '../platform/scope.ts'
import type { ScoreStore } from '../score/score.store.ts'
import type { TreatmentStore } from '../treatment/treatment.store.ts'
import { type DisclosedSite, type DisclosedTotals, disclose, discloseBreakdown } from './disclosure.ts'
import { poolProportions } from './pooling/pool-proportions.ts'
import { baselineSpread } from './responder/baseline-spread.ts'
import { baselinesOf, type CourseRows } from './responder/course.ts'
import { judgeOf } from './responder/judge.ts'
import { VERDICT_REASONS, type VerdictReason } from './responder/verdict.ts'
import { countSite, type SiteCounts } from './site-counts.ts'
import { wilsonInterval } from './statistics/wilson.ts'

export type SiteOutcome = DisclosedSite & {
  readonly name: string
  /** 0–1 with its 95% Wilson interval; `null` when suppressed or when nothing is determinable. */
  readonly rate: number | null
  readonly interval: readonly [number, number] | null
}

export type PooledRate =
  | {
      readonly kind: 'pooled'
      /** 0–1 */
      readonly rate: number
      readonly interval: readonly [number, number]
      readonly predictionInterval: readonly [number, number]
      readonly tau2: number
      /** 0–100 */
      readonly i2: number
      readonly k: number
      /** The sites that went in. */
      readonly sites: readonly string[]
      readonly method: string
    }
  | { readonly kind: 'not-pooled'; readonly reason: string }

/** One responder definition at one timepoint: table, plot and CSV are all made from this. */
export type Outcome = {
  readonly study: string
  readonly studyVersion: string
  readonly definition: string
  readonly evidence: ResponderDefinition['evidence']
  readonly timepoint: string
  readonly asOf: string
  readonly minimumCell: number
  readonly sites: readonly SiteOutcome[]
  readonly totals: DisclosedTotals
  readonly pooled: PooledRate
  readonly notDeterminable: readonly { readonly reason: VerdictReason; readonly count: number | null }[]
}

export const POOLING_METHOD =
  'random effects on the logit scale, REML, Hartung–Knapp interval, prediction interval with t(k−1)'

export type OutcomeDeps = {
  readonly library: Library
  readonly assignments: AssignmentStore
  readonly scores: ScoreStore
  readonly treatments: TreatmentStore
}

/** Reads every site of the study and says what this member may see of it. Rates are of the determinable. */
export async function computeOutcome(
  deps: OutcomeDeps,
  member: Member,
  study: StudyDefinition,
  question: { definition: ResponderDefinition; timepoint: string },
  now: Temporal.Instant,
): Promise<Outcome> {
  const measures = measuresOf(study, (ref) => deps.library.instrument(ref)?.definition)
  const scopes = scopesForPooling(
    member,
    study.sites.map(({ id }) => id),
  )
  const asOf = isoOf(now)
  const sites = await Promise.all(
    scopes.map(async (scope) => {
      const [assignments, sheets, treatments] = await Promise.all([
        deps.assignments.ofSite(scope),
        deps.scores.ofSite(scope),
        deps.treatments.ofSite(scope),
      ])
      return { site: scope.site, rows: { assignments, sheets, treatments } }
    }),
  )
  return outcomeOf(sites, member, study, measures, question, asOf)
}

/** The same from the sites' rows: pure. Time and memory grow with the number of rows. */
export function outcomeOf(
  sites: readonly { readonly site: string; readonly rows: CourseRows }[],
  member: Member,
  study: StudyDefinition,
  measures: Measures,
  question: { definition: ResponderDefinition; timepoint: string },
  asOf: string,
): Outcome {
  const baselines = () => sites.flatMap(({ rows }) => baselinesOf(study, rows, asOf))
  const judge = judgeOf(question.definition, measures, baselineSpread(baselines, measures))
  const asked = { study, judge, timepoint: question.timepoint }
  const counts = sites.map(({ site, rows }) => countSite(site, rows, asked, asOf))
  return outcomeFrom(counts, member, study, question, asOf)
}

/** The same from counts: pure. */
export function outcomeFrom(
  counts: readonly SiteCounts[],
  member: Member,
  study: StudyDefinition,
  question: { definition: ResponderDefinition; timepoint: string },
  asOf: string,
): Outcome {
  const disclosed = disclose(counts, member.sites, study.minimumCell)
  const nameOf = new Map(study.sites.map(({ id, name }) => [id, name]))
  return {
    study: study.id,
    studyVersion: study.version,
    definition: refOf(question.definition),
    evidence: question.definition.evidence,
    timepoint: question.timepoint,
    asOf,
    minimumCell: study.minimumCell,
    sites: disclosed.sites.map((site) => ({
      ...site,
      name: nameOf.get(site.site) ?? site.site,
      ...rateOf(site),
    })),
    totals: disclosed.totals,
    pooled: pool(poolable(counts, member, study)),
    notDeterminable: discloseBreakdown(
      reasonsOf(
        counts.filter((_, at) => isWhole(disclosed.sites[at])),
        member.sites,
      ),
      study.minimumCell,
    ).map(({ key, count }) => ({ reason: key, count })),
  }
}

function rateOf(site: DisclosedSite): { rate: number | null; interval: readonly [number, number] | null } {
  if (site.kind === 'suppressed' || site.determinable === 0) return { rate: null, interval: null }
  return { rate: site.met / site.determinable, interval: wilsonInterval(site.met, site.determinable) }
}

/**
 * The sites that a viewer's pooled rate is made of: all for those who see all. For everyone else the sites that
 * anyone may see, the same for every viewer: an exact pooled rate over hidden sites could be solved for their
 * counts, and with several figures of it even two sites' (273 possibilities left one).
 */
function poolable(
  counts: readonly SiteCounts[],
  member: Member,
  study: StudyDefinition,
): readonly SiteCounts[] {
  if (study.sites.every(({ id }) => member.sites.includes(id))) return counts
  const { sites } = disclose(counts, [], study.minimumCell)
  return counts.filter((_, at) => sites[at]?.kind === 'shown')
}

function pool(counts: readonly SiteCounts[]): PooledRate {
  const told = counts.filter(({ determinable }) => determinable > 0)
  const result = poolProportions(told.map(({ met, determinable }) => ({ events: met, n: determinable })))
  if (result.kind === 'not-pooled') return { kind: 'not-pooled', reason: result.reason }
  const { rate, interval, predictionInterval, tau2, i2, k } = result
  const sites = told.map(({ site }) => site)
  return { kind: 'pooled', rate, interval, predictionInterval, tau2, i2, k, sites, method: POOLING_METHOD }
}

/** Whether a row tells how many of the site could not be judged. Only of those are the reasons broken down. */
function isWhole(site: DisclosedSite | undefined): boolean {
  return site?.kind === 'shown' && site.assigned !== null
}

function reasonsOf(
  counts: readonly SiteCounts[],
  ownSites: readonly string[],
): { key: VerdictReason; count: number; ofOthers: number }[] {
  const among = (sites: readonly SiteCounts[], reason: VerdictReason) =>
    sites.reduce((sum, { reasons }) => sum + (reasons.get(reason) ?? 0), 0)
  const others = counts.filter(({ site }) => !ownSites.includes(site))
  return VERDICT_REASONS.map((key) => ({ key, count: among(counts, key), ofOthers: among(others, key) }))
}
