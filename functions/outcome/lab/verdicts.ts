import { stateAtIso } from '../../assignment/assignment.ts'
import type { Cohort, CohortParticipant } from '../cohort.ts'
import type { Judge } from '../responder/judge.ts'
import type { VerdictReason } from '../responder/verdict.ts'

/** How one definition judges one participant at a timepoint. `not-assigned`: their window has not opened, or never will. */
export type Judged = 'met' | 'not-met' | 'not-determinable' | 'not-assigned'

export type JudgedParticipant = {
  readonly of: CohortParticipant
  readonly site: string
  readonly judged: Judged
  /** Why it cannot be told: the first reason. */
  readonly reason: VerdictReason | null
}

/** Everybody of a cohort under one definition at one timepoint, in the cohort's order. */
export function judgeCohort(cohort: Cohort, timepoint: string, judge: Judge): readonly JudgedParticipant[] {
  return cohort.sites.flatMap(({ participants }) =>
    participants.map((of) => {
      const { site } = of
      if (!isAssigned(of, timepoint, cohort.asOf)) return { of, site, judged: 'not-assigned', reason: null }
      const verdict = judge(of.course, timepoint)
      const reason = verdict.result === 'not-determinable' ? (verdict.reasons[0] ?? null) : null
      return { of, site, judged: verdict.result, reason }
    }),
  )
}

/** Whether the window of a participant's assignment has opened by then. */
export function isAssigned({ assignments }: CohortParticipant, timepoint: string, asOf: string): boolean {
  const asked = assignments.find((assignment) => assignment.timepoint === timepoint)
  const state = asked && stateAtIso(asked, asOf)
  return state !== undefined && state !== 'scheduled' && state !== 'cancelled'
}
