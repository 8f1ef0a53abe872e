import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { measuresFor } from '../../../surveys/study/measures.ts'
import { rowsTold } from '../../analysis/disclosure/released-rows.ts'
import {
  type Outcome,
  type OutcomeQuestion,
  outcomeOf,
} from '../../analysis/responder-rate/responder-rate.ts'
import { type Member, scopesForPooling } from '../../platform/core/scope.ts'
import type { AssignmentStore } from '../../records/assessment/assessment.store.ts'
import type { ScoreStore } from '../../records/score/score.store.ts'
import type { TreatmentStore } from '../../records/treatment/treatment.store.ts'

export type OutcomeDeps = {
  readonly library: Library
  readonly assignments: AssignmentStore
  readonly scores: ScoreStore
  readonly treatments: TreatmentStore
}

/**
 * Reads every site of the study and says what this member may see of it. Rates are of the determinable.
 * @param asOf ISO instant with milliseconds, not in the future
 */
export async function computeOutcome(
  deps: OutcomeDeps,
  member: Member,
  study: StudyDefinition,
  question: OutcomeQuestion,
  asOf: string,
): Promise<Outcome> {
  const measures = measuresFor(study, deps.library)
  const scopes = scopesForPooling(
    member,
    study.sites.map(({ id }) => id),
  )
  const sites = await Promise.all(
    scopes.map(async (scope) => {
      const [assignments, sheets, treatments] = await Promise.all([
        deps.assignments.ofSite(scope),
        deps.scores.everyOfSite(scope),
        deps.treatments.everyOfSite(scope),
      ])
      const stored = { assignments, sheets, treatments }
      const isOwn = member.sites.includes(scope.site)
      return { site: scope.site, rows: rowsTold(stored, study, { asOf, isOwn }) }
    }),
  )
  return outcomeOf(sites, member, study, measures, question, asOf)
}
