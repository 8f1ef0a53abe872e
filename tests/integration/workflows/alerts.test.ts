import { beforeEach, describe, expect, test } from 'vitest'
import { buildVerifiedParticipantScope } from '../../../functions/platform/core/scope.ts'
import type { SafetyAlert } from '../../../functions/records/alert/alert.ts'
import { buildRaisedAlert } from '../../../functions/workflows/alerts/raise-alert.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { submitReviewed } from '../../support/open-page.ts'

const START = '2026-03-02T15:00:00.000Z'
const SELF_HARM = 'baseline~phq-9~self-harm'

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic(START)
  participant = await clinic.enrol('harbor')
  await clinic.tick()
  link = clinic.newestLink()
})

const alerts = async () =>
  (await clinic.tables.everything(clinic.tables.study))
    .filter(({ sk }) => String(sk).startsWith('ALERT#'))
    .map((item) => item as unknown as SafetyAlert)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
const scope = () => buildVerifiedParticipantScope({ study: STUDY, site: 'harbor', participant })
/** The place of an item of the baseline battery: PEG 3, pain 1, sleep 1, health 1, then the PHQ-9. */
const PHQ = 7
const answer = (place: number, code: string) => clinic.postJson(`${link}/${place}`, { answer: code })
const withPhq = (code: string) =>
  Object.fromEntries(
    Object.entries(BASELINE_ANSWERS).map(([key, given]) => [
      key,
      key === 'phq-9/self-harm' ? '0' : key.startsWith('phq-9/') ? code : given,
    ]),
  )

describe('an alert', () => {
  test('is not raised by answers below the study’s level', async () => {
    await clinic.postJson(`${link}/submit`, { answers: withPhq('2') })
    expect(await alerts()).toEqual([])
  })

  test('is raised by a score at the level, as soon as its last item is answered', async () => {
    for (let item = 0; item < 8; item += 1) {
      expect((await answer(PHQ + item, '3')).status).toBe(200)
      expect(await alerts()).toEqual([])
    }
    await answer(PHQ + 8, '0')
    expect(await alerts()).toMatchObject([
      {
        id: 'baseline~study~severe-depression',
        instrument: null,
        state: 'open',
        acknowledgeBy: '2026-03-03T15:00:00.000Z',
      },
    ])
  })

  test('is raised by sharp worsening since the submission before, and not by less', async () => {
    const follow = async (code: string, item: string, atWeek1: boolean) => {
      await clinic.postJson(`${link}/submit`, { answers: withPhq(code) })
      if (!atWeek1) return
      const given = { kind: 'ketamine-infusion', givenAt: clinic.time.now.toString() }
      await clinic.api(
        'coordinator-harbor',
        'POST',
        `/api/studies/${STUDY}/participants/${participant}/treatments`,
        given,
      )
      clinic.advance('P27D')
      await clinic.tick()
      const answers = {
        ...withPhq('1'),
        'phq-9/interest': item,
        'phq-9/mood': '3',
        'phq-9/sleep': '3',
        'pgic/change': '4',
      }
      expect((await clinic.postJson(`${clinic.newestLink()}/submit`, { answers })).status).toBe(200)
    }
    // From 8 to 8 − 3 + 3 + 3 + 1 = 12: four worse, below five.
    await follow('1', '1', true)
    expect(await alerts()).toEqual([])
    participant = await clinic.enrol('harbor', '+12025550124')
    await clinic.tick()
    link = clinic.newestLink()
    // To 13: five worse.
    await follow('1', '2', true)
    expect(await alerts()).toMatchObject([{ id: 'week-4~study~depression-much-worse', participant }])
  })

  test('stays when the answer is changed back, with the time at which it was first raised', async () => {
    await answer(PHQ + 8, '1')
    clinic.advance('PT1H')
    await answer(PHQ + 8, '0')
    expect(await alerts()).toMatchObject([
      { id: SELF_HARM, state: 'open', raisedAt: START, lastRaisedAt: START },
    ])
    clinic.advance('PT1H')
    await answer(PHQ + 8, '2')
    expect(await alerts()).toMatchObject([
      { id: SELF_HARM, state: 'open', raisedAt: START, lastRaisedAt: '2026-03-02T17:00:00.000Z' },
    ])
  })

  test('of an answer that was given before is not raised again by the submission', async () => {
    await answer(PHQ + 8, '1')
    await submitReviewed(clinic, link)
    expect(await alerts()).toMatchObject([{ id: SELF_HARM, revision: 1 }])
  })
})

describe('an alert that somebody has taken on', () => {
  const acknowledgeAlert = async () => {
    const [alert] = await alerts()
    const { id = '', revision } = alert ?? {}
    const path = `/api/studies/${STUDY}/participants/${participant}/alerts/${encodeURIComponent(id)}/acknowledge`
    expect((await clinic.api('coordinator-harbor', 'POST', path, { revision })).status).toBe(200)
  }

  test.each([
    ['the same answer again', ['2', '0', '2']],
    ['a lesser one', ['2', '1']],
  ])('is theirs still after %s', async (_, codes) => {
    const [first = '', ...later] = codes
    await answer(PHQ + 8, first)
    await acknowledgeAlert()
    for (const code of later) await answer(PHQ + 8, code)
    expect(await alerts()).toMatchObject([{ state: 'acknowledged', owner: 'coordinator-harbor' }])
  })

  test('waits for someone anew after a worse one, with its own time, and its level is not shown', async () => {
    await answer(PHQ + 8, '1')
    await acknowledgeAlert()
    clinic.advance('PT1H')
    await answer(PHQ + 8, '3')
    expect(await alerts()).toMatchObject([{ state: 'open', acknowledgeBy: '2026-03-02T16:00:00.000Z' }])
    expect((await alerts())[0]).not.toHaveProperty('owner')
    const shown = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/alerts`)
    expect(((await shown.json()) as { alerts: object[] }).alerts[0]).not.toHaveProperty('level')
  })

  test('from before levels were kept waits anew after any answer that fires', async () => {
    await answer(PHQ + 8, '2')
    await acknowledgeAlert()
    const { level: _, ...old } = (await alerts())[0] as SafetyAlert
    const signal = { timepoint: 'baseline', instrument: 'phq-9', rule: 'self-harm', level: 1 }
    expect(buildRaisedAlert({ acknowledgeWithin: 'PT24H' }, scope(), old.id, signal, old, START).state).toBe(
      'open',
    )
  })
})

describe('an alert that nobody takes on', () => {
  const severe = () => clinic.postJson(`${link}/submit`, { answers: withPhq('3') })

  beforeEach(async () => {
    await clinic.setOnCall('harbor', { phones: ['+12025550161', '+12025550162'] })
  })

  test('is sent to the on-call list when its time is over, at any hour, and again, once a round', async () => {
    clinic.time.now = clinic.time.now.add({ hours: 12 })
    await severe()
    const before = clinic.texts.length
    clinic.advance('PT23H59M')
    expect(await clinic.tick()).toEqual([])
    clinic.advance('PT1M')
    expect(await clinic.tick()).toEqual(['escalated'])
    expect(await clinic.tick()).toEqual(['accepted', 'accepted'])
    expect(await clinic.tick()).toEqual([])
    const texts = clinic.texts.slice(before)
    expect(texts.map(({ to }) => to).sort()).toEqual(['+12025550161', '+12025550162'])
    expect(texts[0]?.body).toContain('https://concord.example/console')
    expect(texts[0]?.body).not.toContain(participant)
    clinic.advance('PT4H')
    expect(await clinic.tick()).toContain('escalated')
    expect(await alerts()).toMatchObject([{ escalations: 2, state: 'open' }])
  })

  test('is sent for a week, at every four hours, and then no more: it stays open on the worklist', async () => {
    await severe()
    clinic.advance('PT24H')
    const rounds = { before: 0, after: 0 }
    for (let hours = 0; hours < 14 * 24; hours += 4) {
      const escalated = (await clinic.tick()).filter((result) => result === 'escalated').length
      rounds[hours < 7 * 24 ? 'before' : 'after'] += escalated
      clinic.advance('PT4H')
    }
    // Seven days of six rounds.
    expect(rounds).toEqual({ before: 42, after: 0 })
    const [alert] = await alerts()
    expect(alert).toMatchObject({ state: 'open', escalations: 42 })
    expect(alert).not.toHaveProperty('escalateAt')
  })
})

describe('what raised an alert', () => {
  test('is kept with its time, each time that it was worse, also after it was taken back', async () => {
    for (const code of ['2', '2', '1', '0', '2', '3', '0']) {
      await answer(PHQ + 8, code)
      clinic.advance('PT1M')
    }
    expect(await alerts()).toMatchObject([
      {
        evidence: [
          { at: '2026-03-02T15:00:00.000Z', item: 'phq-9/self-harm', code: '2' },
          { at: '2026-03-02T15:05:00.000Z', item: 'phq-9/self-harm', code: '3' },
        ],
        ...{ raises: 2, lastRaisedAt: '2026-03-02T15:05:00.000Z' },
      },
    ])
    expect((await alerts())[0]?.evidence).toHaveLength(2)
  })

  test('is the score where the study’s rule is on a score', async () => {
    await clinic.postJson(`${link}/submit`, { answers: withPhq('3') })
    expect((await alerts())[0]?.evidence).toMatchObject([
      { at: '2026-03-02T15:00:00.000Z', score: 'phq-9/total', value: 24 },
    ])
  })

  test('is no score that fell, though it is above the level still', async () => {
    for (let item = 0; item < 8; item += 1) await answer(PHQ + item, item === 0 ? '2' : '3')
    await answer(PHQ + 8, '0')
    for (const code of ['1', '0', '3', '2']) {
      clinic.advance('PT1M')
      await answer(PHQ, code)
    }
    expect(await alerts()).toMatchObject([
      {
        evidence: [{ value: 23 }, { value: 24 }],
        ...{ raises: 2, lastRaisedAt: '2026-03-02T15:03:00.000Z' },
      },
    ])
    expect((await alerts())[0]?.evidence).toHaveLength(2)
  })

  test('is kept again where it opens an alert that was closed', async () => {
    await answer(PHQ + 8, '2')
    const path = `/api/studies/${STUDY}/participants/${participant}/alerts/${encodeURIComponent(SELF_HARM)}/close`
    await clinic.api('coordinator-harbor', 'POST', path, { revision: 1, reason: 'contacted' })
    clinic.advance('PT1H')
    await answer(PHQ + 8, '1')
    expect(await alerts()).toMatchObject([
      { state: 'open', raises: 1, evidence: [{ code: '2' }, { code: '1' }] },
    ])
  })

  test('is shown without how it is compared', async () => {
    await answer(PHQ + 8, '2')
    const shown = await clinic.api('coordinator-harbor', 'GET', `/api/studies/${STUDY}/alerts`)
    expect(((await shown.json()) as { alerts: SafetyAlert[] }).alerts[0]?.evidence).toEqual([
      { at: START, item: 'phq-9/self-harm', code: '2' },
    ])
  })
})

describe('an alert that is opened again', () => {
  test('is sent again at once, though it was sent before somebody took it', async () => {
    await clinic.setOnCall('harbor', { phones: ['+12025550161'] })
    const sent = () => clinic.texts.filter(({ to }) => to === '+12025550161')
    await answer(PHQ + 8, '1')
    for (let minute = 0; minute < 2; minute += 1) await clinic.tick()
    expect(sent()).toHaveLength(1)
    const [{ revision } = { revision: 0 }] = await alerts()
    const path = `/api/studies/${STUDY}/participants/${participant}/alerts/${encodeURIComponent(SELF_HARM)}/acknowledge`
    expect((await clinic.api('coordinator-harbor', 'POST', path, { revision })).status).toBe(200)
    clinic.advance('PT1H')
    await answer(PHQ + 8, '3')
    for (let minute = 0; minute < 2; minute += 1) await clinic.tick()
    expect(sent()).toHaveLength(2)
  })
})
