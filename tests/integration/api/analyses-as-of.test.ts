import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { computeResponderRate } from '../../../functions/analysis/responder-rate/responder-rate.ts'
import { runOutcomesCommand } from '../../../functions/cli/run-outcomes-command.ts'
import { formatIso } from '../../../functions/platform/core/clock.ts'
import { findOperatorSite, type SiteScope } from '../../../functions/platform/core/scope.ts'
import { findMissedReason } from '../../../functions/records/assessment/missed-reason.ts'
import { scoreBattery } from '../../../functions/records/score/score.ts'
import { isMissedOrLate } from '../../../functions/rules/assessments/missed-or-late.ts'
import { readCohort } from '../../../functions/workflows/analyses/read-cohort.ts'
import { recomputeScores, type Scoring } from '../../../functions/workflows/scores/recompute-scores.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { listEstimands } from '../../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import { cohortFileSchema } from '../../../web/api/analyses/cohort-file.ts'
import { MISSED_REASONS } from '../../../web/api/participants/missed-reasons.ts'
import { Random } from '../../simulation/random.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const library = openShippedLibrary()
const study = library.findStudy(STUDY)?.definition
if (!study) throw new Error('no study')
const measures = buildStudyMeasures(study, library)
const SITES = ['harbor', 'mesa']
const scopes = SITES.flatMap((site) => findOperatorSite(study, site) ?? [])
const KIND = 'ketamine-infusion'

/** Finds every score to be its own number. */
const createScoring = (algorithm: string): Scoring => ({
  algorithm,
  score: (battery, answers) =>
    scoreBattery(battery, answers).map((score) =>
      score.kind === 'scored'
        ? { ...score, algorithm, exact: algorithm, value: Number(algorithm) }
        : { ...score, algorithm },
    ),
})

/** A history that a seed draws, through the real functions and stores. */
async function openHistory(clinic: Clinic, seed: number) {
  const random = new Random(seed)
  const people: { site: string; participant: string }[] = []
  let algorithm = 1
  let drawn = 0
  const somebody = () => random.pick(people)
  const call = (one: { site: string; participant: string }, method: string, path: string, body?: unknown) =>
    clinic.apiConfirmed(
      `coordinator-${one.site}`,
      method,
      `/api/studies/${STUDY}/participants/${one.participant}${path}`,
      body,
    )
  const somebodyTreated = async (list: 'listByParticipant' | 'listAllByParticipant') => {
    const treated = []
    for (const one of people) {
      const treatments = await clinic.deps.treatments[list](
        clinic.participantScope(one.site, one.participant),
      )
      if (treatments.length > 0) treated.push({ one, treatments })
    }
    return treated.length === 0 ? undefined : random.pick(treated)
  }
  const earlier = () => formatIso(clinic.time.now.subtract({ hours: random.below(200) }))

  async function answer(one: { site: string; participant: string }): Promise<number | undefined> {
    const scope = clinic.participantScope(one.site, one.participant)
    const now = formatIso(clinic.time.now)
    const open = (await clinic.deps.assessments.listByParticipant(scope)).filter(
      ({ opensAt, closesAt, progress }) =>
        opensAt <= now && now < closesAt && (progress === 'untouched' || progress === 'started'),
    )
    if (open.length === 0) return undefined
    const { timepoint, battery } = random.pick(open)
    const link = `/s/${clinic.links.createSurveyToken({ ...scope, timepoint, generation: 0 })}`
    if (random.chance(0.3))
      return (await clinic.postJson(`${link}/1`, { answer: String(random.below(5)) })).status
    const asked = new Set(battery.map((ref) => ref.split('@')[0]))
    const answers = Object.fromEntries(
      Object.entries(BASELINE_ANSWERS)
        .filter(([key]) => asked.has(key.split('/')[0]))
        .map(([key, code]) => [key, key.startsWith('peg') ? String(random.below(11)) : code]),
    )
    return (await clinic.postJson(`${link}/submit`, { answers })).status
  }

  const steps: Record<string, () => Promise<number | undefined>> = {
    enrol: async () => {
      const site = random.pick(SITES)
      people.push({
        site,
        participant: await clinic.enrol(site, `+120255501${String(++drawn).padStart(2, '0')}`),
      })
      return 201
    },
    treat: async () =>
      (await call(somebody(), 'POST', '/treatments', { kind: KIND, givenAt: earlier() })).status,
    move: async () => {
      const found = await somebodyTreated('listByParticipant')
      if (!found) return undefined
      const { one, treatments: given } = found
      const path = `/treatments/${KIND}/${random.pick(given).givenAt}/move`
      return (await call(one, 'POST', path, { givenAt: earlier() })).status
    },
    void: async () => {
      const found = await somebodyTreated('listByParticipant')
      if (!found) return undefined
      const { one, treatments: given } = found
      const path = `/treatments/${KIND}/${random.pick(given).givenAt}/void`
      return (await call(one, 'POST', path, { reason: 'not-given' })).status
    },
    recordAgain: async () => {
      const found = await somebodyTreated('listAllByParticipant')
      if (!found) return undefined
      const { one, treatments: every } = found
      const { givenAt } = random.pick(every)
      return (await call(one, 'POST', `/treatments/${KIND}/${givenAt}/restore`, {})).status
    },
    answer: () => answer(somebody()),
    leave: async () =>
      (
        await call(somebody(), 'PUT', '/disposition', {
          how: random.pick(['withdrawn', 'died', 'lost-to-follow-up']),
          at: earlier(),
        })
      ).status,
    stay: async () => (await call(somebody(), 'DELETE', '/disposition')).status,
    travel: async () =>
      (
        await call(somebody(), 'PATCH', '', {
          timeZone: random.pick(['America/New_York', 'Asia/Kolkata', 'Europe/London']),
        })
      ).status,
    tell: async () => {
      const one = somebody()
      const scope = clinic.participantScope(one.site, one.participant)
      const now = formatIso(clinic.time.now)
      const missed = (await clinic.deps.assessments.listByParticipant(scope)).filter((each) =>
        isMissedOrLate(each, now),
      )
      if (missed.length === 0) return undefined
      const reason = random.pick([...MISSED_REASONS, null])
      return (await call(one, 'PUT', `/assessments/${random.pick(missed).timepoint}/reason`, { reason }))
        .status
    },
    happen: async () =>
      (
        await call(somebody(), 'POST', '/events', {
          at: earlier(),
          event: random.pick([
            { kind: 'rescue-treatment', treatment: 'opioid' },
            { kind: 'treatment-stopped', reason: 'no-benefit' },
          ]),
        })
      ).status,
    undo: async () => {
      const one = somebody()
      const found = await clinic.deps.clinicalEvents.listByParticipant(
        clinic.participantScope(one.site, one.participant),
      )
      if (found.length === 0) return undefined
      return (await call(one, 'POST', `/events/${random.pick(found).id}/void`, { reason: 'other' })).status
    },
    recompute: async () => {
      algorithm += 1
      for (const scope of scopes)
        await recomputeScores(clinic.deps, scope, createScoring(String(algorithm)), () => true)
      return 200
    },
  }
  const weighted = [
    ...['enrol', 'treat', 'treat', 'treat', 'move', 'void', 'void', 'recordAgain', 'recordAgain'],
    ...['answer', 'answer', 'answer', 'answer', 'answer', 'leave', 'stay', 'stay', 'travel', 'tell', 'tell'],
    ...['happen', 'happen', 'undo'],
  ]

  return {
    /** One step, some time after the one before, or in the very same millisecond. @returns what was done, and what came of it */
    async step(): Promise<string> {
      if (random.chance(0.8)) clinic.advance(random.pick(['PT0.001S', 'PT3H', 'P1D', 'P5D']))
      const name = people.length < 4 ? 'enrol' : random.chance(0.04) ? 'recompute' : random.pick(weighted)
      const status = await steps[name]?.()
      if (status !== undefined && status >= 500) throw new Error(`${name} answered ${status}`)
      return status !== undefined && status < 300 ? name : 'nothing'
    },
  }
}

/** All that is told of an instant, in bytes. */
async function readDisclosed(clinic: Clinic, asOf: string): Promise<string> {
  if (!study) throw new Error('no study')
  const cohort = await readCohort(clinic.deps, study, scopes, asOf)
  const [definition] = study.responderDefinitions
  if (!definition) throw new Error('no definition')
  const [estimand] = listEstimands(study)
  const outcome = computeResponderRate(cohort, study, measures, {
    ...{ definition, timepoint: 'week-1', estimand },
    imputation: { imputations: 5, seed: 1 },
  })
  const path = `/api/studies/${STUDY}/analyses/definition-comparison?timepoint=week-1&asOf=${asOf}`
  const lab = await (await clinic.apiConfirmed('coordinator-harbor', 'GET', path)).text()
  return JSON.stringify({ cohort, outcome, lab })
}

/** Of each participant by themselves. */
async function readStandingRecords(clinic: Clinic, scope: SiteScope) {
  const { participants } = await clinic.deps.participants.readPage(scope, undefined, 500)
  const records = await Promise.all(
    participants.map(async ({ participant }) => {
      const one = clinic.participantScope(scope.site, participant)
      const [sheets, treatments] = await Promise.all([
        clinic.deps.scores.listByParticipant(one),
        clinic.deps.treatments.listByParticipant(one),
      ])
      return { sheets, treatments: treatments.map(({ givenAt }) => [participant, givenAt]) }
    }),
  )
  return {
    ...{ site: scope.site, sheets: records.flatMap(({ sheets }) => sheets).length },
    treatments: records.flatMap(({ treatments }) => treatments),
  }
}

/** What stands now, by the items' present fields alone; and the same as it is told of now. */
async function standingAndTold(clinic: Clinic) {
  if (!study) throw new Error('no study')
  const { sites } = await readCohort(clinic.deps, study, scopes, formatIso(clinic.time.now))
  const told = sites.map(({ site, rows, participants }) => ({
    ...{ site, sheets: rows.sheets.length },
    treatments: rows.treatments.map(({ participant, givenAt }) => [participant, givenAt]),
    assessments: rows.assessments.map((one) => [
      one.participant,
      one.timepoint,
      one.progress,
      one.opensAt,
      one.closesAt,
      one.missedReason ?? null,
    ]),
    ended: participants.flatMap(({ participant, ended }) => (ended ? [[participant, ended.how]] : [])),
  }))
  const standing = await Promise.all(
    scopes.map(async (scope) => ({
      ...(await readStandingRecords(clinic, scope)),
      assessments: (await clinic.deps.assessments.listBySite(scope)).map((one) => [
        ...[
          one.participant,
          one.timepoint,
          one.progress,
          one.opensAt,
          one.closesAt,
          findMissedReason(one)?.reason ?? null,
        ],
      ]),
      ended: (await clinic.deps.participants.readPage(scope, undefined, 500)).participants.flatMap(
        ({ participant, ended }) => (ended ? [[participant, ended.how]] : []),
      ),
    })),
  )
  return { standing, told }
}

const folder = mkdtempSync(join(tmpdir(), 'concord-as-of-'))
let clinic: Clinic
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await clinic.tables.drop()
})

async function filesNow(): Promise<string> {
  const files = await Promise.all(
    SITES.map(async (site) => {
      const reply = await clinic.apiConfirmed(
        `coordinator-${site}`,
        'GET',
        `/api/studies/${STUDY}/cohort?site=${site}`,
      )
      return z.strictObject(cohortFileSchema.shape).parse(await reply.json())
    }),
  )
  const from = join(folder, `files-${formatIso(clinic.time.now)}`)
  mkdirSync(from, { recursive: true })
  files.forEach((file, at) => {
    writeFileSync(join(from, `${at}.json`), JSON.stringify(file))
  })
  return from
}

function computed(from: string, name: string, ...more: string[]): Record<string, string> {
  const out = join(folder, name)
  const { exitCode, err } = runOutcomesCommand(['--study', STUDY, '--out', out, ...more, from], library)
  expect(err).toBe('')
  expect(exitCode).toBe(0)
  return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), 'utf8')]))
}

describe('the same instant gives the same bytes, whatever is recorded later', () => {
  test.each([1, 2])('through the history of seed %i', { timeout: 120_000 }, async (seed) => {
    clinic = await openClinic('2026-03-02T15:00:00Z')
    const history = await openHistory(clinic, seed)
    const done = new Map<string, number>()
    const told = new Map<string, string>()
    for (let step = 0; step < 70; step += 1) {
      const name = await history.step()
      done.set(name, (done.get(name) ?? 0) + 1)
      // Of several steps in one millisecond the last one tells.
      const now = formatIso(clinic.time.now)
      told.set(now, await readDisclosed(clinic, now))
      const present = await standingAndTold(clinic)
      expect(present.told, name).toEqual(present.standing)
    }
    for (const [asOf, before] of told) expect(await readDisclosed(clinic, asOf), asOf).toBe(before)
    // A history in which nothing happens would prove nothing.
    for (const name of ['enrol', 'treat', 'void', 'recordAgain', 'answer', 'leave', 'stay', 'tell', 'happen'])
      expect(done.get(name) ?? 0, name).toBeGreaterThan(0)
    expect(new Set(told.values()).size).toBeGreaterThan(40)
  })

  test('from exported files too', { timeout: 120_000 }, async () => {
    clinic = await openClinic('2026-03-02T15:00:00Z')
    const history = await openHistory(clinic, 7)
    const folders: { asOf: string; from: string }[] = []
    for (let step = 1; step <= 60; step += 1) {
      await history.step()
      if (step % 20 === 0) folders.push({ asOf: formatIso(clinic.time.now), from: await filesNow() })
      clinic.advance('PT1S')
    }
    const last = folders.at(-1)
    if (!last) throw new Error('no files')
    for (const { asOf, from } of folders)
      expect(computed(last.from, `late-${asOf}`, '--as-of', asOf), asOf).toEqual(
        computed(from, `then-${asOf}`, '--as-of', asOf),
      )
  })
})

describe('what was known at an instant', () => {
  test('holds a treatment until it was taken back, and again from when it was recorded anew', async () => {
    clinic = await openClinic('2026-03-02T15:00:00Z')
    const participant = await clinic.enrol()
    const path = `/api/studies/${STUDY}/participants/${participant}/treatments`
    const givenAt = '2026-03-02T14:00:00.000Z'
    const known = async (asOf: string) => {
      if (!study) throw new Error('no study')
      const { sites } = await readCohort(clinic.deps, study, scopes, asOf)
      const rows = sites.find(({ site }) => site === 'harbor')?.rows
      return [
        rows?.treatments.length,
        rows?.assessments.map(({ timepoint, progress }) => `${timepoint} ${progress}`),
      ]
    }
    const instants: string[] = []
    const then = () => {
      instants.push(formatIso(clinic.time.now))
      clinic.advance('PT1M')
    }
    then()
    await clinic.apiConfirmed('coordinator-harbor', 'POST', path, { kind: KIND, givenAt })
    then()
    await clinic.apiConfirmed('coordinator-harbor', 'POST', `${path}/${KIND}/${givenAt}/void`, {
      reason: 'duplicate',
    })
    then()
    await clinic.apiConfirmed('coordinator-harbor', 'POST', path, { kind: KIND, givenAt })
    then()
    const [enrolled, treated, voided, again] = await Promise.all(instants.map(known))
    expect(enrolled).toEqual([0, ['baseline untouched']])
    expect(treated?.[0]).toBe(1)
    expect(treated?.[1]).toContain('week-1 untouched')
    expect(voided?.[0]).toBe(0)
    expect(voided?.[1]).toContain('week-1 cancelled')
    expect(again).toEqual(treated)
  })
})
