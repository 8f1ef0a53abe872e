import { expect, test } from 'vitest'
import { countRecruitment } from '../../../../functions/analysis/recruitment/count-recruitment.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { studyDefinitionSchema } from '../../../../surveys/study/definition.ts'
import { countPlannedBy, recruitmentSchema } from '../../../../surveys/study/recruitment.ts'

const PLAN = { target: 120, from: '2026-01-01', until: '2026-12-31' }

test.each([
  ['of no one', { ...PLAN, target: 0 }],
  ['of half a person', { ...PLAN, target: 1.5 }],
  ['that ends before it begins', { ...PLAN, until: '2025-12-31' }],
  ['of no date', { ...PLAN, from: 'spring' }],
])('a plan %s is refused', (_, plan) => {
  expect(recruitmentSchema.safeParse(plan).success).toBe(false)
})

// 120 people over 365 days; by January 31 a plan means 120 × 31 / 365 = 10.19, by June 30 120 × 181 / 365 = 59.5.
test.each([
  ['2025-12-31', 0],
  ['2026-01-31', 10],
  ['2026-06-30', 60],
  ['2026-12-31', 120],
  ['2027-03-01', 120],
])('by %s a plan of 120 people in the year 2026 means %i', (date, planned) => {
  expect(countPlannedBy(PLAN, PLAN.target, date)).toBe(planned)
})

const registry = openShippedLibrary().findStudy('ketamine-infusion-registry')?.definition
if (!registry) throw new Error('the shipped library lost its registry')
const [first, second] = registry.sites
const sites = registry.sites.slice(0, 2).map((site, at) => (at === 0 ? { ...site, target: 73 } : site))
const study = { ...registry, sites, recruitment: PLAN }
const enrolledAt = new Map([
  [first?.id ?? '', ['2026-01-05T12:00:00.000Z', '2026-02-05T12:00:00.000Z', '2026-03-02T12:00:00.000Z']],
  [second?.id ?? '', ['2026-01-20T12:00:00.000Z']],
])

test('people are counted by clinic and over all, new ones apart, against the plan on the clinic’s calendar', () => {
  expect(countRecruitment(study, enrolledAt, '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z')).toEqual(
    [
      // On February 28 in America: day 59 of 365, 73 × 59 / 365 = 11.8 and 120 × 59 / 365 = 19.4.
      { site: first?.id, enrolled: 2, added: 1, target: 73, planned: 12 },
      { site: second?.id, enrolled: 1, added: 0, target: null, planned: null },
      { site: null, enrolled: 3, added: 1, target: 120, planned: 19 },
    ],
  )
})

test('without a plan nothing is planned, and in the first report everyone is new', () => {
  const { recruitment: _, ...without } = study
  expect(countRecruitment(without, enrolledAt, null, '2026-03-01T00:00:00.000Z').at(-1)).toEqual({
    ...{ site: null, enrolled: 3, added: 3, target: null, planned: null },
  })
})

test('a study that was published before there were plans is read as it was', () => {
  expect(studyDefinitionSchema.safeParse(registry).success).toBe(true)
  expect(registry).not.toHaveProperty('recruitment')
})
