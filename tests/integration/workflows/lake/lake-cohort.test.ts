import { describe, expect, test } from 'vitest'
import { buildCohortSite, type Cohort } from '../../../../functions/analysis/cohort/cohort.ts'
import type { LakeEngine } from '../../../../functions/platform/lake/lake-engine.ts'
import { readLakeCohort } from '../../../../functions/workflows/lake/read-lake-cohort.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'
import { MEMORY_TABLES, openMemoryLake } from '../../../support/memory-lake.ts'
import { buildRandomHistories, HISTORY_BEGINS } from '../../../support/random-histories.ts'

const library = openShippedLibrary()
const study = library.findStudy('ketamine-magnesium-trial')?.definition as StudyDefinition
const measures = buildStudyMeasures(study, library)
const onDay = (day: number) => new Date(HISTORY_BEGINS + day * 86_400_000).toISOString()

/** In the order of their names: a cohort’s rows have none of their own. */
function sortRows({ asOf, sites }: Cohort): Cohort {
  const byName = <Row extends object>(rows: readonly Row[]) =>
    [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return {
    asOf,
    sites: sites.map(({ rows, ...site }) => ({
      ...site,
      rows: {
        ...{ ...rows, assessments: byName(rows.assessments), sheets: byName(rows.sheets) },
        treatments: byName(rows.treatments),
      },
    })),
  }
}

describe('the cohort of a large study', () => {
  test('is refused of more participants than one function holds', async () => {
    const crowd: LakeEngine = {
      sitesAtOnce: 1,
      async *ask() {
        yield [[10_001]]
      },
    }
    const group = { study, sites: ['gulf', 'canyon'], asOf: onDay(90), arms: 'which' } as const
    const lake = { engine: crowd, tables: MEMORY_TABLES }
    await expect(readLakeCohort(lake, group)).rejects.toMatchObject({
      problem: { code: 'cohort-too-large', status: 422 },
    })
  })

  test.each([30, 90, 400])('is that of its table to the last bit, on day %i', async (day) => {
    const engine = await openMemoryLake(2)
    const sites = study.sites.map(({ id }) => id)
    const asOf = onDay(day)
    const cohort: { asOf: string; sites: Cohort['sites'][number][] } = { asOf, sites: [] }
    for (const site of sites) {
      const history = buildRandomHistories(study, measures, site, 60, 3)
      await engine.add(study.id, site, history)
      cohort.sites.push(buildCohortSite(study, site, history.rows, history.people, asOf))
    }
    const read = await readLakeCohort(
      { engine, tables: MEMORY_TABLES },
      { study, sites, asOf, arms: 'which' },
    )
    expect(sortRows(read)).toEqual(sortRows(cohort))
    // Of everything that a history can hold there is something.
    const all = read.sites.flatMap(({ participants }) => participants)
    expect(all.some(({ ended }) => ended !== null)).toBe(day > 30)
    expect(all.some(({ assessments }) => assessments.some((one) => 'missedReason' in one))).toBe(true)
  })

  test('holds nobody of a clinic that is not asked for, and no arm for who is blinded', async () => {
    const engine = await openMemoryLake()
    for (const { id } of study.sites)
      await engine.add(study.id, id, buildRandomHistories(study, measures, id, 30, 5))
    const blinded = { ...study, arms: [] }
    const group = { study: blinded, sites: ['gulf'], asOf: onDay(300), arms: 'whether' } as const
    const read = await readLakeCohort({ engine, tables: MEMORY_TABLES }, group)
    expect(read.sites.map(({ site }) => site)).toEqual(['gulf'])
    expect(new Set(read.sites[0]?.participants.map(({ arm }) => arm))).toEqual(new Set(['hidden', null]))
    for (const sql of engine.asked) expect(sql).not.toMatch(/canyon|select participant, arm/)
  })
})
