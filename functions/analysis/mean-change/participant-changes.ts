import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { Measure, Measures } from '../../../surveys/study/measures.ts'
import { createRational, type Rational, subtract } from '../../../surveys/values/rational.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import type { Cohort, CohortParticipant } from '../cohort/cohort.ts'
import { createScoreReader } from '../responder/score-reader.ts'
import type { Counted } from '../timeline/counted.ts'

export type MeanChangeQuestion = {
  readonly study: StudyDefinition
  /** One that the study measures. */
  readonly measure: Measure
  readonly measures: Measures
  readonly timepoint: string
}

/** A participant who was asked, or several who are alike in all of it. */
export type ParticipantChange = Pick<CohortParticipant, 'arm' | 'attributes'> & {
  /** Follow-up less baseline in the scale’s unit; `null` of who does not have both. */
  readonly change: Rational | null
  readonly count: number
}

export type SiteChanges = { readonly site: string; readonly ones: readonly ParticipantChange[] }

export type CohortChanges = { readonly asOf: string; readonly sites: readonly SiteChanges[] }

export function listChanges({ asOf, sites }: Cohort, question: MeanChangeQuestion): CohortChanges {
  const findChange = createChangeFinder(question, asOf)
  return {
    asOf,
    sites: sites.map(({ site, participants }) => ({
      site,
      ones: participants.flatMap((one) => findChange(one) ?? []),
    })),
  }
}

/** @returns what finds the change of a participant; `undefined` of who was not asked */
export function createChangeFinder(
  { measure, measures, timepoint }: MeanChangeQuestion,
  asOf: string,
): (one: CohortParticipant & Counted) => ParticipantChange | undefined {
  const reader = createScoreReader(measure.name, measures, true)
  const findChange = ({ timeline }: CohortParticipant): Rational | null => {
    const at = timeline.followUps.findIndex((point) => point.timepoint === timepoint)
    const found = reader.readImprovement(timeline, at)
    if ('reason' in found) return null
    return measure.direction === 'higher-is-worse' ? subtract(NOTHING, found.improvement) : found.improvement
  }
  return (one) =>
    isAsked(one, timepoint, asOf)
      ? { arm: one.arm, attributes: one.attributes, change: findChange(one), count: one.count ?? 1 }
      : undefined
}

const NOTHING = createRational(0)

/** Whose window has opened: who answered early, and is not counted otherwise, is among them. */
function isAsked({ assessments }: CohortParticipant, timepoint: string, asOf: string): boolean {
  const asked = assessments.find((assessment) => assessment.timepoint === timepoint)
  return asked !== undefined && !['scheduled', 'cancelled'].includes(findStateAtIso(asked, asOf))
}
