import { describe, expect, test } from 'vitest'
import { buildCohortSite } from '../../../../functions/analysis/cohort/cohort.ts'
import { filterCohort } from '../../../../functions/analysis/cohort/filter-cohort.ts'
import { computeMeanChange } from '../../../../functions/analysis/mean-change/cohort-mean-change.ts'
import { computeMeanChangeStrata } from '../../../../functions/analysis/mean-change/mean-change-strata.ts'
import {
  type CohortChanges,
  listChanges,
  type MeanChangeQuestion,
} from '../../../../functions/analysis/mean-change/participant-changes.ts'
import { readLakeChanges } from '../../../../functions/workflows/lake/read-lake-changes.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'
import { MEMORY_TABLES, openMemoryLake } from '../../../support/memory-lake.ts'
import { buildRandomHistories, HISTORY_BEGINS } from '../../../support/random-histories.ts'

const library = openShippedLibrary()
const study = library.findStudy('ketamine-magnesium-trial')?.definition as StudyDefinition
const measures = buildStudyMeasures(study, library)
const [attribute] = study.attributes
if (!attribute) throw new Error('the trial has attributes')
const onDay = (day: number) => new Date(HISTORY_BEGINS + day * 86_400_000).toISOString()
const sites = study.sites.map(({ id }) => id)
const viewer = { sites, minimumCellSize: study.minimumCellSize }

async function fill(count: number, seed: number) {
  const engine = await openMemoryLake(2)
  const histories = new Map(
    sites.map((site) => [site, buildRandomHistories(study, measures, site, count, seed)]),
  )
  for (const [site, history] of histories) await engine.add(study.id, site, history)
  const buildCohort = (asOf: string) => ({
    asOf,
    sites: Array.from(histories, ([site, { rows, people }]) =>
      buildCohortSite(study, site, rows, people, asOf),
    ),
  })
  return { engine, buildCohort }
}

function compute(changes: CohortChanges, question: MeanChangeQuestion) {
  return [
    computeMeanChange(changes, question, viewer),
    computeMeanChangeStrata(changes, question, attribute as NonNullable<typeof attribute>, viewer),
  ]
}

describe('the mean change from the lake', () => {
  test('is that of the cohort in memory to the last bit, of every score and timepoint', async () => {
    const { engine, buildCohort } = await fill(60, 7)
    for (const day of [30, 120]) {
      const asOf = onDay(day)
      const cohort = buildCohort(asOf)
      for (const measure of measures.values())
        for (const { id: timepoint } of study.timepoints.filter(({ id }) => id !== study.baseline)) {
          const question = { study, measure, measures, timepoint }
          const group = { study, sites, asOf, arms: 'which' } as const
          const lake = { engine, tables: MEMORY_TABLES }
          const read = await readLakeChanges(lake, group, question, attribute.id)
          expect(compute(read, question), `${measure.name} ${timepoint}`).toEqual(
            compute(listChanges(cohort, question), question),
          )
        }
    }
  })

  test('of participants of a kind is that of them, and counts together who are alike', async () => {
    const { engine, buildCohort } = await fill(200, 11)
    const asOf = onDay(120)
    const filter = [{ attribute: attribute.id, option: attribute.options[0]?.code ?? '' }]
    const measure = [...measures.values()][0]
    if (!measure) throw new Error('the trial measures it')
    const question = { study, measure, measures, timepoint: 'week-4' }
    const group = { study, sites, asOf, filter, arms: 'which' } as const
    const read = await readLakeChanges({ engine, tables: MEMORY_TABLES }, group, question, undefined)
    const listed = listChanges(filterCohort(buildCohort(asOf), filter), question)
    expect(computeMeanChange(read, question, viewer)).toEqual(computeMeanChange(listed, question, viewer))
    expect(read.sites[0]?.ones.length).toBeLessThan(listed.sites[0]?.ones.length ?? 0)
  })
})
