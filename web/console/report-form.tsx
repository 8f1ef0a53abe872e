import type { PlannedReport } from '../api/reports/report-schedule.ts'
import { REPORT_FORMATS, type ReportContent } from '../api/reports/report-subscription.ts'
import { findReportsText } from '../text/reports-text.ts'
import { Choice, Field } from './field.tsx'
import type { ConsoleFrame, SiteName } from './frame.ts'
import { formatWeekday, NextDates } from './report-dates.tsx'

export const REPORT_FIELDS = [
  ...([
    'content',
    'format',
    'language',
    'every',
    'weekday',
    'monthDay',
    'date',
    'time',
    'timeZone',
    'whenNothing',
    'email',
  ] as const),
] as const
export type ReportField = (typeof REPORT_FIELDS)[number]

/** A form as it stands: what was typed, and which fields were refused. */
export type ReportFields = {
  readonly values: Readonly<Partial<Record<ReportField, string>>>
  /** Ids of the clinics that are marked. */
  readonly sites: readonly string[]
  readonly faults: ReadonlySet<ReportField | 'sites'>
}

/** What the heading above the form is addressed by: where the page stands after a form that was refused, or looked at. */
export const REPORT_FORM = 'form'

type ReportFormProps = {
  readonly frame: ConsoleFrame
  /** Reports that the member can have; at least one. */
  readonly contents: readonly ReportContent[]
  readonly sites: readonly SiteName[]
  readonly fields: ReportFields
  readonly preview?: readonly PlannedReport[] | undefined
  readonly action: string
  readonly submit: string
}

const INPUTS = [
  ['monthDay', 'number', 'monthDayHint'],
  ['date', 'date', 'dateHint'],
  ['time', 'time', 'timeHint'],
  ['timeZone', 'text', 'timeZoneHint'],
  ['email', 'email', 'emailHint'],
] as const

/** What, when and where to. It works without a script: the fields of the other rhythms are left alone. */
export function ReportForm({ frame, contents, sites, fields, preview, action, submit }: ReportFormProps) {
  const { locale } = frame
  const text = findReportsText(locale).form
  const reports = findReportsText(locale)
  const findFault = (name: ReportField | 'sites') => (fields.faults.has(name) ? text.fault : undefined)
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: formatWeekday(day, locale),
  }))
  const choice = (name: ReportField, label: string, options: { value: string; label: string }[]) => (
    <Choice {...{ name, label, options, fault: findFault(name), chosen: fields.values[name] }} />
  )
  return (
    <form class="fields" method="post" action={`${action}#${REPORT_FORM}`}>
      {fields.faults.size === 0 ? null : (
        <p class="alarm" role="alert">
          {text.refused}
        </p>
      )}
      {contents.length === 1 ? (
        <p>
          <input type="hidden" name="content" value={contents[0]} />
          {contents.map((content) => reports.content[content])}
        </p>
      ) : (
        choice(
          'content',
          text.content,
          contents.map((value) => ({ value, label: reports.content[value] })),
        )
      )}
      {contents.includes('weekly-site') ? (
        <fieldset
          class="field checks"
          aria-describedby={findFault('sites') === undefined ? undefined : 'sites-fault'}
        >
          <legend>{text.sites}</legend>
          {findFault('sites') === undefined ? null : (
            <div class="fault" id="sites-fault">
              {findFault('sites')}
            </div>
          )}
          {sites.map(({ id, name }) => (
            <label>
              <input type="checkbox" name="site" value={id} checked={fields.sites.includes(id)} /> {name}
            </label>
          ))}
        </fieldset>
      ) : null}
      {choice(
        'format',
        text.format,
        REPORT_FORMATS.map((value) => ({ value, label: reports.format[value] })),
      )}
      {choice('language', text.language, [
        { value: 'en', label: 'English' },
        { value: 'es', label: 'Español' },
      ])}
      {choice('every', text.every, [
        { value: 'week', label: text.weekly },
        { value: 'month', label: text.monthly },
        { value: 'once', label: text.once },
      ])}
      <Choice
        {...{ name: 'weekday', label: text.weekday, hint: text.weekdayHint, options: weekdays }}
        fault={findFault('weekday')}
        chosen={fields.values.weekday}
      />
      {INPUTS.map(([name, type, hint]) => (
        <Field name={name} label={text[name]} hint={hint && text[hint]} fault={findFault(name)}>
          {(described) => (
            <input {...{ ...described, type }} value={fields.values[name] ?? ''} autocomplete="off" />
          )}
        </Field>
      ))}
      {contents.includes('weekly-site') ? (
        <Choice
          {...{ name: 'whenNothing', label: text.whenNothing, hint: text.whenNothingHint }}
          options={[
            { value: 'mail', label: text.nothingMail },
            { value: 'silence', label: text.nothingSilence },
          ]}
          fault={findFault('whenNothing')}
          chosen={fields.values.whenNothing}
        />
      ) : null}
      {preview === undefined ? null : (
        <section role="status">
          <p class="soft">{reports.columns.next}</p>
          <NextDates locale={locale} timeZone={fields.values.timeZone ?? 'UTC'} next={preview} />
        </section>
      )}
      <button type="submit">{submit}</button>{' '}
      <button class="plain" type="submit" name="step" value="preview">
        {text.preview}
      </button>
    </form>
  )
}
