/** Whom the calendar is made for: wall times such as `2026-03-01T10:00`, in their zone. */
export type CalendarQuery = {
  readonly timeZone: string
  readonly enrolledAt: string
  readonly treatments: readonly string[]
  readonly textAt: string | null
  /** A zone that was asked for and that there is not: the calendar is that of `timeZone`. */
  readonly unknownZone: string | null
}

export type CalendarRow = {
  readonly title: string
  readonly opensAt: string
  readonly dueAt: string
  readonly closesAt: string
  readonly texts: readonly string[]
  readonly battery: readonly string[]
  /** The titles of what is in it, with their ids: `Worst pain, 0 to 10 (worst-pain-nrs)`. */
  readonly questionnaires: readonly string[]
  /** What the date follows from. */
  readonly why: {
    readonly anchor: 'enrolment' | 'treatment' | 'date' | 'completion'
    readonly occurrence: number | null
    readonly after: string | null
    readonly anchoredAt: string
    readonly offset: string
    readonly repeat: number | null
    readonly every: string | null
    readonly at: string | null
    /** When it closes on its last day; `null` where that day's end closes it. */
    readonly closingTime: string | null
    readonly isShifted: boolean
    /** The window from the planned day, as the study writes it. */
    readonly opens: string
    readonly due: string
    readonly closes: string
    /** The first treatment closes it before its planned close. */
    readonly isClosedByTreatment: boolean
  }
  /** Instruments that were asked too short a time before, by title with id. */
  readonly without: readonly string[]
  /** Instruments, likewise, that are left out when the questions before are answered after an instant. */
  readonly unless: readonly {
    readonly instrument: string
    readonly before: string
    readonly answeredAfter: string
  }[]
}

export type CalendarView = {
  readonly asked: CalendarQuery
  /** When the study texts, `HH:MM`, and whether the hour that they like lies outside. */
  readonly textingHours: { readonly from: string; readonly until: string }
  readonly isTextAtOutside: boolean
  /** How many timepoints wait for a treatment that has no date yet. */
  readonly awaitTreatment: number
  readonly treatmentTitle: string | null
  readonly rows: readonly CalendarRow[]
  readonly leftOut: readonly {
    readonly title: string
    readonly dueAt: string
    readonly rule:
      | 'spacing'
      | 'assessments-per-week'
      | 'over-before-enrolment'
      | 'after-first-treatment'
      | 'before-version'
      | 'after-study-end'
  }[]
}
