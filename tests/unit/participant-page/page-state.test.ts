import { createCipheriv, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPageStates } from '../../../functions/participant-page/page-state.ts'
import type { OpenedSurvey } from '../../../functions/records/assessment/survey.ts'

const SECRET = 'the first secret, only for these tests, 0001'
const OTHER = 'the other secret, only for these tests, 0002'
const states = createPageStates(SECRET)
const page = { token: '0123456789ABCDEFGHIJKL', device: 'mnopqrstuvwxyzABCDEFGH' }

const PHQ = ['interest', 'mood', 'sleep', 'energy', 'appetite', 'failure', 'concentration', 'movement']
const ANSWERS = {
  ...{ 'peg/pain': '7', 'peg/enjoyment': '6', 'peg/activity': '10', 'worst-pain-nrs/worst': '8' },
  ...{ 'sleep-quality/quality': null, 'rand-36-general-health/health': '4', 'phq-9/self-harm': '0' },
  ...Object.fromEntries(PHQ.map((item) => [`phq-9/${item}`, '1'])),
}
/** All fifteen questions of the baseline are answered, in two ways, and one has raised an alert. */
const begun: OpenedSurvey = {
  assessment: {
    ...{ opensAt: '2026-03-02T15:00:00.000Z', closesAt: '2026-03-16T13:00:00.000Z', locale: 'en' },
    ...{ progress: 'started', startedAt: '2026-03-02T15:04:05.678Z' },
    battery: [
      ...['peg@1.0.0', 'worst-pain-nrs@1.0.0', 'sleep-quality@1.0.0'],
      ...['rand-36-general-health@1.0.0', 'phq-9@1.0.0'],
    ],
  },
  response: { answers: ANSWERS, provenances: new Set(['self/web', 'proxy/phone']) },
  ...{ revision: 16, pace: 1_772_463_845_678, raised: ['baseline~phq-9~self-harm'], linkGeneration: 2 },
  head: { sequence: 2, hash: '5'.repeat(64) },
}
const untouched: OpenedSurvey = {
  ...begun,
  assessment: { ...begun.assessment, progress: 'untouched', startedAt: undefined },
  ...{ response: undefined, revision: 0, raised: [], linkGeneration: 0 },
}
const sealed = states.seal(begun, page)

describe('a page’s state does not open', () => {
  test('for another link, or in another browser', () => {
    expect(states.unseal(sealed, { ...page, token: page.token.replace('0', '1') })).toBeUndefined()
    expect(states.unseal(sealed, { ...page, device: page.device.replace('m', 'n') })).toBeUndefined()
    expect(states.unseal(sealed, { token: page.device, device: page.token })).toBeUndefined()
  })

  test('with another secret', () => {
    expect(createPageStates(OTHER).unseal(sealed, page)).toBeUndefined()
  })

  test('with any bit of it changed', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (let at = 0; at < bytes.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes)
        flipped.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
        expect(states.unseal(flipped.toString('base64url'), page)).toBeUndefined()
      }
  })

  test('cut off anywhere, or with anything behind it', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (let length = 0; length < bytes.length; length += 1)
      expect(states.unseal(bytes.subarray(0, length).toString('base64url'), page)).toBeUndefined()
    expect(states.unseal(Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url'), page)).toBeUndefined()
  })

  test('when it is any text, or longer than any is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.base64String({ maxLength: 400 })),
        (text) => void expect(states.unseal(text, page)).toBeUndefined(),
      ),
    )
    expect(states.unseal('A'.repeat(1_000_000), page)).toBeUndefined()
  })

  const row = [
    ...[2, 0, null, 0, [0, 'root'], []],
    ...[['en', 'a', 'b', 'untouched', null], ['peg@1.0.0'], null],
  ]
  /** Sealed as ours are, whatever is in it. */
  function sealRow(content: unknown): string {
    const ours = createHmac('sha256', SECRET).update('page state').digest()
    const key = createHmac('sha256', ours).update(`${page.token}#${page.device}`).digest()
    const nonce = Buffer.alloc(12, 7)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const hidden = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
  }

  test.each([
    ['of another release', row.map((one, at) => (at === 0 ? 1 : one))],
    ['of a release before there was a version', row.slice(1)],
    ['of a completed survey', row.map((one, at) => (at === 6 ? ['en', 'a', 'b', 'completed', null] : one))],
    ['with a part too few', row.slice(0, -1)],
    ['of nothing', null],
  ])('when it is %s, though it was sealed with our secret', (_, content) => {
    expect(states.unseal(sealRow(row), page)).toBeDefined()
    expect(states.unseal(sealRow(content), page)).toBeUndefined()
  })
})

describe('a secret is refused', () => {
  test.each([
    ['when there is none', ''],
    ['when it is shorter than 32 characters', 'x'.repeat(31)],
  ])('%s', (_, secrets) => expect(() => createPageStates(secrets)).toThrow('too short'))
})

describe('a page’s state', () => {
  test.each<[string, OpenedSurvey]>([
    ['before the first answer', untouched],
    ['after some', begun],
  ])('opens with its link, in its browser, to what the page was made from: %s', (_, survey) => {
    expect(states.unseal(states.seal(survey, page), page)).toEqual(survey)
  })

  test('keeps no more of a survey than an answer needs', () => {
    const { startedAt, ...assessment } = untouched.assessment
    const more = { ...untouched, assessment: { ...assessment, participant: 'harbor-7k3f9m2p' } }
    expect(states.unseal(states.seal(more, page), page)).toEqual(untouched)
    expect(startedAt).toBeUndefined()
  })

  test('is another one each time, and shows nothing of what is in it', () => {
    expect(states.seal(begun, page)).not.toBe(sealed)
    const shown = `${sealed}${Buffer.from(sealed, 'base64url').toString('latin1')}`
    for (const word of ['worst-pain', 'self-harm', 'self/web', 'started', '2026-03-02', '55555555'])
      expect(shown).not.toContain(word)
  })

  test('sealed before a new secret came first still opens; new ones are sealed with the new secret', () => {
    const both = createPageStates(`${OTHER}\n${SECRET}`)
    expect(both.unseal(sealed, page)).toEqual(begun)
    expect(createPageStates(OTHER).unseal(both.seal(begun, page), page)).toEqual(begun)
    expect(states.unseal(both.seal(begun, page), page)).toBeUndefined()
  })

  test.each(['completed', 'cancelled'] as const)(
    'is empty where no answer is taken any more: %s',
    (progress) => {
      const survey = { ...begun, assessment: { ...begun.assessment, progress } }
      expect(states.seal(survey, page)).toBe('')
      expect(states.unseal('', page)).toBeUndefined()
    },
  )

  test('of fifteen answers is less than 700 bytes, and a third more as the text that a page holds', () => {
    expect(Object.keys(ANSWERS)).toHaveLength(15)
    const ordinary = {
      ...begun,
      response: { answers: ANSWERS, provenances: new Set(['self/web']) },
      raised: [],
    }
    const text = states.seal(ordinary, page)
    expect(Buffer.from(text, 'base64url').length).toBeLessThan(700)
    expect(text.length).toBeLessThan((700 * 4) / 3)
  })
})
