import type { SubscriptionView } from '../../../web/api/reports/report-subscription.ts'
import { reportOrder } from '../../../web/api/reports/report-subscription.ts'
import { REPORT_FIELDS, type ReportField, type ReportFields } from '../../../web/console/report-form.tsx'

type Lists = Readonly<Record<string, readonly string[]>>

/** A form that nobody has filled in: every Monday morning on the clinic’s clock, in the language of the page. */
export function buildFirstFields(
  site: { readonly id: string; readonly timeZone: string } | undefined,
  language: string,
): ReportFields {
  const values = { format: 'html', language, every: 'week', weekday: '1', time: '07:30' }
  return {
    values: { ...values, timeZone: site?.timeZone ?? 'UTC' },
    sites: site ? [site.id] : [],
    faults: new Set(),
  }
}

/** A subscription as its form shows it. */
export function buildFields({ format, language, schedule, sites, email }: SubscriptionView): ReportFields {
  const { every, time, timeZone } = schedule
  return {
    values: {
      ...{ format, language, time, timeZone, email: email ?? '', every: every.kind },
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
  const sites = lists.site ?? []
  const every =
    values.every === 'month'
      ? { kind: 'month', day: Number(values.monthDay) }
      : values.every === 'once'
        ? { kind: 'once', date: values.date }
        : { kind: 'week', weekday: Number(values.weekday) }
  const { format, language, time, timeZone, email } = values
  const schedule = { every, time, timeZone }
  const parsed = reportOrder.safeParse({
    ...{ content: 'weekly-site', sites, format, language, email, schedule },
  })
  const faults = new Set((parsed.error?.issues ?? []).map(({ path }) => findField(path.map(String))))
  return { fields: { values, sites, faults } satisfies ReportFields, order: parsed.data, schedule }
}

const FIELD_OF: Readonly<Record<string, ReportField | 'sites'>> = {
  ...{ weekday: 'weekday', day: 'monthDay', date: 'date', every: 'every', time: 'time' },
  ...{ timeZone: 'timeZone', sites: 'sites', format: 'format', language: 'language', email: 'email' },
}

/** The field of the form that a fault of the order is of, by the last member of its path that is one. */
export function findField(path: readonly string[]): ReportField | 'sites' {
  return path.map((member) => FIELD_OF[member]).findLast((field) => field !== undefined) ?? 'sites'
}
