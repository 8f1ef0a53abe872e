import { findText } from '../text/index.ts'
import type { CalendarRow, CalendarView } from './calendar-view.ts'
import type { Formats } from './format.ts'

/** What an assessment is counted from, and how its window lies about that day. */
export function explainWindow(
  { why }: CalendarRow,
  { treatmentTitle }: CalendarView,
  locale: string,
  format: Formats,
): readonly string[] {
  const text = findText(locale).console.calendar
  const anchors = {
    enrolment: () => text.anchors.enrolment,
    treatment: () => text.anchors.treatment(treatmentTitle ?? '', why.occurrence ?? 1),
    date: () => text.anchors.date,
    completion: () => text.anchors.completion(why.after ?? ''),
  }
  const formatOffset = (written: string): string => {
    if (written === 'anchor') return text.atOnce
    if (/^-?PT?0/.test(written)) return text.onIt
    return written.startsWith('-')
      ? text.before(text.duration(written.slice(1)))
      : text.after(text.duration(written))
  }
  const isCountedAtOnce = /^-?PT?0/.test(why.offset)
  const anchor = anchors[why.anchor]()
  const date = format.date(why.anchoredAt)
  return [
    isCountedAtOnce ? text.countedOn(anchor, date) : text.counted(text.duration(why.offset), anchor, date),
    ...(why.repeat === null || why.every === null
      ? []
      : [text.repeated(why.repeat, text.duration(why.every))]),
    text.window(formatOffset(why.opens), formatOffset(why.due), formatOffset(why.closes)),
    ...(why.at === null ? [] : [text.at(why.at)]),
    ...(why.closes.includes('T')
      ? []
      : [why.closingTime === null ? text.endOfDay : text.closingTime(why.closingTime)]),
    ...(why.isShifted ? [text.shifted] : []),
    ...(why.isClosedByTreatment ? [text.closedByTreatment] : []),
  ]
}
