import { beforeEach, describe, expect, test } from 'vitest'
import type { ReadAssessment } from '../../../functions/records/assessment/assessment.store.ts'
import { grantMembership } from '../../../functions/workflows/access/change-members.ts'
import { type Clinic, STUDY } from '../../support/clinic.ts'
import {
  changeTimepoint,
  FIRST,
  finishRollouts,
  openPublishedClinic,
  publishVersion,
  saveDraft,
} from '../../support/published-clinic.ts'

const NEXT = { ...FIRST, version: '2.0.0', timepoints: changeTimepoint('week-4', { offset: 'P30D' }) }
/** When week 4 is due: three days after the planned day. */
const BEFORE = '2026-04-03T'
const AFTER = '2026-04-05T'

let clinic: Clinic

beforeEach(async () => {
  clinic = await openPublishedClinic()
})

const path = (rest: string) => `/api/studies/${STUDY}${rest}`

/** Enrolled, and treated the next day. */
async function treat(site: string, count: number): Promise<readonly string[]> {
  const participants: string[] = []
  for (let one = 0; one < count; one += 1)
    participants.push(await clinic.enrol(site, `+1202555${site === 'harbor' ? 10 : 20}${one + 10}`))
  clinic.advance('P1D')
  for (const participant of participants) {
    const body = { kind: 'ketamine-infusion', givenAt: '2026-03-03T14:00:00.000Z' }
    const reply = await clinic.apiConfirmed(
      `coordinator-${site}`,
      'POST',
      path(`/participants/${participant}/treatments`),
      body,
    )
    expect(reply.status).toBe(201)
  }
  return participants
}

async function readWeekFour(site: string): Promise<readonly string[]> {
  const all = await clinic.deps.assessments.listBySite(clinic.scope(site))
  return all.flatMap(({ timepoint, dueAt }) => (timepoint === 'week-4' ? [dueAt.slice(0, 11)] : []))
}

type Site = {
  site: string
  inForce: string
  later?: object
  rollout?: { state: string; moved: number; left?: number }
}
async function readSites(user = 'study-lead'): Promise<readonly Site[]> {
  const reply = await clinic.api(user, 'GET', path('/rollouts'))
  return ((await reply.json()) as { sites: readonly Site[] }).sites
}
const readSite = async (site: string) => (await readSites()).find((one) => one.site === site)
const step = (site: string, name: string, body: object = {}, user = 'study-lead') =>
  clinic.api(user, 'POST', path(`/sites/${site}/rollout/${name}`), { version: '2.0.0', ...body })

describe('versions and who follows them are refused', () => {
  test.each([
    ['to nobody who is not signed in', undefined, 401],
    ['to nobody who is no member', 'somebody', 404],
    ['to no coordinator', 'coordinator-harbor', 403],
  ])('%s', async (_, user, status) => {
    await saveDraft(clinic, NEXT)
    const replies = [
      await clinic.api(user, 'GET', path('/version-effects')),
      await clinic.api(user, 'GET', path('/rollouts')),
      await clinic.api(user, 'POST', path('/sites/harbor/rollout/stop'), { version: '2.0.0' }),
      await clinic.api(user, 'POST', path('/sites/harbor/rollout/continue'), { version: '2.0.0' }),
      await clinic.api(user, 'POST', path('/sites/harbor/rollout/move'), { version: '2.0.0' }),
    ]
    expect(replies.map((reply) => reply.status)).toEqual([status, status, status, status, status])
  })

  test('of a clinic that the study does not have', async () => {
    await saveDraft(clinic, NEXT)
    expect((await clinic.api('lead', 'GET', path('/version-effects?site=nowhere'))).status).toBe(404)
    for (const name of ['stop', 'continue', 'move'])
      expect((await step('nowhere', name, {}, 'lead')).status).toBe(404)
  })

  test('to programs where they would change something', async () => {
    for (const name of ['stop', 'continue', 'move'])
      expect((await step('harbor', name, {}, 'program.study-lead')).status).toBe(403)
  })

  test('where there is nothing to preview', async () => {
    expect((await clinic.api('study-lead', 'GET', path('/version-effects'))).status).toBe(404)
    expect((await clinic.api('study-lead', 'GET', path('/version-effects?version=7.0.0'))).status).toBe(404)
    const reply = await clinic.api('study-lead', 'GET', path(`/version-effects?version=${FIRST.version}`))
    expect(await reply.json()).toMatchObject({ type: '/problems/version-not-newer' })
    const faulty = { revision: 0, definition: { ...NEXT, timepoints: [] } }
    expect((await clinic.api('study-lead', 'PUT', path('/draft'), faulty)).status).toBe(200)
    const refused = await clinic.api('study-lead', 'GET', path('/version-effects'))
    expect(await refused.json()).toMatchObject({ type: '/problems/draft-faulty' })
  })

  test('where a site would follow from an instant that has passed, or is none of the study', async () => {
    const revision = await saveDraft(clinic, NEXT)
    const publish = (more: object) =>
      clinic.api('study-lead', 'POST', path('/draft/publish'), { revision, ...more })
    const past = await publish({ later: [{ site: 'mesa', from: '2026-03-01T00:00:00Z' }] })
    expect(await past.json()).toMatchObject({ status: 422, errors: [{ pointer: '/later/0/from' }] })
    const before = await publish({
      from: '2026-04-01T00:00:00Z',
      later: [{ site: 'mesa', from: '2026-03-20T00:00:00Z' }],
    })
    expect(before.status).toBe(422)
    const nowhere = await publish({ later: [{ site: 'nowhere' }] })
    expect(await nowhere.json()).toMatchObject({ status: 422, errors: [{ pointer: '/later/0/site' }] })
  })
})

describe('a lead of no clinic, or of another one', () => {
  const WRONG = { status: 409, type: '/problems/site-decided-by-its-lead' }
  const publishHeldBy = async (
    user: string,
    version = '2.0.0',
    more: object = { later: [{ site: 'mesa' }] },
  ) => {
    const revision = await saveDraft(clinic, { ...NEXT, version })
    const { status } = await clinic.api(user, 'POST', path('/draft/publish'), { revision, ...more })
    expect(status).toBe(201)
    clinic.advance('PT1M')
  }
  const grantMesaLead = (sites: readonly string[]) =>
    grantMembership(
      clinic.deps,
      { kind: 'operator', by: 'test' },
      {
        ...{ sub: 'mesa-lead', name: 'Lead of Mesa', study: STUDY, role: 'lead', sites: [...sites] },
        ...{ administers: false, blinded: false },
      },
    )
  beforeEach(() => grantMesaLead(['mesa']))

  test('may not move a clinic that its own lead holds back, nor carry it along by a further version', async () => {
    await publishHeldBy('mesa-lead')
    for (const user of ['lead', 'harbor-lead'])
      expect(await (await step('mesa', 'move', {}, user)).json()).toMatchObject(WRONG)
    expect(await readSite('mesa')).toMatchObject({ inForce: FIRST.version })
    expect((await readSites('lead')).find(({ site }) => site === 'mesa')).toMatchObject({
      later: { isHeld: true, isMovable: false },
    })
    for (const [version, more] of [
      ['2.1.0', {}],
      ['2.2.0', { later: [{ site: 'mesa', from: '2026-03-20T00:00:00Z' }] }],
    ] as const) {
      await publishHeldBy('lead', version, more)
      expect(await (await step('mesa', 'move', { version }, 'lead')).json()).toMatchObject(WRONG)
      expect(await readSite('mesa')).toMatchObject({
        inForce: FIRST.version,
        later: { version, isHeld: true },
      })
    }
    clinic.advance('P20D')
    expect(await readSite('mesa')).toMatchObject({ inForce: FIRST.version })
    expect((await step('mesa', 'move', { version: '2.2.0' }, 'mesa-lead')).status).toBe(200)
  })

  test('may not bring forward what its own lead has set a day for', async () => {
    await publishHeldBy('lead')
    expect((await step('mesa', 'move', { from: '2026-04-01T00:00:00Z' }, 'mesa-lead')).status).toBe(200)
    expect(await (await step('mesa', 'move', {}, 'lead')).json()).toMatchObject(WRONG)
    expect((await step('mesa', 'move', { from: '2026-03-20T00:00:00Z' }, 'mesa-lead')).status).toBe(200)
  })

  test('may not continue what its own lead has stopped', async () => {
    await treat('mesa', 2)
    await publishHeldBy('lead', '2.0.0', {})
    await clinic.runRollouts(() => false)
    expect((await step('mesa', 'stop', {}, 'mesa-lead')).status).toBe(200)
    expect(await (await step('mesa', 'continue', {}, 'lead')).json()).toMatchObject(WRONG)
    expect((await readSites('lead')).find(({ site }) => site === 'mesa')).toMatchObject({
      rollout: { state: 'stopped', isChangeable: false },
    })
    expect((await step('mesa', 'continue', {}, 'mesa-lead')).status).toBe(200)
  })

  test('sees what a version does at every clinic as counts, and no instant of a participant', async () => {
    await treat('harbor', 1)
    await treat('mesa', 2)
    await saveDraft(clinic, NEXT)
    const read = async (user: string, query = '') =>
      (await (await clinic.api(user, 'GET', path(`/version-effects${query}`))).json()) as {
        sites: { site: string; participants: number; touched: number; timepoints: object[] }[]
      }
    const found = await read('lead')
    expect(found.sites.map(({ site, participants, touched }) => [site, participants, touched])).toEqual([
      ...[
        ['harbor', 1, 1],
        ['lakeside', 0, 0],
        ['mesa', 2, 2],
        ['summit', 0, 0],
      ],
    ])
    expect(JSON.stringify(found.sites)).not.toMatch(/202\d-\d\d-\d\d|mesa-/)
    expect((await read('harbor-lead', '?site=mesa')).sites).toEqual(
      found.sites.filter(({ site }) => site === 'mesa'),
    )
    const own = (await read('harbor-lead')).sites.map(({ timepoints }) => JSON.stringify(timepoints))
    expect(own.map((one) => one.includes('"opened"'))).toEqual([true, false, false, false])
  })

  test('holds clinics back, stops and continues them and moves them one by one, on the record', async () => {
    await treat('mesa', 2)
    await publishHeldBy('lead', '2.0.0', { later: [{ site: 'mesa' }, { site: 'summit' }] })
    expect((await readSites('lead')).flatMap(({ site, later }) => (later ? [site] : []))).toEqual([
      'mesa',
      'summit',
    ])
    const versions = await clinic.api('coordinator-harbor', 'GET', path('/versions'))
    expect(JSON.stringify(await versions.json())).not.toContain('"by"')
    // A further version that says nothing of them leaves them where they are.
    await publishHeldBy('harbor-lead', '2.1.0', {})
    expect((await step('mesa', 'move', { version: '2.1.0' }, 'lead')).status).toBe(200)
    clinic.advance('PT1M')
    await clinic.runRollouts(() => false)
    for (const name of ['stop', 'continue'])
      expect((await step('mesa', name, { version: '2.1.0' }, 'lead')).status).toBe(200)
    await finishRollouts(clinic)
    expect(await readWeekFour('mesa')).toEqual([AFTER, AFTER])
    expect(await readSite('summit')).toMatchObject({ inForce: FIRST.version, later: { isMovable: true } })
    const actions = (await clinic.audit.listChain(STUDY)).filter(({ about }) => about?.site === 'mesa')
    expect(actions.map(({ action, actor }) => [action, 'sub' in actor ? actor.sub : ''])).toContainEqual([
      'study.site-moved',
      'lead',
    ])
  })

  test('moves a clinic whose lead has left it: nobody is bound by who is gone', async () => {
    await publishHeldBy('mesa-lead')
    await grantMesaLead(['summit'])
    expect((await step('mesa', 'move', {}, 'lead')).status).toBe(200)
  })
})

describe('a clinic that is held back', () => {
  beforeEach(async () => {
    await treat('harbor', 2)
    await treat('mesa', 2)
    await publishVersion(clinic, NEXT, { later: [{ site: 'mesa' }] })
    clinic.advance('PT1M')
    await finishRollouts(clinic)
  })

  test('stays on its version, with everybody who is enrolled there meanwhile', async () => {
    expect(await readWeekFour('harbor')).toEqual([AFTER, AFTER])
    expect(await readWeekFour('mesa')).toEqual([BEFORE, BEFORE])
    const participant = await clinic.enrol('mesa', '+12025557777')
    const found = await clinic.deps.participants.find(clinic.participantScope('mesa', participant))
    expect(found?.followedVersions).toEqual([{ version: FIRST.version, since: '' }])
    expect(await readSite('mesa')).toEqual({
      site: 'mesa',
      inForce: FIRST.version,
      later: { version: '2.0.0', isHeld: true, isMovable: true },
    })
  })

  test('is moved when a lead moves it, and only once', async () => {
    expect((await step('mesa', 'move')).status).toBe(200)
    await finishRollouts(clinic)
    expect(await readWeekFour('mesa')).toEqual([AFTER, AFTER])
    expect(await readSite('mesa')).toMatchObject({
      inForce: '2.0.0',
      rollout: { state: 'finished', moved: 2 },
    })
    const again = await step('mesa', 'move')
    expect(await again.json()).toMatchObject({ status: 409, type: '/problems/site-follows-version' })
    const moved = (await clinic.audit.listChain(STUDY)).find(({ action }) => action === 'study.site-moved')
    expect(moved).toMatchObject({
      actor: { kind: 'lead', sub: 'study-lead' },
      about: { site: 'mesa', version: '2.0.0' },
    })
  })

  test('is moved from an instant on, which may be moved too until it comes', async () => {
    expect((await step('mesa', 'move', { from: '2026-03-01T00:00:00Z' })).status).toBe(422)
    expect((await step('mesa', 'move', { from: '2026-03-20T00:00:00Z' })).status).toBe(200)
    expect((await step('mesa', 'move', { from: '2026-03-10T00:00:00Z' })).status).toBe(200)
    const { nextDueAt } = await clinic.runRollouts()
    expect(nextDueAt).toBe('2026-03-10T00:00:00.000Z')
    expect(await readWeekFour('mesa')).toEqual([BEFORE, BEFORE])
    clinic.advance('P7D')
    await finishRollouts(clinic)
    expect(await readWeekFour('mesa')).toEqual([AFTER, AFTER])
  })

  test('goes on working: worklist, analyses and treatments of both clinics', async () => {
    const [participant] = (await clinic.deps.participants.readPage(clinic.scope('mesa'), undefined, 1))
      .participants
    const given = { kind: 'ketamine-infusion', givenAt: '2026-03-02T20:00:00.000Z' }
    const treatments = path(`/participants/${participant?.participant}/treatments`)
    expect((await clinic.apiConfirmed('coordinator-mesa', 'POST', treatments, given)).status).toBe(201)
    // By the version of the clinic: four weeks, and not thirty days.
    expect([...(await readWeekFour('mesa'))].sort()).toEqual(['2026-04-02T', BEFORE])
    for (const [user, route] of [
      ['coordinator-mesa', '/worklist?site=mesa'],
      ['coordinator-harbor', '/worklist?site=harbor'],
      ['study-lead', '/analyses/responder-rate?definition=pain-relief-30&timepoint=week-24'],
      ['study-lead', '/analyses/mean-change?measure=pain&timepoint=week-24'],
    ] as const)
      expect([route, (await clinic.api(user, 'GET', path(route))).status]).toEqual([route, 200])
  })

  test('goes straight to a version that comes later, and never back', async () => {
    await publishVersion(clinic, {
      ...NEXT,
      version: '3.0.0',
      timepoints: changeTimepoint('week-4', { offset: 'P32D' }),
    })
    clinic.advance('PT1M')
    await finishRollouts(clinic)
    expect((await readSites()).map(({ inForce }) => inForce)).toEqual(['3.0.0', '3.0.0', '3.0.0', '3.0.0'])
    expect(await readWeekFour('mesa')).toEqual(['2026-04-07T', '2026-04-07T'])
    const found = (await clinic.deps.participants.readPage(clinic.scope('mesa'), undefined, 1))
      .participants[0]
    expect(found?.followedVersions?.map(({ version }) => version)).toEqual([FIRST.version, '3.0.0'])
  })
})

describe('a rollout', () => {
  /** Which participants follow the version. */
  const listFollowing = async (site = 'harbor') =>
    (await clinic.deps.participants.readPage(clinic.scope(site), undefined, 100)).participants.filter(
      ({ followedVersions }) => followedVersions?.at(-1)?.version === '2.0.0',
    )

  /** Time for so many looks at it. */
  const lookTimes = (count: number) => {
    let looks = 0
    return () => ++looks <= count
  }

  test('is stopped half-way and continued, and moves nobody twice', { timeout: 60_000 }, async () => {
    await treat('harbor', 45)
    await publishVersion(clinic, NEXT)
    clinic.advance('PT1M')
    expect((await step('harbor', 'stop')).status).toBe(409)
    // A look at each of four sites to begin with, and one before each page of twenty.
    await clinic.runRollouts(lookTimes(8))
    expect((await listFollowing()).length).toBe(20)
    expect((await step('harbor', 'stop')).status).toBe(200)
    expect((await step('harbor', 'stop')).status).toBe(200)
    clinic.advance('PT1M')
    await finishRollouts(clinic)
    expect((await listFollowing()).length).toBe(20)
    expect(await readSite('harbor')).toMatchObject({
      rollout: { state: 'stopped', moved: 20, left: 25, changedBy: 'study-lead' },
    })
    // Whoever is not moved stays on their version, and whoever is enrolled begins on the new one.
    const stays = (
      await clinic.deps.participants.readPage(clinic.scope('harbor'), undefined, 100)
    ).participants.at(-1)
    const given = { kind: 'ketamine-infusion', givenAt: '2026-03-02T20:00:00.000Z' }
    await clinic.apiConfirmed(
      'coordinator-harbor',
      'POST',
      path(`/participants/${stays?.participant}/treatments`),
      given,
    )
    expect((await clinic.readSurvey(stays?.participant ?? '', 'week-4'))?.assessment).toMatchObject({
      studyVersion: FIRST.version,
      dueAt: expect.stringContaining('2026-04-02'),
    })
    await clinic.enrol('harbor', '+12025557777')
    expect((await listFollowing()).length).toBe(21)

    expect((await step('harbor', 'continue')).status).toBe(200)
    await finishRollouts(clinic)
    expect((await listFollowing()).length).toBe(46)
    expect(await readSite('harbor')).toMatchObject({ rollout: { state: 'finished', moved: 45 } })
    expect((await step('harbor', 'continue')).status).toBe(409)
    const actions = (await clinic.audit.listChain(STUDY))
      .filter(({ about }) => about?.site === 'harbor')
      .map(({ action }) => action)
    expect(actions).toEqual(['rollout.started', 'rollout.stopped', 'rollout.continued', 'rollout.finished'])
    for (const { participant } of await listFollowing()) {
      const moves = (await clinic.readAudit(participant)).filter(
        ({ action }) => action === 'schedule.version-followed',
      )
      expect(moves.length).toBeLessThanOrEqual(1)
    }
  })

  test('run by two at once moves and counts each participant once', async () => {
    await treat('harbor', 12)
    await publishVersion(clinic, NEXT)
    clinic.advance('PT1M')
    for (let minute = 0; minute < 8; minute += 1) {
      await Promise.all([clinic.runRollouts(), clinic.runRollouts(), clinic.runRollouts()])
      clinic.advance('PT1M')
    }
    expect(await readWeekFour('harbor')).toEqual(Array.from({ length: 12 }, () => AFTER))
    expect(await readSite('harbor')).toMatchObject({
      rollout: {
        state: 'finished',
        moved: 12,
        touched: 12,
        timepoints: [{ timepoint: 'week-4', moved: 12 }],
      },
    })
  })

  test('begins for what was published before anybody was moved, and by whatever published it', async () => {
    await treat('harbor', 1)
    await publishVersion(clinic, NEXT, { from: '2026-03-20T00:00:00Z' })
    expect(await clinic.runRollouts()).toEqual({ enqueued: 0, nextDueAt: '2026-03-20T00:00:00.000Z' })
    clinic.advance('P18D')
    await finishRollouts(clinic)
    expect(await readWeekFour('harbor')).toEqual([AFTER])
  })

  test('finds whoever was enrolled by a function that did not know the version yet', async () => {
    await treat('harbor', 1)
    const stale = clinic.deps.library
    await stale.findStudy(STUDY, 'harbor')
    await publishVersion(clinic, NEXT)
    await clinic.runRollouts()
    // Half a minute has not passed: this enrolment goes by the version before.
    const late = await clinic.enrol('harbor', '+12025557778')
    const find = () => clinic.deps.participants.find(clinic.participantScope('harbor', late))
    const before = (await find())?.followedVersions
    await finishRollouts(clinic)
    clinic.advance('PT1M')
    await finishRollouts(clinic)
    expect((await find())?.followedVersions?.at(-1)?.version).toBe('2.0.0')
    expect(before?.length).toBe(1)
  })

  test('is superseded by a newer version, and nobody follows the older one any more', async () => {
    await treat('harbor', 2)
    await publishVersion(clinic, NEXT)
    clinic.advance('PT1M')
    await clinic.runRollouts(() => false)
    await publishVersion(clinic, { ...NEXT, version: '3.0.0' })
    clinic.advance('PT1M')
    await finishRollouts(clinic)
    const rollouts = await clinic.deps.rollouts.listBySite(clinic.scope('harbor'))
    expect(rollouts.map(({ version, state }) => [version, state])).toEqual([
      ['2.0.0', 'superseded'],
      ['3.0.0', 'finished'],
    ])
  })
})

describe('texts', () => {
  const listWeekFour = (all: readonly ReadAssessment[]) =>
    all.filter(({ timepoint }) => timepoint === 'week-4')

  test('about what moved go out once, at the new time, by day', async () => {
    await treat('harbor', 3)
    await publishVersion(clinic, NEXT)
    clinic.advance('PT1M')
    await finishRollouts(clinic)
    const sent: string[] = []
    for (let hour = 0; hour < 45 * 24; hour += 1) {
      clinic.advance('PT1H')
      const before = clinic.texts.length
      await clinic.tick()
      const local = clinic.time.now.toZonedDateTimeISO('America/New_York')
      for (const text of clinic.texts.slice(before)) {
        expect(local.hour).toBeGreaterThanOrEqual(9)
        expect(local.hour).toBeLessThan(20)
        sent.push(`${text.context.participant} ${text.context.timepoint} ${text.context.attempt}`)
      }
    }
    expect(new Set(sent).size).toBe(sent.length)
    const all = listWeekFour(await clinic.deps.assessments.listBySite(clinic.scope('harbor')))
    for (const { participant } of all)
      expect(sent.filter((one) => one.startsWith(`${participant} week-4 1`)).length).toBe(1)
  })
})
