import type { TidyVariant } from '../../../web/api/exports/tidy-export.ts'
import { computeLocalDay, formatLocalDay } from '../../analysis/timeline/local-day.ts'
import type { TidyPerson } from './tidy-person.ts'
import type { TidyColumn } from './tidy-table.ts'

/**
 * The columns of one point in time: `given_at` (UTC) and `given_on` (the clinic's calendar), or `given_day`, the study day.
 *
 * @param name `given`
 * @param label `Treatment given`
 */
export function buildTimeColumns<Row extends { readonly person: TidyPerson }>(
  variant: TidyVariant,
  { name, label, empty }: { readonly name: string; readonly label: string; readonly empty?: string },
  read: (row: Row) => string | null | undefined,
): readonly TidyColumn<Row>[] {
  if (variant === 'study-days')
    return [
      {
        ...{ name: `${name}_day`, label: `${label}: study day (day 1 is the day of enrollment)` },
        ...{ type: 'integer', unit: 'day', empty: empty ?? 'the day of enrollment is not known' },
        read: (row) => {
          const at = read(row)
          return at ? computeStudyDay(row.person, computeLocalDay(at, row.person.timeZone)) : null
        },
      },
    ]
  return [
    {
      ...{ name: `${name}_at`, label: `${label}: instant in UTC`, type: 'datetime', empty },
      read: (row) => read(row) ?? null,
    },
    {
      ...{ name: `${name}_on`, label: `${label}: date on the clinic’s calendar`, type: 'date', empty },
      read: (row) => {
        const at = read(row)
        return at ? formatLocalDay(at, row.person.timeZone) : null
      },
    },
  ]
}

/**
 * The study day of a calendar day, as CDISC counts: the day of enrollment is day 1, the day before it day −1, and there is no
 * day 0.
 *
 * @param day since 1970-01-01
 * @returns `null` where nobody knows when the participant was enrolled
 */
export function computeStudyDay(
  { enrolledAt, timeZone }: Pick<TidyPerson, 'enrolledAt' | 'timeZone'>,
  day: number,
): number | null {
  if (enrolledAt === null) return null
  const since = day - computeLocalDay(enrolledAt, timeZone)
  return since >= 0 ? since + 1 : since
}
