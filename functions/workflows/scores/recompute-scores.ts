import * as z from 'zod/mini'
import type { Instruments, PublishedInstrument } from '../../../surveys/library/library.ts'
import { SCORING_ALGORITHM } from '../../../surveys/scoring/score.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import {
  buildAssessmentScope,
  buildParticipantScope,
  findOperatorSite,
  type SiteScope,
} from '../../platform/core/scope.ts'
import type { SurveyStore } from '../../records/assessment/survey.store.ts'
import { type AuditStore, formatParticipantChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { StudyLibrary } from '../../records/library/study-library.ts'
import { type Battery, type BatteryAnswers, buildBattery } from '../../records/response/response.ts'
import { putRecomputedScores, SCORES_NEW, type ScoreStore } from '../../records/score/score.store.ts'
import { type ScoreSheet, scoreBattery } from '../../records/score/score.ts'

/** A way of scoring, under the name that is stored with every score made by it. */
export type Scoring = {
  readonly algorithm: string
  readonly score: (battery: Battery, answers: BatteryAnswers) => StoredScore[]
}

export const CURRENT_SCORING: Scoring = { algorithm: SCORING_ALGORITHM, score: scoreBattery }

/** What scoring a site again takes, with the instruments that its study asks or has asked. */
export type ScoringDeps = Omit<RecomputeDeps, 'library'> & { readonly instruments: Instruments }

export type RecomputeDeps = {
  readonly library: StudyLibrary
  readonly clock: Clock
  readonly audit: AuditStore
  readonly surveys: Pick<SurveyStore, 'find'>
  readonly scores: Pick<ScoreStore, 'readSubmittedPage'>
  readonly studyTable: string
}

/** What an operator asks for: a site of a study, and where an earlier run stopped. */
export const recomputeOrderSchema = z.strictObject({
  study: z.string(),
  site: z.string(),
  after: z._default(z.nullable(z.string()), null),
})

/** The same for the site that an operator names. @throws Error where there is no such study or site */
export async function recomputeSite(
  deps: RecomputeDeps,
  { study, site, after }: z.output<typeof recomputeOrderSchema>,
  hasTimeLeft: () => boolean,
): Promise<RecomputeResult> {
  const opened = await deps.library.openStudy(study)
  const scope = findOperatorSite(opened?.definition, site)
  if (!opened || !scope) throw new Error('no such study or site')
  return await recomputeScores(
    { ...deps, instruments: opened.library },
    scope,
    CURRENT_SCORING,
    hasTimeLeft,
    after,
  )
}

export type RecomputeResult = {
  readonly recomputed: number
  /** Scored by this algorithm before: by the submission itself or by an earlier run. */
  readonly already: number
  /** Made with a definition that the library does not hold: left as they are. */
  readonly unknownDefinition: number
  /** Where to go on; `null` when the site is done. */
  readonly next: string | null
}

/**
 * Scores every submitted response of a site again, each with the definitions that it was scored with first. The new
 * scores are put beside those that are there, which stay; with each sheet its audit entry, in one transaction. Safe
 * to run twice, in parallel, and after a crash.
 *
 * @param hasTimeLeft asked before each response: `false` stops, and `next` says where to go on
 * @param after the `next` of an earlier run
 */
export async function recomputeScores(
  deps: ScoringDeps,
  site: SiteScope,
  scoring: Scoring,
  hasTimeLeft: () => boolean,
  after: string | null = null,
): Promise<RecomputeResult> {
  const counts = { recomputed: 0, already: 0, unknownDefinition: 0 }
  let next: string | null = after
  do {
    const page = await deps.scores.readSubmittedPage(site, next)
    for (const { sheet, position } of page.sheets) {
      if (!hasTimeLeft()) return { ...counts, next }
      counts[await recomputeSheet(deps, site, scoring, sheet)] += 1
      next = position
    }
    next = page.next
  } while (next !== null)
  return { ...counts, next }
}

async function recomputeSheet(
  deps: ScoringDeps,
  site: SiteScope,
  scoring: Scoring,
  first: ScoreSheet,
): Promise<'recomputed' | 'already' | 'unknownDefinition'> {
  if (first.scores.every(({ algorithm }) => algorithm === scoring.algorithm)) return 'already'
  const instruments = findPinnedInstruments(deps.instruments, first)
  if (!instruments) return 'unknownDefinition'
  const { timepoint, answeredAt } = first
  const scope = buildAssessmentScope(buildParticipantScope(site, first.participant), timepoint)
  const survey = await deps.surveys.find(scope)
  const response = survey?.response
  // The window has opened again since, or the answers were sent after all: they are no longer those of this sheet.
  if (
    first.notSubmitted &&
    (response?.state !== 'draft' || survey?.assessment.closesAt !== first.notSubmitted.closesAt)
  )
    return 'already'
  if (!response || (response.state !== 'submitted' && !first.notSubmitted))
    throw new Error('a score sheet without a submitted response')
  const sheet: ScoreSheet = {
    ...{ study: first.study, site: first.site, participant: first.participant, timepoint, answeredAt },
    ...(first.notSubmitted && { notSubmitted: first.notSubmitted }),
    scores: scoring.score(buildBattery(instruments), response.answers),
    recomputed: { algorithm: scoring.algorithm, at: formatIso(deps.clock.now()) },
  }
  const event: AuditEvent = {
    action: 'scores.recomputed',
    actor: { kind: 'operator' as const },
    about: { timepoint, algorithm: scoring.algorithm },
  }
  const result = await deps.audit.write(formatParticipantChain(scope), event, [
    putRecomputedScores(deps.studyTable, scope, sheet, scoring.algorithm),
  ])
  if (result.kind === 'written') return 'recomputed'
  if (result.condition === SCORES_NEW) return 'already'
  throw new Error(`recomputed scores refused: ${result.condition}`)
}

/** The very definitions that a sheet was made with, in its order; `undefined` when the library does not hold one of them. */
function findPinnedInstruments(
  library: Instruments,
  sheet: ScoreSheet,
): readonly PublishedInstrument[] | undefined {
  const hashes = new Map(sheet.scores.map(({ instrument, hash }) => [instrument, hash]))
  const found = [...hashes].flatMap(([ref, hash]) => {
    const published = library.findInstrument(ref)
    return published?.hash === hash ? [published] : []
  })
  return found.length === hashes.size ? found : undefined
}
