import { describe, expect, test } from 'vitest'
import { buildCohortSite } from '../../../../functions/analysis/cohort/cohort.ts'
import { filterCohort } from '../../../../functions/analysis/cohort/filter-cohort.ts'
import {
  computeResponderRate,
  type ResponderRateQuestion,
} from '../../../../functions/analysis/responder-rate/responder-rate.ts'
import { readLakeRate } from '../../../../functions/workflows/lake/read-lake-rate.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../../surveys/study/definition.ts'
import { listEstimands } from '../../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../../surveys/study/measures.ts'
import { MEMORY_TABLES, openMemoryLake } from '../../../support/memory-lake.ts'
import { buildRandomHistories, HISTORY_BEGINS } from '../../../support/random-histories.ts'

const DAY = 86_400_000
const onDay = (day: number) => new Date(HISTORY_BEGINS + day * DAY).toISOString()
const library = openShippedLibrary()

function open(id: string): StudyDefinition {
  const study = library.findStudy(id)?.definition
  if (!study) throw new Error(`${id} ships`)
  return study
}

async function fill(study: StudyDefinition, count: number, seed: number, sitesAtOnce = 1) {
  const measures = buildStudyMeasures(study, library)
  const engine = await openMemoryLake(sitesAtOnce)
  const histories = new Map(
    study.sites.map(({ id }, at) => [id, buildRandomHistories(study, measures, id, count + at, seed)]),
  )
  for (const [site, history] of histories) await engine.add(study.id, site, history)
  const sites = [...histories.keys()]
  const buildCohort = (asOf: string, of = study) => ({
    asOf,
    sites: Array.from(histories, ([site, { rows, people }]) =>
      buildCohortSite(
        of,
        site,
        rows,
        of.arms.length > 0 || study.arms.length === 0 ? people : hideArms(people),
        asOf,
      ),
    ),
  })
  return { measures, engine, sites, buildCohort }
}

function hideArms(people: ReturnType<typeof buildRandomHistories>['people']): typeof people {
  return new Map(Array.from(people, ([id, one]) => [id, { ...one, arm: one.arm === null ? null : 'hidden' }]))
}

function listQuestions(study: StudyDefinition, timepoint: string): readonly ResponderRateQuestion[] {
  return study.responderDefinitions.flatMap((definition) =>
    listEstimands(study).map((estimand) => ({
      ...{ definition, timepoint, estimand, imputation: { imputations: 0, seed: 1 } },
      stratifyBy: study.attributes[0],
    })),
  )
}

describe('the responder rate from the lake', () => {
  test.each([
    ['ketamine-magnesium-trial', 1, 'which', 40, [60, 400]],
    ['ketamine-magnesium-trial', 100, 'which', 40, [90]],
    ['ketamine-infusion-registry', 100, 'none', 40, [120]],
  ] as const)(
    'of %s is that of the cohort in memory to the last bit, %i clinics at once',
    async (id, sitesAtOnce, arms, count, days) => {
      const study = open(id)
      const { measures, engine, sites, buildCohort } = await fill(study, count, 7, sitesAtOnce)
      const lake = { engine, tables: MEMORY_TABLES }
      for (const day of days) {
        const asOf = onDay(day)
        const cohort = buildCohort(asOf)
        const timepoint = day < 200 ? 'week-4' : (study.timepoints.at(-1)?.id ?? '')
        for (const question of listQuestions(study, timepoint))
          expect(
            await readLakeRate(lake, { study, sites, asOf, arms }, measures, question),
            `${question.definition.id} ${question.estimand.id} on day ${day}`,
          ).toEqual(computeResponderRate(cohort, study, measures, question))
      }
    },
  )

  test('with imputed scores is the same, and of participants of a kind', async () => {
    const study = open('ketamine-magnesium-trial')
    const { measures, engine, sites, buildCohort } = await fill(study, 50, 11)
    const asOf = onDay(300)
    const [question] = listQuestions(study, 'week-4') as [ResponderRateQuestion]
    const asked = { ...question, imputation: { imputations: 5, seed: 3 } }
    const filter = [
      { attribute: 'mechanism', option: 'nociplastic' },
      { attribute: 'mechanism', option: null },
    ]
    const population = { study, sites, asOf, filter, arms: 'which' } as const
    expect(await readLakeRate({ engine, tables: MEMORY_TABLES }, population, measures, asked)).toEqual(
      computeResponderRate(filterCohort(buildCohort(asOf), filter), study, measures, asked),
    )
  })

  test('of a blinded reader asks for no arm', async () => {
    const study = open('ketamine-magnesium-trial')
    const blinded = { ...study, arms: [] }
    const { measures, engine, sites, buildCohort } = await fill(study, 40, 5)
    const asOf = onDay(300)
    const [question] = listQuestions(blinded, 'week-4') as [ResponderRateQuestion]
    const population = { study: blinded, sites, asOf, arms: 'whether' } as const
    expect(await readLakeRate({ engine, tables: MEMORY_TABLES }, population, measures, question)).toEqual(
      computeResponderRate(buildCohort(asOf, blinded), blinded, measures, question),
    )
    for (const sql of engine.asked.filter((one) => one.includes('from allocations')))
      expect(sql).toMatch(/max\('hidden'\) as arm from \(select participant from allocations where/)
  })

  test('holds nobody of a clinic that is not asked for, and nothing that was recorded later', async () => {
    const study = open('ketamine-magnesium-trial')
    const { measures, engine, buildCohort } = await fill(study, 40, 5)
    const asOf = onDay(90)
    const [question] = listQuestions(study, 'week-4') as [ResponderRateQuestion]
    const all = buildCohort(asOf)
    const own = { ...all, sites: all.sites.filter(({ site }) => site === 'gulf') }
    const population = { study, sites: ['gulf'], asOf, arms: 'which' } as const
    expect(await readLakeRate({ engine, tables: MEMORY_TABLES }, population, measures, question)).toEqual(
      computeResponderRate(own, study, measures, question),
    )
  })
})
