import { Temporal } from 'temporal-polyfill'
import type { StudyDefinition, Timepoint } from '../../../surveys/study/definition.ts'
import { formatIso } from '../../platform/core/clock.ts'
import { parseInstant } from '../../platform/core/instant.ts'

type Ending = Pick<StudyDefinition, 'endsOn'>

/**
 * Whether a study asks and enrolls nobody any more: its last day is over where somebody lives.
 *
 * @param at ISO instant
 */
export function isAfterStudyEnd({ endsOn }: Ending, at: string, timeZone: string): boolean {
  if (endsOn === undefined) return false
  const day = parseInstant(at).toZonedDateTimeISO(timeZone).toPlainDate()
  return Temporal.PlainDate.compare(day, Temporal.PlainDate.from(endsOn)) > 0
}

/** Behind this the last day is over on every calendar on earth. */
const LAST_TIME_ZONE = 'Etc/GMT+12'

/**
 * When nothing can be answered any more: what opened on the last day has closed, wherever somebody lives.
 *
 * @returns ISO instant; `undefined` of a study without an end
 */
export function findDataClose({
  endsOn,
  timepoints,
}: Ending & Pick<StudyDefinition, 'timepoints'>): string | undefined {
  if (endsOn === undefined) return undefined
  const days = Math.max(...timepoints.map(countWindowDays))
  const behind = Temporal.PlainDate.from(endsOn).add({ days: days + 1 })
  return formatIso(behind.toZonedDateTime(LAST_TIME_ZONE).toInstant())
}

/** Days from the one on which a window opens to the one on which it closes, at most. */
function countWindowDays({ offset, opens, closes }: Pick<Timepoint, 'offset' | 'opens' | 'closes'>): number {
  const hours = (written: string) =>
    Temporal.Duration.from(written).total({ unit: 'hours', relativeTo: ANY_DAY })
  const before = opens === 'anchor' ? -hours(offset) : hours(opens)
  return Math.ceil((hours(closes) - before) / 24)
}

/** Of windows no month is a part, and of no day it matters how long it is. */
const ANY_DAY = Temporal.PlainDate.from('2026-01-01')
