import type { Named } from './frame.ts'

/** A score with where it was asked. */
export type CourseScore = { readonly timepoint: Named; readonly value: number }

/** One score in a course. */
export type CourseMeasureView = {
  readonly title: string
  readonly baseline: CourseScore | null
  /** The last one in the course. */
  readonly latest:
    | (CourseScore & {
        readonly change: number | null
        readonly percentChange: number | null
        readonly daysSinceTreatment: number | null
      })
    | null
  readonly cycles: readonly {
    readonly treatedAt: string
    readonly trough: CourseScore | null
    readonly peak: CourseScore | null
  }[]
}

export type CourseView = {
  readonly number: number
  readonly startedAt: string
  readonly lastTreatmentAt: string
  readonly treatments: number
  readonly measures: readonly CourseMeasureView[]
  readonly responses: readonly {
    readonly definition: string
    readonly verdicts: readonly {
      readonly timepoint: Named
      readonly verdict: 'met' | 'not-met' | 'not-assessable'
    }[]
  }[]
}

/** A participant's courses, and the rule that makes them. */
export type CoursesView = {
  readonly gapDays: number
  readonly baselineDays: number
  readonly courses: readonly CourseView[]
}
