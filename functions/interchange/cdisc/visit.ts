import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatOccurrenceTitle, parseTimepointId } from '../../../surveys/study/occurrence.ts'
import { computeLocalDay } from '../../analysis/timeline/local-day.ts'
import { LABEL_LANGUAGE } from '../tidy/shared-columns.ts'
import type { TidyPerson } from '../tidy/tidy-person.ts'
import { computeStudyDay } from '../tidy/time-columns.ts'

/**
 * VISITNUM: the timepoint’s place in the study, from 1. Of one that is asked more than once the number behind the point says
 * which: `4.003` is the third, `4.003002` the second repetition after the third treatment. One that the study no longer has
 * has none.
 */
export function findVisitNumber({ timepoints }: StudyDefinition, timepoint: string): number | null {
  const place = timepoints.findIndex(({ id }) => id === parseTimepointId(timepoint))
  if (place < 0) return null
  const which = timepoint
    .split('.')
    .slice(1)
    .map((number) => number.padStart(3, '0'))
  return Number(`${place + 1}.${which.join('') || '0'}`)
}

/** VISIT. */
export function findVisit(study: StudyDefinition, timepoint: string): string {
  return formatOccurrenceTitle(study, timepoint, LABEL_LANGUAGE)
}

/** --DY: day 1 is the day of enrollment, and there is no day 0. @param at ISO instant */
export function findStudyDay(at: string, person: TidyPerson): number | null {
  return computeStudyDay(person, computeLocalDay(at, person.timeZone))
}

/** QSEVLINT: `-P2W` for two weeks back. `null` where a question asks of now, or of no period. */
export function formatEvaluationInterval(recallDays: number): string | null {
  if (recallDays === 0) return null
  return recallDays % 7 === 0 ? `-P${recallDays / 7}W` : `-P${recallDays}D`
}
