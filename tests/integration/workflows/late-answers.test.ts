import { beforeEach, describe, expect, test } from 'vitest'
import { createApiCall } from '../../../functions/api/api-client.ts'
import { callingConsole } from '../../../functions/console/calling-console.ts'
import { createConsoleRoutes } from '../../../functions/console/console.routes.tsx'
import { createSession } from '../../../functions/console/sign-in/session.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

/* The baseline is open from 2 March 2026, 10:00 in New York, until 16 March is over. */

const ORIGIN = 'https://concord.example'
const GIVEN = '2026-03-10T15:00:00.000Z'

let clinic: Clinic
let participant: string
let link: string
let path: string
beforeEach(async () => {
  clinic = await openClinic('2026-03-02T15:00:00Z')
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
  path = `/api/studies/${STUDY}/participants/${participant}/assessments/baseline/late-answers`
})

const decide = async (decision: string, who = 'coordinator-harbor') => {
  const reply = await clinic.api(who, 'POST', path, { decision })
  return { status: reply.status, body: (await reply.json()) as object }
}
const send = (position: number, answer: string, claimedAt = GIVEN) =>
  clinic.postJson(`${link}/${position}`, { answer, claimedAt })
const scope = () => clinic.participantScope('harbor', participant)
const readSheet = async () => (await clinic.deps.scores.listByParticipant(scope()))[0]
/** The first question was answered in time; the next two arrived late, the second one twice. */
async function arriveLate() {
  await send(1, '8')
  clinic.advance('P20D')
  await clinic.tick()
  expect((await send(2, '5')).status).toBe(200)
  expect((await send(3, '9', '2026-03-10T15:02:00.000Z')).status).toBe(200)
  expect((await send(3, '2', '2026-03-10T15:03:00.000Z')).status).toBe(200)
}

describe('deciding on late answers', () => {
  test('is for coordinators of the site, by one of two decisions', async () => {
    await arriveLate()
    expect((await decide('taken-in', 'coordinator-mesa')).status).toBe(404)
    expect((await decide('taken-in', 'lead')).status).toBe(404)
    expect((await decide('deleted')).status).toBe(422)
    expect((await clinic.readSurvey(participant))?.response?.answers).toEqual({ 'peg/pain': '8' })
  })

  test('decides on nothing where none waits', async () => {
    expect(await decide('taken-in')).toMatchObject({ status: 200, body: { decided: 0 } })
  })

  test('takes them in: the one given last counts, each keeps its time, and the scores are made anew', async () => {
    await arriveLate()
    // One of three answers: PEG needs them all.
    expect((await readSheet())?.scores[0]).toMatchObject({ instrument: 'peg@1.0.0', kind: 'not-scorable' })
    expect(await decide('taken-in')).toMatchObject({ status: 200, body: { decided: 3 } })
    expect(await decide('taken-in')).toMatchObject({ body: { decided: 0 } })
    const survey = await clinic.readSurvey(participant)
    expect(survey?.response).toMatchObject({
      ...{ state: 'draft', answers: { 'peg/pain': '8', 'peg/enjoyment': '5', 'peg/activity': '2' } },
      claimed: { 'peg/enjoyment': GIVEN, 'peg/activity': '2026-03-10T15:03:00.000Z' },
    })
    // (8 + 5 + 2) / 3
    expect(await readSheet()).toMatchObject({
      ...{ answeredAt: '2026-03-10T15:03:00.000Z', notSubmitted: { withLate: true } },
      scores: expect.arrayContaining([expect.objectContaining({ instrument: 'peg@1.0.0', value: 5 })]),
    })
    const audit = await clinic.readAudit(participant)
    expect(audit.filter(({ action }) => action === 'late-answers.taken-in')).toMatchObject([
      {
        ...{ actor: { kind: 'coordinator', sub: 'coordinator-harbor' } },
        about: { timepoint: 'baseline', answers: 3 },
      },
    ])
  })

  test('takes them into what nobody had begun in time, which is then partly answered', async () => {
    clinic.advance('P20D')
    await clinic.tick()
    await send(1, '7')
    expect(await decide('taken-in')).toMatchObject({ body: { decided: 1 } })
    const list = await clinic.api(
      'coordinator-harbor',
      'GET',
      `/api/studies/${STUDY}/participants/${participant}/assessments`,
    )
    expect(await list.json()).toMatchObject({ assessments: [{ state: 'partly-answered' }] })
    expect((await readSheet())?.notSubmitted?.withLate).toBe(true)
  })

  test('leaves them out: they stay where they are, and nothing else changes', async () => {
    await arriveLate()
    const before = await readSheet()
    expect(await decide('left-out')).toMatchObject({ body: { decided: 3 } })
    const survey = await clinic.readSurvey(participant)
    expect(survey?.response?.answers).toEqual({ 'peg/pain': '8' })
    expect(survey?.assessment.lateAnswers?.map(({ decision }) => decision)).toEqual(Array(3).fill('left-out'))
    expect(await readSheet()).toEqual(before)
    const audit = await clinic.readAudit(participant)
    expect(audit.filter(({ action }) => action === 'late-answers.left-out')).toHaveLength(1)
  })

  test('takes nothing in once the window is open again and the answers were sent', async () => {
    const treatments = `/api/studies/${STUDY}/participants/${participant}/treatments`
    const given = { kind: 'ketamine-infusion', givenAt: '2026-03-02T16:00:00.000Z' }
    await send(1, '8', '2026-03-02T15:30:00.000Z')
    clinic.advance('P1D')
    expect((await clinic.api('coordinator-harbor', 'POST', treatments, given)).status).toBe(201)
    expect((await send(2, '5', '2026-03-02T15:31:00.000Z')).status).toBe(200)
    const voiding = { reason: 'not-given', confirm: ['cancels-assessments'] }
    await clinic.api(
      'coordinator-harbor',
      'POST',
      `${treatments}/${given.kind}/${given.givenAt}/void`,
      voiding,
    )
    expect(await decide('taken-in')).toMatchObject({
      ...{ status: 409, body: { type: '/problems/late-answers-not-closed' } },
    })
    expect((await clinic.postJson(`${link}/submit`, { answers: BASELINE_ANSWERS })).status).toBe(200)
    expect((await decide('taken-in')).status).toBe(409)
    expect(await decide('left-out')).toMatchObject({ body: { decided: 1 } })
  })

  test('waits on Today, with what follows from it, until it is decided; nobody is called about it', async () => {
    const list = async () => {
      const reply = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/worklist`)
      return ((await reply.json()) as { tasks: { reasons: object[] }[] }).tasks
    }
    expect(await list()).toEqual([])
    await arriveLate()
    expect(await list()).toMatchObject([
      {
        participant,
        reasons: [{ kind: 'late-answers', timepoint: 'baseline', since: expect.any(String), until: null }],
      },
    ])
    const session = createSession(ORIGIN)
    const pages = callingConsole({ ...clinic.deps, callApi: createApiCall(clinic.deps), session })
    const see = async (language: string) => {
      const headers = { cookie: 'concord-session=coordinator-harbor', 'accept-language': language }
      return (await pages.request(`/console/studies/${STUDY}/worklist`, { headers })).text()
    }
    const page = await see('en')
    expect(page).toContain('3 answers wait for a decision.')
    expect(page).toContain('because this study counts only submitted answers')
    expect(page).toContain(`/participants/${participant}#late-answers`)
    // The window is closed: there is nothing to ask.
    expect(page).not.toContain('by phone</button>')
    expect(await see('es')).toContain('Hay 3 respuestas por decidir.')
    await decide('left-out')
    expect(await list()).toEqual([])
  })

  test('waits on Today also of someone whose participation has ended since', async () => {
    await arriveLate()
    const of = `/api/studies/${STUDY}/participants/${participant}`
    const ended = { how: 'died', at: clinic.time.now.toString() }
    expect((await clinic.api('coordinator-harbor', 'PUT', `${of}/disposition`, ended)).status).toBe(200)
    const reply = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/worklist`)
    expect(await reply.json()).toMatchObject({
      tasks: [{ phone: null, ended: { how: 'died' }, reasons: [{ kind: 'late-answers' }] }],
    })
  })

  test('stands on the participant’s page with both buttons, which do it', async () => {
    await arriveLate()
    const deps = { ...clinic.deps, session: createSession(ORIGIN) }
    const shown = createConsoleRoutes({ ...deps, signIn: {} as never } as never)
    const forms = callingConsole({ ...deps, callApi: createApiCall(clinic.deps) })
    const page = `/console/studies/${STUDY}/participants/${participant}`
    const headers = { cookie: '__Host-concord-session=coordinator-harbor', origin: ORIGIN }
    const see = async () => await (await shown.request(page, { headers })).text()
    const before = await see()
    expect(before).toContain('Answers that arrived late')
    expect(before).toContain('Given Mar 10, 2026')
    expect(before).toContain('value="taken-in"')
    const post = (decision: string) =>
      forms.request(`${page}/assessments/baseline/late-answers`, {
        ...{ method: 'POST', headers, body: new URLSearchParams({ decision }) },
      })
    expect((await post('burn')).status).toBe(422)
    const reply = await post('taken-in')
    expect(reply.headers.get('location')).toBe(`${page}?notice=lateDecided`)
    expect(await see()).toContain('Taken in: 3. Left out: 0.')
  })
})
