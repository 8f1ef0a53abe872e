import { Temporal } from 'temporal-polyfill'
import { formatRef, pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { estimateMinutes } from '../../../surveys/study/minutes.ts'
import { fillLongest, listTextMessages, type StudyText } from '../../../surveys/study/text-messages.ts'
import { listTreatmentTitles } from '../../../surveys/study/treatment-title.ts'
import { findPrivateWords } from '../../../surveys/text-message/private-words.ts'
import { countSegments, type Segments } from '../../../surveys/text-message/segments.ts'
import type { DraftBeside, TextLength, TextSize } from '../../../web/console/study-office-view.ts'
import { buildCalendarView, parseCalendarQuery } from '../study/calendar-view.ts'

/** Whom the calendar is of, as the page asks: days such as `2026-03-02`. */
export type InventedQuery = Readonly<Record<string, string>>

const MAX_TREATMENTS = 8
/** Of an invented series: from the enrolment to its first treatment, and from each to the next. */
const [DAYS_TO_FIRST, DAYS_BETWEEN] = [2, 3]

/** What a draft comes to for a participant who is invented: when what is asked, how long it takes, how much is texted. */
export function buildBeside(
  study: StudyDefinition,
  instruments: Instruments,
  query: InventedQuery,
  now: Temporal.Instant,
  locale: string,
): DraftBeside {
  const zone = study.sites[0]?.timeZone ?? 'UTC'
  const enrolled = readDay(query.enrolled) ?? now.toZonedDateTimeISO(zone).toPlainDate()
  const treatments = Array.from({ length: countTreatments(study) }, (_, at) => {
    const given = readDay(query[`treatment-${at + 1}`])
    return (given ?? enrolled.add({ days: DAYS_TO_FIRST + DAYS_BETWEEN * at })).toString()
  })
  const asked = {
    ...{ enrolled: `${enrolled}T10:00`, zone },
    ...Object.fromEntries(treatments.map((day, at) => [`treatment-${at + 1}`, `${day}T11:00`])),
  }
  const calendar = buildCalendarView(study, instruments, parseCalendarQuery(asked, study, now), locale)
  const count = (battery: readonly string[]) => countQuestions(instruments, battery)
  const start = enrolled.toZonedDateTime({ timeZone: zone }).toInstant().epochMilliseconds
  const weeks = new Map<number, { minutes: number; texts: number }>()
  const add = (at: string, minutes: number, texts: number) => {
    const week = Math.max(1, Math.floor((Date.parse(at) - start) / WEEK_MS) + 1)
    const before = weeks.get(week) ?? { minutes: 0, texts: 0 }
    weeks.set(week, { minutes: before.minutes + minutes, texts: before.texts + texts })
  }
  for (const { opensAt, battery, texts } of calendar.rows) {
    add(opensAt, estimateMinutes(count(battery)), 0)
    for (const at of texts) add(at, 0, 1)
  }
  return {
    invented: { enrolled: enrolled.toString(), treatments, treatmentTitle: calendar.treatmentTitle },
    calendar,
    batteries: study.timepoints.map(({ title, id, battery, reminders }) => ({
      title: pickText(title, locale) || id,
      questions: count(battery),
      minutes: estimateMinutes(count(battery)),
      texts: 1 + reminders.length,
    })),
    weeks: [...weeks].map(([week, one]) => ({ week, ...one })).sort((a, b) => a.week - b.week),
    texts: listLengths(study),
    locales: study.locales,
  }
}

const WEEK_MS = 7 * 24 * 3600 * 1000

/** As many as anything counts from; of each treatment, two. */
function countTreatments({ anchors, treatments }: StudyDefinition): number {
  if (treatments.length === 0) return 0
  const counted = anchors.flatMap((anchor) =>
    anchor.kind === 'treatment' ? [anchor.occurrence === 'each' ? 2 : anchor.occurrence] : [],
  )
  return Math.min(MAX_TREATMENTS, Math.max(0, ...counted))
}

/** As the texts count them that say how long it takes. */
function countQuestions(instruments: Instruments, battery: readonly string[]): number {
  return battery
    .map((ref) => instruments.instruments.find(({ definition }) => formatRef(definition) === ref)?.definition)
    .reduce((sum, one) => sum + (one?.items.length ?? 0), 0)
}

function readDay(written = ''): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return undefined
  try {
    const day = Temporal.PlainDate.from(written, { overflow: 'reject' })
    return day.year >= 1990 && day.year <= 2100 ? day : undefined
  } catch {
    return undefined
  }
}

function listLengths(study: StudyDefinition): readonly TextLength[] {
  const byName = Map.groupBy(listTextMessages(study), (text) => nameText(text))
  return [...byName].map(([name, texts]) => ({
    name,
    sizes: texts.map((text) => ({ locale: text.locale, parts: measure(study, text).segments })),
  }))
}

/** Each text at its longest, over the clinics, by its pointer; and what it gives away of the participant. */
export function measureTexts(
  study: StudyDefinition,
  instruments: Instruments,
): Readonly<Record<string, TextSize>> {
  const refs = new Set<string>(study.timepoints.flatMap(({ battery }) => battery))
  const alsoPrivate = [
    study.title,
    ...study.treatments.flatMap(({ title }) => listTreatmentTitles(title)),
    ...instruments.instruments
      .filter(({ definition }) => refs.has(formatRef(definition)))
      .flatMap(({ definition }) => Object.values(definition.title)),
  ]
  return Object.fromEntries(
    listTextMessages(study).map((text) => {
      const { segments, encoding, body } = measure(study, text)
      const privateWords = text.name === 'crisis' ? [] : findPrivateWords(body, alsoPrivate)
      return [text.pointer, { characters: [...body].length, parts: segments, encoding, privateWords }]
    }),
  )
}

function measure(study: StudyDefinition, text: StudyText): Segments & { readonly body: string } {
  const bodies = study.sites.map((site) => fillLongest(text, site))
  const measured = (bodies.length > 0 ? bodies : [text.template]).map((body) => ({
    ...countSegments(body),
    body,
  }))
  return measured.reduce((longest, one) => (one.units > longest.units ? one : longest))
}

/** `texts/replies/stopped`, of whichever language. */
function nameText({ pointer, locale }: StudyText): string {
  return locale === undefined ? pointer.slice(1) : `texts${pointer.slice(`/texts/${locale}`.length)}`
}
