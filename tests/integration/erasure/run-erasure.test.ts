import { beforeEach, describe, expect, test } from 'vitest'
import { formatIso } from '../../../functions/platform/core/clock.ts'
import { buildAssessmentScope } from '../../../functions/platform/core/scope.ts'
import { findFirstBrokenEntry } from '../../../functions/records/audit/audit.ts'
import { SELF_ON_WEB } from '../../../functions/records/response/provenance.ts'
import { closeUnsubmitted } from '../../../functions/workflows/responses/close-unsubmitted.ts'
import { keepLateAnswer } from '../../../functions/workflows/responses/keep-late-answer.ts'
import { receiveReply } from '../../../functions/workflows/texting/receive-reply.ts'
import { type Clinic, STUDY } from '../../support/clinic.ts'
import {
  buildErasureRequests,
  decideErasure,
  EARLIER_NUMBER,
  enrolSomebody,
  FIRST,
  NAME,
  NUMBER,
  openErasingClinic,
  WORDS,
} from '../../support/erasing-clinic.ts'
import { findWords } from '../../support/scan-table.ts'

const PERSONAL = [NAME, NUMBER, EARLIER_NUMBER, ...Object.values(WORDS)]
const INFUSION = { kind: 'ketamine-infusion', givenAt: '2026-03-02T15:00:00.000Z' }

let clinic: Clinic
let participant: string

async function open(studyData: 'detach' | 'delete' = 'detach') {
  clinic = await openErasingClinic(studyData)
  participant = await enrolSomebody(clinic)
}
beforeEach(() => open())

const of = () => clinic.participantScope('harbor', participant)
const api = (method: string, path: string, body?: unknown) =>
  clinic.apiConfirmed(FIRST, method, `/api/studies/${STUDY}/participants/${participant}${path}`, body)
const readErasure = async () =>
  (await (await buildErasureRequests(clinic, participant).read()).json()) as Record<string, unknown>
const listLastTexts = () => clinic.texts.filter(({ body }) => body.includes('This is the last text'))

async function erase(grade: string): Promise<void> {
  await decideErasure(clinic, participant, grade)
  await clinic.tick()
}

test('before an erasure everything that is looked for below is there', async () => {
  for (const words of PERSONAL)
    expect((await findWords(clinic.tables, words)).length, words).toBeGreaterThan(0)
})

describe('to stop contact', () => {
  beforeEach(() => erase('stop-contact'))

  test('says so in one last text, and no other follows', async () => {
    expect(listLastTexts().map(({ to }) => to)).toEqual([NUMBER])
    expect(listLastTexts()[0]?.body).toContain('we no longer text or call you')
    const sent = clinic.texts.length
    for (let week = 0; week < 8; week += 1) {
      clinic.advance('P7D')
      await clinic.tick()
    }
    expect(clinic.texts).toHaveLength(sent)
    expect(await readErasure()).toMatchObject({ state: 'done', lastText: 'sent' })
  })

  test('keeps data, answers and the participation', async () => {
    expect((await clinic.readSurvey(participant))?.response?.answers['own-goal/goal']).toBe(WORDS.answer)
    expect((await clinic.deps.participants.find(of()))?.ended).toBeUndefined()
  })

  test('asks nobody to call, whatever is overdue', async () => {
    clinic.advance('P7D')
    const reply = await clinic.apiConfirmed(FIRST, 'GET', `/api/studies/${STUDY}/worklist`)
    const { tasks } = (await reply.json()) as { tasks: { phone: string; reasons: { kind: string }[] }[] }
    expect(tasks.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual(['message-unread'])
    expect(tasks.map(({ phone }) => phone)).toEqual([null])
  })

  test('is taken back by the participant alone, who agrees to texts again', async () => {
    expect((await clinic.deps.findContact(of()))?.noContactSince).toBeDefined()
    await api('PATCH', '/contact', { smsConsent: true })
    expect(await clinic.deps.findContact(of())).toMatchObject({ smsConsent: true })
    expect((await clinic.deps.findContact(of()))?.noContactSince).toBeUndefined()
  })
})

describe('to stop data', () => {
  beforeEach(async () => {
    expect((await api('POST', '/treatments', INFUSION)).status).toBe(201)
    await erase('stop-data')
  })

  test('ends the participation as their own wish, and keeps what is there', async () => {
    expect((await clinic.deps.participants.find(of()))?.ended).toMatchObject({
      ...{ how: 'withdrawn', reason: 'own-wish' },
    })
    expect((await clinic.readSurvey(participant))?.response?.answers['peg/pain']).toBe('7')
    expect(await clinic.deps.scores.listByParticipant(of())).toHaveLength(1)
    expect(await clinic.deps.findContact(of())).toMatchObject({ phone: NUMBER, smsConsent: false })
    expect(listLastTexts()[0]?.body).toContain('What you answered so far is kept')
  })

  test('cancels what was still to come', async () => {
    const assessments = await clinic.deps.assessments.listByParticipant(of())
    expect(new Set(assessments.map(({ progress }) => progress))).toEqual(new Set(['completed', 'cancelled']))
  })
})

describe('to erase where the protocol detaches', () => {
  describe.each([
    ['within texting hours', 'PT1M'],
    ['in the night before the last text', 'PT11H'],
  ])('holds while somebody may have to call: self-harm is written %s', (_, later) => {
    const readAlerts = () => clinic.deps.alerts.listByParticipant(of())
    beforeEach(async () => {
      clinic.advance(later)
      await decideErasure(clinic, participant, 'erase')
      if (later !== 'PT1M') await clinic.tick()
      clinic.advance('PT1M')
      await clinic.receive(NUMBER, 'I want to die')
    })

    test('the crisis text goes out, and the number stays until the alert is closed', async () => {
      await clinic.tick()
      expect(clinic.texts.filter(({ to, body }) => to === NUMBER && body.includes('988'))).not.toEqual([])
      clinic.advance('P1D')
      await clinic.tick()
      expect(await readErasure()).toMatchObject({ state: 'confirmed' })
      expect(await clinic.deps.findContact(of())).toMatchObject({ phone: NUMBER })
      const [alert] = await readAlerts()
      expect(alert).toMatchObject({ state: 'open' })
      const reply = await clinic.apiConfirmed(FIRST, 'GET', `/api/studies/${STUDY}/worklist`)
      expect(await reply.json()).toMatchObject({ tasks: [{ participant, phone: NUMBER }] })
      const { id = '', revision } = alert ?? {}
      const path = `/alerts/${encodeURIComponent(id)}/close`
      expect((await api('POST', path, { revision, reason: 'contacted' })).status).toBe(200)
      // At once, or in the next texting hours.
      for (const wait of ['PT6M', 'PT12H']) {
        clinic.advance(wait)
        await clinic.tick()
      }
      expect(await readErasure()).toMatchObject({ state: 'done' })
      expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
    })
  })

  test('leaves no name, number or word of theirs anywhere', async () => {
    await erase('erase')
    expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
    expect(await readErasure()).toMatchObject({ state: 'done', studyData: 'detach', lastText: 'sent' })
  })

  test('keeps what they chose, its scores and treatments, and the hash of what they sent', async () => {
    expect((await api('POST', '/treatments', INFUSION)).status).toBe(201)
    const before = await clinic.readSurvey(participant)
    const [sheet] = await clinic.deps.scores.listByParticipant(of())
    await erase('erase')
    const after = await clinic.readSurvey(participant)
    const { 'own-goal/goal': _, ...kept } = before?.response?.answers ?? {}
    expect(after?.response?.answers).toEqual(kept)
    expect(after?.response?.answersHash).toBe(before?.response?.answersHash)
    expect(await clinic.deps.scores.listByParticipant(of())).toEqual([sheet])
    expect(await clinic.deps.treatments.listByParticipant(of())).toMatchObject([INFUSION])
  })

  test('says before that what stays', async () => {
    await erase('erase')
    expect(listLastTexts()[0]).toMatchObject({ to: NUMBER })
    expect(listLastTexts()[0]?.body).toContain('Your other answers stay without your name')
  })

  test('leaves the number to whoever shares it, with their own words', async () => {
    const other = await clinic.enrol('harbor', NUMBER)
    await clinic.receive(NUMBER, 'mine is the green door', 'shared')
    await erase('erase')
    const left = await findWords(clinic.tables, participant)
    expect(left.filter((item) => /PHONE#|CONTACT#|MESSAGE#|LOG#/.test(item))).toEqual([])
    expect(await clinic.deps.listOwners(NUMBER)).toMatchObject([{ participant: other }])
    expect(await clinic.deps.messages.listWaiting(clinic.scope('harbor'))).toMatchObject([
      { participant: other, body: 'mine is the green door' },
    ])
    expect([...((await clinic.deps.findPhone(NUMBER)).owners ?? [])]).toEqual([`${STUDY}#${other}`])
  })

  test('hears nothing from the number any more: it is nobody’s', async () => {
    await erase('erase')
    expect(await clinic.receive(NUMBER, 'hello again')).toBe('nobody')
    expect(await findWords(clinic.tables, NUMBER, 'hello again')).toEqual([])
  })

  test('keeps nothing of a text that was being read while they were erased', async () => {
    const owners = await clinic.deps.listOwners(NUMBER)
    await erase('erase')
    await receiveReply(
      { ...clinic.sendDeps, listOwners: async () => owners },
      {
        ...{ originationNumber: NUMBER, messageBody: 'one more thing', inboundMessageId: 'late' },
        receivedAt: '2026-03-02T15:00:30.000Z',
      },
    )
    expect(await findWords(clinic.tables, 'one more thing')).toEqual([])
  })

  test('a report about an earlier text brings nothing back', async () => {
    const invitation = clinic.texts.find(({ body }) => body.includes('/s/'))
    await erase('erase')
    await clinic.deliver('TEXT_DELIVERED', { ...(invitation as NonNullable<typeof invitation>), to: NUMBER })
    await clinic.deliver('TEXT_DELIVERED', listLastTexts()[0])
    expect(await findWords(clinic.tables, NUMBER)).toEqual([])
  })

  test('keeps an unbroken audit trail, which says what was done, with hashes for what was answered', async () => {
    await erase('erase')
    const trail = await clinic.readAudit(participant)
    expect(trail.map(({ action }) => action)).toContain('answers.erased')
    expect(JSON.stringify(trail)).not.toMatch(
      new RegExp(PERSONAL.map((one) => one.replace('+', '\\+')).join('|')),
    )
    const ledger = await clinic.audit.listChain(`${STUDY}#ERASURES`)
    expect(ledger.map(({ action }) => action)).toEqual(['erasure.confirmed', 'erasure.done'])
    expect(findFirstBrokenEntry(ledger)).toBeUndefined()
  })
})

describe('answers that were never sent', () => {
  const LATE_WORDS = 'swim across the harbor'
  const GIVEN = '2026-03-10T15:00:00.000Z'
  let link: string
  beforeEach(async () => {
    participant = await clinic.enrol('harbor', '+12025550188')
    await clinic.tick()
    link = clinic.newestLink()
  })
  const send = async (position: number, answer: string, claimedAt?: string) =>
    (await clinic.postJson(`${link}/${position}`, { answer, ...(claimedAt && { claimedAt }) })).status
  const readSurvey = () => clinic.readSurvey(participant)
  const readSheets = () => clinic.deps.scores.listByParticipant(of())
  async function arriveLate(): Promise<void> {
    clinic.advance('P20D')
    await clinic.tick()
    expect([await send(1, LATE_WORDS, GIVEN), await send(3, '6', GIVEN)]).toEqual([200, 200])
    expect((await findWords(clinic.tables, LATE_WORDS)).length).toBeGreaterThan(0)
  }

  test.each(['stop-data', 'erase'])(
    'are not closed as partly answered after “%s” in their window',
    async (grade) => {
      expect([await send(1, LATE_WORDS), await send(2, '7')]).toEqual([200, 200])
      await erase(grade)
      clinic.advance('P20D')
      expect(await clinic.tick()).not.toContain('closed')
      expect((await readSurvey())?.assessment.progress).toBe('cancelled')
      expect(await readSheets()).toEqual([])
      expect((await readSurvey())?.response?.answers['own-goal/now']).toBe('7')
    },
  )

  test('are closed as ever where only contact was stopped', async () => {
    expect(await send(2, '7')).toBe(200)
    await erase('stop-contact')
    clinic.advance('P20D')
    expect(await clinic.tick()).toContain('closed')
    expect(await readSheets()).toMatchObject([{ notSubmitted: { closesAt: '2026-03-17T04:00:00.000Z' } }])
  })

  test('lose their words where they arrived late, and keep what was chosen', async () => {
    expect(await send(2, '7')).toBe(200)
    await arriveLate()
    const [sheet] = await readSheets()
    await erase('erase')
    expect(await findWords(clinic.tables, LATE_WORDS)).toEqual([])
    const survey = await readSurvey()
    expect(survey?.response?.answers).toEqual({ 'own-goal/now': '7' })
    expect(survey?.assessment.lateAnswers).toMatchObject([{ key: 'own-goal/success', code: '6' }])
    expect(await readSheets()).toEqual([sheet])
    const trail = await clinic.readAudit(participant)
    expect(trail.filter(({ action }) => action === 'answers.erased')).toMatchObject([
      { about: { timepoint: 'baseline', answers: 1 } },
    ])
  })

  test('lose them where nothing had been answered in time', async () => {
    clinic.advance('P20D')
    await clinic.tick()
    expect(await send(1, LATE_WORDS, GIVEN)).toBe(200)
    await erase('erase')
    expect(await findWords(clinic.tables, LATE_WORDS)).toEqual([])
    expect(await readSurvey()).toMatchObject({ response: undefined, assessment: { progress: 'untouched' } })
    expect((await readSurvey())?.assessment.lateAnswers).toBeUndefined()
  })

  test('lose them where they were taken in', async () => {
    await arriveLate()
    const taken = await api('POST', '/assessments/baseline/late-answers', { decision: 'taken-in' })
    expect(await taken.json()).toMatchObject({ decided: 2 })
    await erase('erase')
    expect(await findWords(clinic.tables, LATE_WORDS)).toEqual([])
    expect((await readSurvey())?.response?.answers).toEqual({ 'own-goal/success': '6' })
  })

  test('take none that arrive once their links have ended', async () => {
    expect(await send(2, '7')).toBe(200)
    clinic.advance('P20D')
    await clinic.tick()
    const before = await readSurvey()
    await erase('erase')
    expect(await send(1, LATE_WORDS, GIVEN)).toBe(404)
    // Nor does one that was read before and is written after it.
    const scope = buildAssessmentScope(of(), 'baseline')
    const deps = { ...clinic.deps, surveys: { ...clinic.deps.surveys, find: async () => before } }
    await expect(
      keepLateAnswer(deps, scope, { key: 'own-goal/goal', code: LATE_WORDS, claimedAt: GIVEN }, SELF_ON_WEB),
    ).rejects.toThrow()
    expect(await findWords(clinic.tables, LATE_WORDS)).toEqual([])
  })
})

describe('to erase where the protocol deletes', () => {
  beforeEach(async () => {
    await open('delete')
    const given = { kind: 'ketamine-infusion', givenAt: formatIso(clinic.time.now) }
    expect((await api('POST', '/treatments', given)).status).toBe(201)
    await erase('erase')
  })

  test('leaves nothing of the participant but the erasure itself', async () => {
    const left = await findWords(clinic.tables, participant)
    expect(left).toHaveLength(1)
    expect(left[0]).toContain(`ERASURE#${participant}`)
    expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
  })

  test('closes nothing that was begun and deleted', async () => {
    participant = await clinic.enrol('harbor', '+12025550188')
    await clinic.tick()
    expect((await clinic.postJson(`${clinic.newestLink()}/2`, { answer: '7' })).status).toBe(200)
    const scope = of()
    const due = { ...scope, timepoint: 'baseline', dueAt: '2026-03-17T04:00:00.000Z' }
    await erase('erase')
    clinic.advance('P20D')
    expect(await clinic.tick()).not.toContain('closed')
    expect(await closeUnsubmitted(clinic.sendDeps, { kind: 'closing', ...due })).toBe('nothing-due')
    expect(await findWords(clinic.tables, participant)).toHaveLength(1)
  })

  test('makes links unknown, the participant unknown, and the erasure known', async () => {
    expect((await clinic.page(clinic.newestLink())).status).toBe(404)
    expect((await api('GET', '')).status).toBe(404)
    expect(await readErasure()).toMatchObject({ state: 'done', studyData: 'delete', lastText: 'sent' })
    expect(listLastTexts()[0]?.body).toContain('all your answers are being deleted')
  })
})

test('the request that enrolled somebody brings nobody back when it is sent again after a deletion', async () => {
  clinic = await openErasingClinic('delete')
  const send = () =>
    clinic.apiConfirmed(
      FIRST,
      'POST',
      `/api/studies/${STUDY}/participants`,
      { site: 'harbor', phone: NUMBER, name: NAME, locale: 'en', smsConsent: true },
      { 'idempotency-key': 'first-visit' },
    )
  participant = ((await (await send()).json()) as { participant: string }).participant
  await erase('erase')
  const again = await send()
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('idempotency-key-reused')
  expect(await findWords(clinic.tables, NUMBER, NAME)).toEqual([])
})

describe('the last text', () => {
  test('goes to nobody who said STOP, and the erasure is done all the same', async () => {
    await clinic.receive(NUMBER, 'STOP')
    await erase('erase')
    expect(listLastTexts()).toEqual([])
    expect(await readErasure()).toMatchObject({ state: 'done', lastText: 'not-textable' })
    expect(await findWords(clinic.tables, NUMBER)).toEqual([])
  })

  test('goes to nobody’s family', async () => {
    await api('PUT', '/disposition', { how: 'died', at: '2026-03-02T14:59:00Z' })
    await erase('erase')
    expect(listLastTexts()).toEqual([])
    expect((await clinic.deps.participants.find(of()))?.ended?.how).toBe('died')
  })

  test('waits for texting hours, and the number with it', async () => {
    clinic.advance('PT10H')
    await erase('erase')
    expect(listLastTexts()).toEqual([])
    expect(await findWords(clinic.tables, WORDS.answer)).toEqual([])
    expect(await clinic.deps.findContact(of())).toBeDefined()
    clinic.advance('PT13H')
    await clinic.tick()
    expect(listLastTexts()).toHaveLength(1)
    expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
  })

  test('is tried again while the carrier is busy, and given up after a day', async () => {
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    await erase('erase')
    expect(await readErasure()).toMatchObject({ state: 'confirmed', lastText: null })
    clinic.setTextService(async () => ({ kind: 'sent', messageId: 'm' }))
    clinic.advance('PT6M')
    await clinic.tick()
    expect(await readErasure()).toMatchObject({ state: 'done', lastText: 'sent' })
    await open()
    clinic.setTextService(async () => ({ kind: 'refused', cause: 'transient', code: 'ThrottlingException' }))
    await erase('erase')
    clinic.advance('PT25H')
    await clinic.tick()
    expect(await readErasure()).toMatchObject({ state: 'done', lastText: 'refused' })
  })

  test('is never sent twice, whatever became of the first', async () => {
    clinic.setTextService(async () => {
      throw new Error('the reply was lost')
    })
    await erase('erase')
    expect(await readErasure()).toMatchObject({ state: 'done', lastText: 'unknown' })
  })
})

test('who asked to be left alone may still be erased later', async () => {
  await erase('stop-contact')
  await erase('erase')
  expect(await findWords(clinic.tables, ...PERSONAL)).toEqual([])
  expect(await readErasure()).toMatchObject({ state: 'done', grade: 'erase', lastText: 'not-textable' })
})
