import { beforeEach, describe, expect, test } from 'vitest'
import { findOperatorSite } from '../../../functions/platform/core/scope.ts'
import { findFirstBrokenEntry } from '../../../functions/records/audit/audit.ts'
import { scoreBattery } from '../../../functions/records/score/score.ts'
import {
  CURRENT_SCORING,
  recomputeScores,
  type Scoring,
} from '../../../functions/workflows/scores/recompute-scores.ts'
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const study = openShippedLibrary().findStudy(STUDY)?.definition
const harbor = findOperatorSite(study, 'harbor')
if (!harbor) throw new Error('no harbor')
const always = () => true

/** An algorithm that finds every score to be 1. */
const ONES: Scoring = {
  algorithm: '2',
  score: (battery, answers) =>
    scoreBattery(battery, answers).map((score) =>
      score.kind === 'scored'
        ? { ...score, algorithm: '2', exact: '1', value: 1 }
        : { ...score, algorithm: '2' },
    ),
}

let clinic: Clinic
let participants: string[]

beforeEach(async () => {
  clinic = await openClinic()
  participants = []
  for (const phone of ['+12025550101', '+12025550102', '+12025550103']) {
    participants.push(await clinic.enrol('harbor', phone))
    await clinic.tick()
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
  }
  participants.sort()
})

const sheets = async () =>
  (await clinic.tables.everything(clinic.tables.study)).filter(({ sk }) => String(sk).includes('#SCORES#'))
const readScores = async (participant: string) => {
  const path = `/api/studies/${STUDY}/participants/${participant}/scores`
  const { timepoints } = (await (await clinic.api('coordinator-harbor', 'GET', path)).json()) as {
    timepoints: {
      scores: { scale: string; value: number; algorithm: string }[]
      superseded: { algorithm: string; scores: { value: number }[] }[]
    }[]
  }
  return timepoints
}

describe('nothing is recomputed', () => {
  test('for a site that the study does not have', () => {
    expect(findOperatorSite(study, 'elsewhere')).toBeUndefined()
    expect(findOperatorSite(undefined, 'harbor')).toBeUndefined()
  })

  test('by the algorithm that made the scores', async () => {
    const before = await sheets()
    expect(await recomputeScores(clinic.deps, harbor, CURRENT_SCORING, always)).toEqual({
      ...{ recomputed: 0, already: 3, unknownDefinition: 0, next: null },
    })
    expect(await sheets()).toEqual(before)
  })

  test('with a definition that is not held, or holds something else', async () => {
    const shipped = openShippedLibrary().instruments.map(({ definition }) => definition)
    const other = shipped.map((one) => (one.id === 'peg' ? { ...one, source: 'elsewhere' } : one))
    for (const held of [shipped.filter(({ id }) => id !== 'peg'), other]) {
      const instruments = openLibrary(held, [])
      expect(await recomputeScores({ ...clinic.deps, instruments }, harbor, ONES, always)).toMatchObject({
        recomputed: 0,
        unknownDefinition: 3,
      })
    }
    expect(await sheets()).toHaveLength(3)
  })

  test('at a site of others', async () => {
    const mesa = findOperatorSite(study, 'mesa')
    expect(mesa && (await recomputeScores(clinic.deps, mesa, ONES, always))).toMatchObject({ recomputed: 0 })
    expect(await sheets()).toHaveLength(3)
  })
})

describe('by a newer algorithm', () => {
  test('the new scores are in force, the old ones are kept and shown as superseded', async () => {
    const [participant = ''] = participants
    const [before] = await readScores(participant)
    expect(before?.superseded).toEqual([])
    clinic.advance('P1D')
    expect(await recomputeScores(clinic.deps, harbor, ONES, always)).toMatchObject({
      recomputed: 3,
      next: null,
    })
    const [after] = await readScores(participant)
    expect(new Set(after?.scores.map(({ algorithm, value }) => `${algorithm}: ${value}`))).toEqual(
      new Set(['2: 1']),
    )
    expect(after?.superseded).toHaveLength(1)
    expect(after?.superseded[0]).toMatchObject({ algorithm: '1' })
    expect(after?.superseded[0]?.scores.map(({ value }) => value)).toEqual(
      before?.scores.map(({ value }) => value),
    )
    const entries = await clinic.audit.listChain(`${STUDY}#${participant}`)
    expect(entries.at(-1)).toMatchObject({
      action: 'scores.recomputed',
      actor: { kind: 'operator' },
      about: { timepoint: 'baseline', algorithm: '2' },
    })
    expect(findFirstBrokenEntry(entries)).toBeUndefined()
  })

  test('twice and at the same time makes each sheet once', async () => {
    const runs = await Promise.all([1, 2].map(() => recomputeScores(clinic.deps, harbor, ONES, always)))
    expect(runs.reduce((sum, { recomputed }) => sum + recomputed, 0)).toBe(3)
    expect(await recomputeScores(clinic.deps, harbor, ONES, always)).toMatchObject({
      recomputed: 0,
      already: 3,
    })
    expect(await sheets()).toHaveLength(6)
  })

  test('a run that has to stop goes on where it stopped', async () => {
    let left = 1
    const first = await recomputeScores(clinic.deps, harbor, ONES, () => left-- > 0)
    expect(first).toMatchObject({ recomputed: 1, next: `PARTICIPANT#${participants[0]}#SCORES#baseline` })
    expect(await recomputeScores(clinic.deps, harbor, ONES, () => false, first.next)).toEqual({
      ...{ recomputed: 0, already: 0, unknownDefinition: 0, next: first.next },
    })
    const rest = await recomputeScores(clinic.deps, harbor, ONES, always, first.next)
    expect(rest).toMatchObject({ recomputed: 2, next: null })
  })
})
