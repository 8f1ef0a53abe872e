import type { SubscriptionView } from '../../../web/api/reports/report-subscription.ts'
import { type ReportContent, reportOrder } from '../../../web/api/reports/report-subscription.ts'
import { REPORT_FIELDS, type ReportField, type ReportFields } from '../../../web/console/report-form.tsx'

type Lists = Readonly<Record<string, readonly string[]>>

/**
 * A form that nobody has filled in, in the language of the page and on the clinic’s clock: a clinic’s report every Monday
 * morning, and that of a study on the first of each month.
 */
export function buildFirstFields(
  content: ReportContent | undefined,
  site: { readonly id: string; readonly timeZone: string } | undefined,
  language: string,
): ReportFields {
  const isOfStudy = content === 'monthly-study'
  const rhythm = isOfStudy ? { every: 'month', monthDay: '1' } : { every: 'week', weekday: '1' }
  const values = { format: 'html', language, ...rhythm, time: '07:30' }
  return {
    values: { ...values, ...(content && { content }), timeZone: site?.timeZone ?? 'UTC' },
    sites: site && !isOfStudy ? [site.id] : [],
    faults: new Set(),
  }
}

/** A subscription as its form shows it. */
export function buildFields({
  content,
  format,
  language,
  schedule,
  sites,
  email,
  whenNothing,
}: SubscriptionView): ReportFields {
  const { every, time, timeZone } = schedule
  return {
    values: {
      ...{ content, format, language, time, timeZone, whenNothing, email: email ?? '', every: every.kind },
      ...(every.kind === 'week' && { weekday: String(every.weekday) }),
      ...(every.kind === 'month' && { monthDay: String(every.day) }),
      ...(every.kind === 'once' && { date: every.date }),
    },
    sites,
    faults: new Set(),
  }
}

/** What was typed, and the order that it makes, if it makes one. */
export function parseReportForm(lists: Lists) {
  const values: Partial<Record<ReportField, string>> = Object.fromEntries(
    REPORT_FIELDS.map((name) => [name, lists[name]?.at(-1)?.trim() ?? '']),
  )
  // A report of the study is of all clinics, whatever is marked.
  const sites = values.content === 'monthly-study' ? [] : (lists.site ?? [])
  const every =
    values.every === 'month'
      ? { kind: 'month', day: Number(values.monthDay) }
      : values.every === 'once'
        ? { kind: 'once', date: values.date }
        : { kind: 'week', weekday: Number(values.weekday) }
  const { content, format, language, time, timeZone, email, whenNothing } = values
  const schedule = { every, time, timeZone }
  const parsed = reportOrder.safeParse({
    ...{ content, sites, format, language, email, schedule },
    // A report of the study has no such choice.
    ...(whenNothing !== '' && { whenNothing }),
  })
  const faults = new Set((parsed.error?.issues ?? []).map(({ path }) => findField(path.map(String))))
  return { fields: { values, sites, faults } satisfies ReportFields, order: parsed.data, schedule }
}

const FIELD_OF: Readonly<Record<string, ReportField | 'sites'>> = {
  ...{ weekday: 'weekday', day: 'monthDay', date: 'date', every: 'every', time: 'time' },
  ...{
    content: 'content',
    timeZone: 'timeZone',
    sites: 'sites',
    format: 'format',
    language: 'language',
    email: 'email',
    whenNothing: 'whenNothing',
  },
}

/** The field of the form that a fault of the order is of, by the last member of its path that is one. */
export function findField(path: readonly string[]): ReportField | 'sites' {
  return path.map((member) => FIELD_OF[member]).findLast((field) => field !== undefined) ?? 'sites'
}
