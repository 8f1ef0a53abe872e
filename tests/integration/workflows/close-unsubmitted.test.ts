import { beforeEach, describe, expect, test } from 'vitest'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import type { DueClosing } from '../../../functions/records/due/due.ts'
import { closeUnsubmitted } from '../../../functions/workflows/responses/close-unsubmitted.ts'
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { createCrashingTables } from '../../support/crashing-tables.ts'

/* Enrolled in New York on 2 March 2026, 10:00: the baseline is open until 16 March is over, 04:00 UTC on the 17th. */

const CLOSES = '2026-03-17T04:00:00.000Z'
const PEG = ['peg/pain', 'peg/enjoyment', 'peg/activity']

let clinic: Clinic
let participant: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await enrol(clinic)
})

async function enrol(of: Clinic): Promise<string> {
  const id = await of.enrol()
  await of.tick()
  return id
}
/** The three questions of the PEG, each answered 6, and no more. */
async function answerPeg(of: Clinic = clinic): Promise<void> {
  for (const [at] of PEG.entries())
    expect((await of.postJson(`${of.newestLink()}/${at + 1}`, { answer: '6' })).status).toBe(200)
}
const due = (of = participant): DueClosing => ({
  ...{ kind: 'closing', study: STUDY, site: 'harbor', participant: of, timepoint: 'baseline', dueAt: CLOSES },
})
const scope = () => clinic.participantScope('harbor', participant)
const readSheets = () => clinic.deps.scores.listAllByParticipant(scope())
const read = async (path: string) => {
  const reply = await clinic.apiConfirmed('coordinator-harbor', 'GET', `/api/studies/${STUDY}${path}`)
  expect(reply.status, path).toBe(200)
  return reply
}
const passClose = (of: Clinic = clinic) => of.advance('P14DT13H')

describe('nothing is closed', () => {
  test('while the window is open, and it is closed at its end', async () => {
    await answerPeg()
    expect(await closeUnsubmitted(clinic.deps, due())).toBe('put-off')
    clinic.advance('P14DT12H59M')
    expect(await clinic.tick()).not.toContain('closed')
    clinic.advance('PT1M')
    expect(await clinic.tick()).toContain('closed')
  })

  test('that nobody began, that was submitted, or that was cancelled', async () => {
    passClose()
    expect(await clinic.tick()).not.toContain('closed')
    expect(await closeUnsubmitted(clinic.deps, due())).toBe('nothing-due')
    const other = await openClinic('2026-03-02T15:00:00Z')
    const sent = await enrol(other)
    await answerPeg(other)
    expect((await other.postJson(`${other.newestLink()}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(
      200,
    )
    passClose(other)
    expect(await other.tick()).not.toContain('closed')
    expect(await closeUnsubmitted(other.deps, due(sent))).toBe('nothing-due')
    const left = await openClinic('2026-03-02T15:00:00Z')
    const gone = await enrol(left)
    await answerPeg(left)
    left.advance('P1D')
    const path = `/api/studies/${STUDY}/participants/${gone}/disposition`
    const withdrawn = { how: 'withdrawn', at: '2026-03-03T14:00:00Z' }
    expect((await left.apiConfirmed('coordinator-harbor', 'PUT', path, withdrawn)).status).toBe(200)
    passClose(left)
    expect(await left.tick()).not.toContain('closed')
    // It has left the index of what is due.
    expect(await left.tick()).toEqual([])
  })
})

describe('what was answered and never sent', () => {
  beforeEach(() => answerPeg())

  test('is closed once, however often that is asked for, and its answers and scores are kept with their mark', async () => {
    passClose()
    const results = await Promise.all(Array.from({ length: 5 }, () => closeUnsubmitted(clinic.deps, due())))
    expect(results.sort()).toEqual(['closed', ...Array(4).fill('nothing-due')])
    expect(await closeUnsubmitted(clinic.deps, due())).toBe('nothing-due')
    expect(await clinic.tick()).not.toContain('closed')
    const survey = await clinic.readSurvey(participant)
    expect(survey?.response?.answers).toEqual(Object.fromEntries(PEG.map((key) => [key, '6'])))
    const [sheet, ...others] = await readSheets()
    expect(others).toEqual([])
    expect(sheet).toMatchObject({
      ...{ answeredAt: '2026-03-02T15:00:00.000Z', notSubmitted: { closesAt: CLOSES } },
    })
    // The mean of 6, 6 and 6 (Krebs 2009); what was not reached has no score, and not 0.
    expect(sheet?.scores.find(({ instrument }) => instrument === 'peg@1.0.0')).toMatchObject({ value: 6 })
    expect(sheet?.scores.find(({ instrument }) => instrument.startsWith('phq-9'))).toMatchObject({
      kind: 'not-scorable',
    })
    const audit = await clinic.readAudit(participant)
    expect(audit.filter(({ action }) => action === 'response.closed-unsubmitted')).toMatchObject([
      { actor: { kind: 'system' }, about: { timepoint: 'baseline' } },
    ])
  })

  test('takes no answer and no submission any more', async () => {
    passClose()
    await clinic.tick()
    expect((await clinic.postJson(`${clinic.newestLink()}/4`, { answer: '5' })).status).toBe(410)
    expect((await clinic.postJson(`${clinic.newestLink()}/submit`, { revision: 1 })).status).toBe(410)
  })

  test('shows in assessments, scores, answers, completion and the cohort file as what it is', async () => {
    passClose()
    await clinic.tick()
    const one = `/participants/${participant}`
    expect(await (await read(`${one}/assessments`)).json()).toMatchObject({
      assessments: [{ timepoint: 'baseline', state: 'partly-answered' }],
    })
    expect(await (await read(`${one}/scores`)).json()).toMatchObject({
      timepoints: [{ timepoint: 'baseline', submitted: false }],
    })
    expect(await (await read('/responses?site=harbor')).json()).toMatchObject({
      responses: [{ state: 'not-submitted', submittedAt: null }],
    })
    const csv = await (await read('/responses?site=harbor&format=csv')).text()
    expect(csv.split('\r\n')[1]).toContain(',baseline,not-submitted,')
    type Resources = { entry: { resource: { resourceType: string; status: string; item?: object[] } }[] }
    const fhir = (await (await read(`${one}/responses/baseline/fhir`)).json()) as Resources
    const list = (type: string) =>
      fhir.entry.flatMap(({ resource }) => (resource.resourceType === type ? [resource.status] : []))
    expect(new Set(list('QuestionnaireResponse'))).toEqual(new Set(['stopped']))
    expect(new Set(list('Observation'))).toEqual(new Set(['preliminary']))
    expect(await (await read('/cohort?site=harbor')).json()).toMatchObject({
      participants: [{ scores: [{ timepoint: 'baseline', notSubmitted: { closesAt: CLOSES } }] }],
    })
    const comparison = (await (await read('/analyses/definition-comparison?timepoint=week-4')).json()) as {
      completion: object[]
    }
    expect(comparison.completion).toContainEqual(
      expect.objectContaining({
        ...{ timepoint: 'baseline', site: 'harbor' },
        standings: expect.objectContaining({ 'partly-answered': 1, missed: 0, completed: 0 }),
      }),
    )
    const console = createConsoleRoutes({
      ...clinic.deps,
      session: createSession('https://concord.example'),
      signIn: {} as never,
    } as never)
    const page = await console.request(`/console/studies/${STUDY}${one}`, {
      headers: { cookie: '__Host-concord-session=coordinator-harbor' },
    })
    const text = await page.text()
    expect(text).toContain('Partly answered')
    expect(text).toContain('Not sent: 6. It does not count.')
  })

  test('is no FHIR response while it is open, and one without scores until it is closed in the tables too', async () => {
    const read = () =>
      clinic.api(
        'coordinator-harbor',
        'GET',
        `/api/studies/${STUDY}/participants/${participant}/responses/baseline/fhir`,
      )
    expect((await read()).status).toBe(404)
    passClose()
    const { entry } = (await (await read()).json()) as { entry: { resource: { resourceType: string } }[] }
    expect(new Set(entry.map(({ resource }) => resource.resourceType))).toEqual(
      new Set(['QuestionnaireResponse']),
    )
  })

  test('has a reason that can be recorded, as what was missed has', async () => {
    passClose()
    const path = `/api/studies/${STUDY}/participants/${participant}/assessments/baseline/reason`
    const reply = await clinic.apiConfirmed('coordinator-harbor', 'PUT', path, {
      reason: 'too-busy-or-forgot',
    })
    expect(reply.status).toBe(200)
  })

  test('goes on where its window opens again, and what is sent then is what counts', async () => {
    const treatments = `/api/studies/${STUDY}/participants/${participant}/treatments`
    const givenAt = '2026-03-02T15:30:00.000Z'
    clinic.advance('P1D')
    const given = { kind: 'ketamine-infusion', givenAt }
    expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', treatments, given)).status).toBe(201)
    expect(await clinic.tick()).toContain('closed')
    const voiding = { reason: 'not-given', confirm: ['cancels-assessments'] }
    const path = `${treatments}/${given.kind}/${givenAt}/void`
    expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', path, voiding)).status).toBe(200)
    expect((await clinic.readSurvey(participant))?.assessment.progress).toBe('started')
    expect((await (await read(`/participants/${participant}/scores`)).json()) as object).toMatchObject({
      timepoints: [],
    })
    const sent = await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    expect(sent.status).toBe(200)
    expect(
      (await clinic.deps.scores.listByParticipant(scope())).map(({ notSubmitted }) => notSubmitted),
    ).toEqual([undefined])
    expect(await (await read(`/participants/${participant}/scores`)).json()).toMatchObject({
      timepoints: [{ timepoint: 'baseline', submitted: true }],
    })
  })
})

describe('a follow-up that was answered and never sent', () => {
  async function answerWeek1(unsubmittedAnswers?: 'counted') {
    const shipped = openShippedLibrary()
    const study = shipped.findStudy(STUDY)?.definition
    if (!study) throw new Error('no study')
    const library = openLibrary(
      shipped.instruments.map(({ definition }) => definition),
      [{ ...structuredClone(study), ...(unsubmittedAnswers && { unsubmittedAnswers }) }],
    )
    clinic = await openClinic('2026-03-02T15:00:00Z', undefined, library)
    participant = await enrol(clinic)
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: { ...BASELINE_ANSWERS, ...WORST_8 } })
    clinic.advance('P1D')
    const treatments = `/api/studies/${STUDY}/participants/${participant}/treatments`
    const given = { kind: 'ketamine-infusion', givenAt: '2026-03-03T14:00:00Z' }
    expect((await clinic.apiConfirmed('coordinator-harbor', 'POST', treatments, given)).status).toBe(201)
    clinic.advance('P8D')
    await clinic.tick()
    // Question 4 is worst pain: from 8 to 4.
    for (const [place, answer] of [
      [1, '6'],
      [2, '6'],
      [3, '6'],
      [4, '4'],
    ] as const)
      expect((await clinic.postJson(`${clinic.newestLink()}/${place}`, { answer })).status).toBe(200)
    clinic.advance('P8D')
    await clinic.tick()
    const { verdicts } = (await (await read(`/participants/${participant}/scores`)).json()) as {
      verdicts: { definition: string; timepoint: string; result: string; reasons: string[] }[]
    }
    return verdicts.find((one) => one.definition.startsWith('pain-relief-30@') && one.timepoint === 'week-1')
  }
  const WORST_8 = { 'worst-pain-nrs/worst': '8' }

  test('gives no verdict, and that is the reason', async () => {
    expect(await answerWeek1()).toMatchObject({ result: 'not-assessable', reasons: ['not-submitted'] })
  })

  test('counts in a study that says so', async () => {
    expect(await answerWeek1('counted')).toMatchObject({ result: 'met' })
  })
})

describe.each(['before', 'after'] as const)('killed %s any of its commands', (when) => {
  /** One who answered and whose window has ended, and how many commands the closing takes. */
  async function open() {
    const tables = await createCrashingTables()
    clinic = await openClinic('2026-03-02T15:00:00Z', tables)
    participant = await enrol(clinic)
    await answerPeg()
    passClose()
    tables.live()
    return tables
  }

  test('a closing is done once by whoever comes next', async () => {
    const whole = await open()
    expect(await closeUnsubmitted(clinic.deps, due())).toBe('closed')
    const steps = whole.commands()
    expect(steps).toBeGreaterThan(1)
    for (let step = 0; step < steps; step += 1) {
      const tables = await open()
      tables.crashDuringStep(step, when)
      await closeUnsubmitted(clinic.deps, due()).catch(() => undefined)
      tables.live()
      expect(['closed', 'nothing-due']).toContain(await closeUnsubmitted(clinic.deps, due()))
      expect(await readSheets(), `${when} ${step}`).toHaveLength(1)
      const audit = await clinic.readAudit(participant)
      expect(audit.filter(({ action }) => action === 'response.closed-unsubmitted')).toHaveLength(1)
    }
  })
})
