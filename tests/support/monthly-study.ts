import type { MonthlyStudy } from '../../web/reports/monthly-study.ts'
import { madeUpRate } from './analysis-views.ts'
import { weeklySite } from './weekly-site.ts'

const { sites, pooled, rates, noRate, minimumCellSize } = madeUpRate().result
const completion = weeklySite.completion.kind === 'made' ? weeklySite.completion.rows : []

/** A made-up month of a study with every section filled. */
export const monthlyStudy: MonthlyStudy = {
  siteNames: { harbor: 'Harbor Clinic', mesa: 'Mesa Clinic' },
  timepointNames: { 'week-1': 'Week 1', 'week-4': 'Week 4' },
  recruitment: {
    kind: 'made',
    rows: [
      { site: 'harbor', enrolled: 40, added: 7, target: 60, planned: 38 },
      { site: 'mesa', enrolled: 22, added: 3, target: null, planned: null },
      { site: null, enrolled: 62, added: 10, target: 120, planned: 70 },
    ],
  },
  flow: {
    kind: 'made',
    flow: {
      ...{ enrolled: 62, treated: 55, baseline: 52 },
      followUps: [
        { timepoint: 'week-1', answered: 48, missed: 5, awaited: 2, notPlanned: 7 },
        { timepoint: 'week-4', answered: 30, missed: 9, awaited: 14, notPlanned: 9 },
      ],
      ended: [
        { how: 'withdrawn', reason: 'burden', count: 3 },
        { how: 'lost-to-follow-up', reason: null, count: 1 },
      ],
    },
  },
  completion: {
    kind: 'made',
    rows: [...completion.map(({ row }) => row), { timepoint: 'week-4', site: 'mesa', kind: 'suppressed' }],
  },
  outcome: {
    ...{ kind: 'made', state: 'released' },
    released: {
      ...{ number: 3, name: 'Spring', sha256: 'a'.repeat(64), asOf: '2026-03-01T00:00:00.000Z' },
      ...{ definition: '30% pain relief', timepoint: 'Week 4', estimand: 'Everybody treated' },
      rate: { sites, pooled, rates, noRate, minimumCellSize },
    },
  },
  changes: {
    ...{ kind: 'made', state: 'compared', numbers: [2, 3] },
    changed: { data: true, program: false, study: true, definitions: ['pain-relief-30'] },
    rates: [
      {
        ...{ definition: '30% pain relief', timepoint: 'Week 4', estimand: 'Everybody treated' },
        ...{ first: 0.41, second: null },
      },
    ],
  },
  deviations: {
    kind: 'made',
    rows: [
      {
        ...{ site: null, treatedWithoutBaseline: 3, baselineAfterTreatment: 1 },
        ...{ answeredLate: 9, notSubmitted: 2 },
      },
    ],
  },
}
