import { Temporal } from 'temporal-polyfill'
import type { Anchor } from '../../../surveys/study/definition.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'

/** What has happened to a participant, as far as schedules count from it. */
export type ScheduleFacts = {
  readonly enrolledAt: string
  readonly timeZone: string
  /** Preferred local time for texts, HH:MM; otherwise when the timepoint opens. */
  readonly textAt?: string | undefined
  readonly treatments: readonly { readonly kind: string; readonly givenAt: string }[]
  /** When the participation ended: what closes later is not asked any more. */
  readonly endedAt?: string | undefined
  /** Submissions, by the assessment's timepoint. */
  readonly completions: ReadonlyMap<string, string>
}

/** An anchor that holds, and since when. `occurrence` counts from 1 where each treatment is one. */
export type AnchorInstant = {
  readonly anchor: Anchor
  readonly occurrence: number | null
  readonly at: Temporal.Instant
}

/** Every instant that an anchor gives for what has happened so far; none before it has happened. */
export function listAnchorInstants(anchor: Anchor, facts: ScheduleFacts): readonly AnchorInstant[] {
  const buildSingle = (at: string): readonly AnchorInstant[] => [
    { anchor, occurrence: null, at: parseInstant(at) },
  ]
  switch (anchor.kind) {
    case 'enrolment':
      return buildSingle(facts.enrolledAt)
    case 'date': {
      const midnight = Temporal.PlainDate.from(anchor.date).toZonedDateTime(facts.timeZone)
      return buildSingle(formatIso(midnight.toInstant()))
    }
    case 'completion': {
      const at = facts.completions.get(anchor.timepoint)
      return at === undefined ? [] : buildSingle(at)
    }
    case 'treatment': {
      const given = facts.treatments
        .filter(({ kind }) => kind === anchor.treatment)
        .map(({ givenAt }) => givenAt)
        .sort()
      if (anchor.occurrence === 'each')
        return given.map((at, index) => ({ anchor, occurrence: index + 1, at: parseInstant(at) }))
      const at = given[anchor.occurrence - 1]
      return at === undefined ? [] : buildSingle(at)
    }
  }
}
