import { beforeEach, describe, expect, test } from 'vitest'
import type { Clinic } from '../../support/clinic.ts'
import { STUDY } from '../../support/clinic.ts'
import {
  buildErasureRequests,
  EARLIER_NUMBER,
  enrolSomebody,
  FIRST,
  LEAD,
  NUMBER,
  openErasingClinic,
  SECOND,
} from '../../support/erasing-clinic.ts'

let clinic: Clinic
let participant: string
let erasure: ReturnType<typeof buildErasureRequests>

beforeEach(async () => {
  await open(EARLIER_NUMBER)
})

/** @param earlier the number that they had before: what was sent there opens nothing any more */
async function open(earlier: string): Promise<void> {
  clinic = await openErasingClinic()
  participant = await enrolSomebody(clinic, NUMBER, earlier)
  erasure = buildErasureRequests(clinic, participant)
}

const readCode = async (reply: Response): Promise<string> =>
  ((await reply.json()) as { type: string }).type.replace('/problems/', '')
const readState = async (who?: string) => (await (await erasure.read(who)).json()) as Record<string, unknown>

async function listReasons(): Promise<readonly { kind: string; until: string }[]> {
  const reply = await clinic.api(FIRST, 'GET', `/api/studies/${STUDY}/worklist`)
  const { tasks } = (await reply.json()) as {
    tasks: { participant: string; reasons: { kind: string; until: string }[] }[]
  }
  return tasks.find((task) => task.participant === participant)?.reasons ?? []
}

describe('an erasure is refused', () => {
  test('to be confirmed by the person who recorded it', async () => {
    await erasure.record('erase')
    const reply = await erasure.confirm('erase', FIRST)
    expect([reply.status, await readCode(reply)]).toEqual([409, 'erasure-same-person'])
    expect(await readState()).toMatchObject({ state: 'recorded', confirmedBy: null })
  })

  test('to people of other sites and to nobody, of a participant whom nobody has', async () => {
    for (const reply of [
      await erasure.record('erase', 'coordinator-mesa'),
      await erasure.confirm('erase', 'coordinator-mesa'),
      await erasure.cancel('misunderstood', 'coordinator-mesa'),
      await erasure.read('coordinator-mesa'),
      await buildErasureRequests(clinic, 'harbor-00000000').record('erase'),
      await buildErasureRequests(clinic, 'harbor-00000000').confirm('erase'),
      await erasure.read(),
    ])
      expect(reply.status).toBe(404)
    expect((await erasure.record('erase', '')).status).toBe(401)
  })

  test('to leads who would record or cancel it', async () => {
    expect((await erasure.record('erase', LEAD)).status).toBe(403)
    await erasure.record('erase')
    expect((await erasure.cancel('misunderstood', LEAD)).status).toBe(403)
  })

  test('to be confirmed where nothing was recorded, or something else', async () => {
    await clinic.receive(NUMBER, 'delete my data')
    expect(await readCode(await erasure.confirm('erase'))).toBe('erasure-changed')
    await erasure.record('stop-contact')
    expect(await readCode(await erasure.confirm('erase'))).toBe('erasure-changed')
  })

  test('of a grade that does not exist', async () => {
    expect((await erasure.record('everything')).status).toBe(422)
  })

  test('to be confirmed while a safety alert is open, since nobody could call afterwards', async () => {
    await clinic.receive(NUMBER, 'I want to die. delete my data')
    await erasure.record('erase')
    expect(await readCode(await erasure.confirm('erase'))).toBe('erasure-alert-open')
    const scope = clinic.participantScope('harbor', participant)
    const [alert] = await clinic.deps.alerts.listByParticipant(scope)
    const path = `/api/studies/${STUDY}/participants/${participant}/alerts/${alert?.id}/close`
    const closed = await clinic.api(FIRST, 'POST', path, { revision: alert?.revision, reason: 'contacted' })
    expect(closed.status).toBe(200)
    expect((await erasure.confirm('erase')).status).toBe(200)
  })

  test('to be changed or canceled once it is confirmed', async () => {
    await erasure.record('stop-contact')
    await erasure.confirm('stop-contact')
    expect(await readCode(await erasure.record('erase'))).toBe('erasure-under-way')
    expect(await readCode(await erasure.cancel('changed-mind'))).toBe('erasure-under-way')
  })
})

describe('an erasure', () => {
  test('is recorded by one person and confirmed by another: a coordinator, or a lead of the site', async () => {
    await erasure.record('stop-data')
    expect(await readState()).toMatchObject({
      ...{ state: 'recorded', grade: 'stop-data', askedBy: 'staff', recordedBy: FIRST },
    })
    expect((await erasure.confirm('stop-data', LEAD)).status).toBe(200)
    expect(await readState(SECOND)).toMatchObject({ state: 'confirmed', confirmedBy: LEAD })
  })

  test('recorded again is of whoever recorded it last, so that two people are needed still', async () => {
    await erasure.record('erase')
    await erasure.record('erase', SECOND)
    expect(await readCode(await erasure.confirm('erase', SECOND))).toBe('erasure-same-person')
    expect((await erasure.confirm('erase', FIRST)).status).toBe(200)
  })

  test('confirmed twice is confirmed once, in the audit trail too', async () => {
    await erasure.record('stop-contact')
    for (let time = 0; time < 2; time += 1) expect((await erasure.confirm('stop-contact')).status).toBe(200)
    const ledger = await clinic.audit.listChain(`${STUDY}#ERASURES`)
    expect(ledger.map(({ action, actor }) => [action, actor])).toEqual([
      ['erasure.confirmed', { kind: 'coordinator', sub: SECOND }],
    ])
  })

  test('is canceled with a reason, and may be asked for again', async () => {
    await clinic.receive(NUMBER, 'delete my data')
    expect((await erasure.cancel('misunderstood')).status).toBe(200)
    expect(await listReasons()).not.toContainEqual(expect.objectContaining({ kind: 'erasure' }))
    await clinic.receive(NUMBER, 'I said delete my data')
    expect(await readState()).toMatchObject({ state: 'requested', askedBy: 'text' })
  })
})

describe('a participant who asks for it', () => {
  test.each(['please delete my data', 'Borren mis datos por favor'])(
    'by text, “%s”, is a task with a due date, and a person reads the words',
    async (words) => {
      await clinic.receive(NUMBER, words, 'm-1')
      await clinic.receive(NUMBER, words, 'm-1')
      expect(await listReasons()).toContainEqual(
        expect.objectContaining({ kind: 'erasure', until: '2026-04-01T15:00:00.000Z' }),
      )
      expect((await listReasons()).filter(({ kind }) => kind === 'message-unread')).toHaveLength(2)
      expect(await readState()).toMatchObject({ state: 'requested', grade: 'erase', askedBy: 'text' })
      expect(await clinic.readAudit(participant)).toContainEqual(
        expect.objectContaining({
          action: 'text.received',
          about: expect.objectContaining({ asks: 'erase' }),
        }),
      )
    },
  )

  test('beside STOP has both: texts end, and the request stands', async () => {
    await clinic.receive(NUMBER, 'STOP. Delete my data')
    expect(await clinic.deps.findPhone(NUMBER)).toHaveProperty('stoppedAt')
    expect(await readState()).toMatchObject({ state: 'requested' })
  })

  test('on the page of the link is a task too; nothing is written by looking, nor without a choice', async () => {
    await open(NUMBER)
    const link = clinic.newestLink()
    expect(await (await clinic.page(`${link}/thanks`)).text()).toContain(`href="${link}/your-data"`)
    const page = await (await clinic.page(`${link}/your-data`)).text()
    expect(page).toContain('No more texts or calls')
    expect((await clinic.postForm(`${link}/your-data`, {})).status).toBe(422)
    expect((await erasure.read()).status).toBe(404)
    const sent = await clinic.postForm(`${link}/your-data`, { grade: 'stop-contact' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${link}/your-data`])
    expect(await readState()).toMatchObject({
      ...{ state: 'requested', grade: 'stop-contact', askedBy: 'page', dueAt: '2026-04-01T15:00:00.000Z' },
    })
    const received = await (await clinic.page(`${link}/your-data`)).text()
    expect(received).toContain('Your clinic has your request')
    expect(received).toContain('April 1, 2026')
    const actions = (await clinic.readAudit(participant)).map(({ action }) => action)
    expect(actions.filter((action) => action === 'erasure.requested')).toHaveLength(1)
  })

  test('on the page asks for more later: the request is for more, and due as it was', async () => {
    await open(NUMBER)
    const link = clinic.newestLink()
    await clinic.postForm(`${link}/your-data`, { grade: 'stop-contact' })
    clinic.advance('P2D')
    await clinic.receive(NUMBER, 'delete everything you have about me')
    expect(await readState()).toMatchObject({ grade: 'erase', dueAt: '2026-04-01T15:00:00.000Z' })
  })

  test('has no such page where a person at the site has the link', async () => {
    const given = { kind: 'ketamine-infusion', givenAt: '2026-03-02T15:00:00.000Z' }
    await clinic.api(FIRST, 'POST', `/api/studies/${STUDY}/participants/${participant}/treatments`, given)
    clinic.advance('P7D')
    await clinic.tick()
    const assessments = await clinic.deps.assessments.listByParticipant(
      clinic.participantScope('harbor', participant),
    )
    const asked = assessments.find(
      ({ opensAt, progress }) => progress === 'untouched' && opensAt <= clinic.time.now.toString(),
    )
    expect(asked).toBeDefined()
    const path = `/api/studies/${STUDY}/participants/${participant}/assessments/${asked?.timepoint}/interview`
    const { url } = (await (await clinic.api(FIRST, 'POST', path, undefined)).json()) as { url: string }
    const { pathname } = new URL(url)
    expect(await (await clinic.page(pathname)).text()).not.toContain('your-data')
    expect((await clinic.page(`${pathname}/your-data`)).status).toBe(404)
    expect((await clinic.postForm(`${pathname}/your-data`, { grade: 'erase' })).status).toBe(404)
  })

  test('from a number that they no longer have asks for nothing', async () => {
    await clinic.receive(EARLIER_NUMBER, 'delete my data')
    expect((await erasure.read()).status).toBe(404)
  })
})
