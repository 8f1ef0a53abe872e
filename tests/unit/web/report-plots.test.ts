import { describe, expect, test } from 'vitest'
import type { CompletionRow } from '../../../web/api/analyses/completion-row.ts'
import { buildCompletionPlot } from '../../../web/reports/completion-plot.tsx'
import { buildMonthlyStudyReport } from '../../../web/reports/monthly-study-report.ts'
import type { ReportBlock, ReportPlot } from '../../../web/reports/report-blocks.ts'
import { buildFlowPlot, buildRecruitmentPlot } from '../../../web/reports/study-plots.tsx'
import { buildWeeklySiteReport } from '../../../web/reports/weekly-site-report.ts'
import { monthlyStudy } from '../../support/monthly-study.ts'
import { reportAbout, weeklySite } from '../../support/weekly-site.ts'

const isPlot = (block: ReportBlock): block is ReportPlot => block.kind === 'plot'
const count = (site: string | null, enrolled: number, planned: number | null) => ({
  ...{ site, label: site ?? 'All clinics', enrolled, planned, added: 0, target: null },
})
const row = (timepoint: string, completed: number, of: number) => ({
  timepoint,
  row: {
    ...{ kind: 'counted', timepoint, site: 'harbor', enrolled: of },
    ofExpected: of === 0 ? null : { completed, of, rate: completed / of, interval: [0, 1] },
  } as unknown as CompletionRow,
})

describe('there is no plot', () => {
  test('of completion, before anything was expected', () => {
    expect(buildCompletionPlot('en', [row('Week 1', 0, 0)])).toEqual([])
  })

  test('of recruitment, without a plan', () => {
    expect(buildRecruitmentPlot('en', [count('harbor', 4, null), count('mesa', 2, 0)])).toEqual([])
  })

  test('of the flow, while nobody is enrolled', () => {
    expect(buildFlowPlot('en', [{ label: 'Enrolled', count: 0 }], 0)).toEqual([])
  })
})

describe('one sentence says what is seen', () => {
  const read = ([plot]: readonly ReportBlock[]) => (plot && isPlot(plot) ? plot.seen : undefined)

  test('in completion: where most and where least was completed', () => {
    expect(read(buildCompletionPlot('en', [row('Week 1', 19, 20), row('Week 4', 3, 4)]))).toBe(
      'Most was completed at Week 1, 95%; least at Week 4, 75%.',
    )
    expect(read(buildCompletionPlot('en', [row('Week 1', 1, 2)]))).toBe(
      'At Week 1, 50% of what was expected is completed.',
    )
  })

  test('in recruitment: all clinics against the plan', () => {
    expect(read(buildRecruitmentPlot('en', [count('harbor', 9, 10), count(null, 30, 40)]))).toBe(
      'All clinics: 30 enrolled of 40 planned by now, 75%.',
    )
  })

  test('in the flow: how many came to the last step', () => {
    const steps = [
      { label: 'Enrolled', count: 40 },
      { label: 'Answered Week 4', count: 10 },
    ]
    expect(read(buildFlowPlot('es', steps, 40))).toBe(
      'De 40 personas inscritas, 10 (25\u00a0%) llegaron al último paso: Answered Week 4.',
    )
  })
})

describe.each(['en', 'es'])('in %s, a plot', (locale) => {
  const reports = [
    buildWeeklySiteReport(locale, reportAbout, [weeklySite]),
    buildMonthlyStudyReport(locale, reportAbout, monthlyStudy),
  ]
  const plots = reports.flatMap(({ blocks }) =>
    blocks.flatMap((block, at) =>
      isPlot(block) ? [{ drawing: String(block.drawing), next: blocks[at + 1] }] : [],
    ),
  )

  test('is there of completion twice, recruitment, flow and outcome', () => {
    expect(plots).toHaveLength(5)
  })

  test('has its table behind it', () => {
    for (const { next } of plots) expect(next?.kind).toBe('table')
  })

  test('says which way is which, and all that it shows, in words', () => {
    for (const { drawing } of plots) {
      expect(drawing).toMatch(/>[^<]+ →</)
      expect(drawing).toMatch(/aria-label="[^"]+: [^"]*\d/)
    }
  })
})
