import type { VersionCounts } from '../api/studies/version-effects.ts'
import { findVersionsText, type VersionsText } from '../text/versions-text.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { findTitle, type Named } from './frame.ts'

type Shift = { readonly least: number; readonly most: number }

export type CountedTimepoint = VersionCounts & {
  readonly timepoint: string
  readonly shifts?: { readonly opens: Shift; readonly due: Shift; readonly closes: Shift } | undefined
}

const COUNTS = ['otherBattery', 'otherTexts', 'added', 'cancelled', 'leftOpen', 'leftBegun'] as const

type VersionCountsTableProps = {
  readonly locale: string
  readonly label: string
  readonly timepoints: readonly Named[]
  readonly rows: readonly CountedTimepoint[]
}

/** What a version does, or did, to assessments: a row for each timepoint. */
export function VersionCountsTable({ locale, label, timepoints, rows }: VersionCountsTableProps) {
  const text = findVersionsText(locale)
  const { count } = createFormats(locale)
  const hasShifts = rows.some(({ shifts }) => shifts !== undefined)
  return (
    <DataTable
      label={label}
      columns={[
        { title: text.timepoint },
        { title: text.moved, isNumber: true },
        ...(hasShifts ? [{ title: text.howFar }] : []),
        ...COUNTS.map((name) => ({ title: text[name], isNumber: true })),
      ]}
      rows={rows.map((row) => [
        findTitle(timepoints, row.timepoint),
        count(row.moved),
        ...(hasShifts ? [formatShifts(text, locale, row)] : []),
        ...COUNTS.map((name) =>
          name === 'cancelled' && row.cancelledByRule > 0
            ? `${count(row.cancelled)} (${text.byRule(row.cancelledByRule)})`
            : count(row[name]),
        ),
      ])}
    />
  )
}

const HOURS_PER_DAY = 24

/** `opens +2 d, due +2 d`; what all three have in common once. */
function formatShifts(text: VersionsText, locale: string, { shifts }: CountedTimepoint): string {
  if (!shifts) return ''
  const { signed } = createFormats(locale)
  const formatHours = (hours: number) =>
    Math.abs(hours) >= HOURS_PER_DAY ? text.days(signed(hours / HOURS_PER_DAY)) : text.hours(signed(hours))
  const formatShift = ({ least, most }: Shift) =>
    formatHours(least) === formatHours(most)
      ? formatHours(least)
      : text.range(formatHours(least), formatHours(most))
  const [opens, due, closes] = [shifts.opens, shifts.due, shifts.closes].map(formatShift)
  if (opens !== undefined && opens === due && due === closes) return opens
  return [text.opens(opens ?? ''), text.due(due ?? ''), text.closes(closes ?? '')].join(', ')
}
