import { RowPlot } from '../charts/row-plot.tsx'
import { createFormats } from '../console/format.ts'
import { findReportsText } from '../text/reports-text.ts'
import type { RecruitmentCount } from './monthly-study.ts'
import type { ReportBlock } from './report-blocks.ts'

/** As far as the axis goes at least: somewhat beyond the plan. */
const PLAN_AXIS = 1.25

/**
 * Who was enrolled at each clinic, as a share of what the plan has by now, which is marked.
 *
 * @returns none without a plan
 */
export function buildRecruitmentPlot(
  locale: string,
  rows: readonly (RecruitmentCount & { readonly label: string })[],
): readonly ReportBlock[] {
  const text = findReportsText(locale).plots
  const { percent } = createFormats(locale)
  const shares = rows.flatMap(({ label, site, enrolled, planned }) =>
    planned === null || planned === 0 ? [] : [{ label, site, enrolled, planned, share: enrolled / planned }],
  )
  // All clinics together, or the only one.
  const whole = shares.find(({ site }) => site === null) ?? shares[0]
  if (!whole) return []
  const end = Math.max(PLAN_AXIS, ...shares.map(({ share }) => Math.ceil(share * 4) / 4))
  return [
    {
      kind: 'plot',
      seen: text.recruitment.seen(whole.label, whole.enrolled, whole.planned, percent(whole.share)),
      drawing: (
        <RowPlot
          locale={locale}
          title={text.recruitment.title}
          axis={text.recruitment.axis}
          upwards={text.recruitment.upwards}
          domain={[0, end]}
          ticks={5}
          format={(share) => String(Math.round(share * 100))}
          reference={1}
          rows={shares.map(({ label, site, enrolled, planned, share }) => ({
            ...{ label, count: text.of(enrolled, planned), words: percent(share), isStrong: site === null },
            mark: { shape: 'bar', value: share, interval: null },
          }))}
        />
      ),
    },
  ]
}

/**
 * How many came to each step.
 *
 * @param steps in their order
 * @returns none where nobody is enrolled yet
 */
export function buildFlowPlot(
  locale: string,
  steps: readonly { readonly label: string; readonly count: number }[],
  enrolled: number,
): readonly ReportBlock[] {
  const text = findReportsText(locale).plots
  const { percent } = createFormats(locale)
  const last = steps.at(-1)
  if (enrolled === 0 || !last) return []
  return [
    {
      kind: 'plot',
      seen: text.flow.seen(enrolled, last.label, last.count, percent(last.count / enrolled)),
      drawing: (
        <RowPlot
          locale={locale}
          title={text.flow.title}
          axis={text.flow.axis}
          upwards={text.flow.upwards}
          domain={[0, enrolled]}
          ticks={5}
          rows={steps.map(({ label, count }) => ({
            ...{ label, count: String(count), words: percent(count / enrolled) },
            mark: { shape: 'bar', value: count, interval: null },
          }))}
        />
      ),
    },
  ]
}
