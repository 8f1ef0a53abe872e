import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keepDirectory } from '../../../functions/records/library/study-directory.ts'
import { createLinkId, createLinkTokens } from '../../../functions/records/link/link.ts'
import { formatToken, parseToken } from '../../../functions/records/link/link-token.ts'
import type { LinkedSurvey } from '../../../functions/records/link/survey-number.ts'
import type { StudyDirectory } from '../../../surveys/library/library.ts'

const SECRET = 'the first secret, only for these tests, 0001'
const OTHER = 'the other secret, only for these tests, 0002'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** So many that a number names several of each, and only the seal tells them apart. */
const DIRECTORY: readonly StudyDirectory[] = ['registry', 'trial', 'diary-study'].map((study) => ({
  study,
  sites: ['harbor', 'mesa', ...Array.from({ length: 18 }, (_, at) => `site-${at}`)],
  timepoints: ['week-1', 'daily', 'day-after', ...Array.from({ length: 17 }, (_, at) => `point-${at}`)],
}))
const createTokens = (secrets: string, directory: readonly StudyDirectory[]) =>
  createLinkTokens(
    secrets,
    keepDirectory(async () => directory),
  )
const links = createTokens(SECRET, DIRECTORY)

const buildSurvey = (change: Partial<LinkedSurvey> = {}): LinkedSurvey => ({
  ...{ study: 'registry', site: 'harbor', participant: 'harbor-7k3f9m2p', timepoint: 'week-1' },
  generation: 0,
  ...change,
})
const ID = '00112233445566ff'
const surveyToken = links.createSurveyToken(buildSurvey())
const interviewToken = links.createInterviewToken(ID)

const counters = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 16_383 }).map((first) => `.${first}`),
  fc
    .tuple(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 63 }))
    .map(([first, second]) => `.${first}.${second}`),
)
const survey = fc
  .record({
    of: fc.constantFrom(...DIRECTORY),
    site: fc.nat(19),
    id: fc.nat(19),
    letters: fc.stringMatching(/^[0-9a-z]{8}$/),
    counters,
    generation: fc.nat(15),
  })
  .map(({ of, site, id, letters, counters: which, generation }): LinkedSurvey => {
    const name = of.sites[site] ?? ''
    return {
      ...{ study: of.study, site: name, participant: `${name}-${letters}`, generation },
      timepoint: `${of.timepoints[id]}${which}`,
    }
  })
const linkId = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(16).padStart(16, '0'))

describe('a token is refused', () => {
  test.each([
    ['a survey', surveyToken],
    ['an interview', interviewToken],
  ])('with any one of its characters changed: that of %s', async (_, token) => {
    for (let at = 0; at < token.length; at += 1)
      for (const letter of ALPHABET)
        if (letter !== token[at])
          await expect(
            links.verifyToken(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`),
          ).resolves.toBeUndefined()
  })

  test('with anything of what it holds changed, its seal left as it is', async () => {
    for (const token of [surveyToken, interviewToken])
      for (let bit = 0n; bit < 67n; bit += 1n)
        for (const change of [1n << (64n + bit), -1n << (64n + bit)]) {
          const number = (parseToken(token) ?? 0n) + change
          if (number >= 0n && number < 62n ** 22n)
            await expect(links.verifyToken(formatToken(number))).resolves.toBeUndefined()
        }
  })

  test.each([
    ['nothing', ''],
    ['one that was cut off', surveyToken.slice(0, -1)],
    ['one that is longer', `${surveyToken}0`],
    ['one with a nought before it', `0${surveyToken}`],
    ['one with a space before it', ` ${surveyToken.slice(1)}`],
    ['one with a character that is no letter', `${surveyToken.slice(0, -1)}-`],
    ['one with a letter that is no base62', `${surveyToken.slice(0, -1)}é`],
    ['the largest of its length', 'z'.repeat(22)],
    ['all noughts', '0'.repeat(22)],
    ['an id without its seal', ID],
  ])('that is %s', (_, text) => expect(links.verifyToken(text)).resolves.toBeUndefined())

  test('that is any text of its length', async () => {
    const letters = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 22, maxLength: 22 })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ minLength: 22, maxLength: 22 }), letters),
        async (text) => void (await expect(links.verifyToken(text)).resolves.toBeUndefined()),
      ),
    )
  })

  test('that another secret made', async () => {
    const others = createTokens(OTHER, DIRECTORY)
    await fc.assert(
      fc.asyncProperty(survey, linkId, async (of, id) => {
        await expect(links.verifyToken(others.createSurveyToken(of))).resolves.toBeUndefined()
        await expect(links.verifyToken(others.createInterviewToken(id))).resolves.toBeUndefined()
      }),
    )
  })

  test('whose secret was taken out', async () => {
    await expect(createTokens(OTHER, DIRECTORY).verifyToken(surveyToken)).resolves.toBeUndefined()
    await expect(createTokens(OTHER, DIRECTORY).verifyToken(interviewToken)).resolves.toBeUndefined()
  })

  test.each<[string, (of: StudyDirectory) => readonly StudyDirectory[]]>([
    ['study', (of) => (of.study === 'registry' ? [] : [of])],
    ['site', (of) => [{ ...of, sites: of.sites.filter((site) => site !== 'harbor') }]],
    ['timepoint', (of) => [{ ...of, timepoints: of.timepoints.filter((id) => id !== 'week-1') }]],
  ])('of a %s that is not there', async (_, change) => {
    const without = createTokens(SECRET, DIRECTORY.flatMap(change))
    await expect(without.verifyToken(surveyToken)).resolves.toBeUndefined()
    await expect(without.verifyToken(interviewToken)).resolves.toEqual({ kind: 'interview', linkId: ID })
  })
})

describe('a secret is refused', () => {
  test.each([
    ['when there is none', ''],
    ['when it is shorter than 32 characters', 'x'.repeat(31)],
    ['when one of several is', `${SECRET}\n${'x'.repeat(31)}`],
  ])('%s', (_, secrets) => expect(() => createTokens(secrets, DIRECTORY)).toThrow('too short'))
})

describe('no token is made', () => {
  test.each(['', 'harbor', 'harbor-7k3f9m2', 'harbor-7k3f9m2pq', 'harbor-7K3F9M2P', 'mesa-7k3f9m2p'])(
    'for a participant whose id links cannot carry: %s',
    (participant) => {
      expect(() => links.createSurveyToken(buildSurvey({ participant }))).toThrow('not of the form')
    },
  )

  test.each([
    ...['daily.0', 'daily.16384', 'daily.-1', 'daily.x', 'daily.', 'daily.1.5.2'],
    ...['day-after.0.1', 'day-after.1.0', 'day-after.1.64', 'day-after.256.1', 'day-after.1.x'],
  ])('for a timepoint that is repeated more often, or otherwise, than links can carry: %s', (timepoint) => {
    expect(() => links.createSurveyToken(buildSurvey({ timepoint }))).toThrow('more often')
  })

  test.each([-1, 16, 1.5])('for a generation that links cannot carry: %d', (generation) => {
    expect(() => links.createSurveyToken(buildSurvey({ generation }))).toThrow('ended more often')
  })
})

describe('the token of a survey', () => {
  test.each([
    ...['week-1', 'daily.1', 'daily.3', 'daily.16383'],
    ...['day-after.1.1', 'day-after.3.2', 'day-after.255.63'],
  ])('leads back to it: %s', async (timepoint) => {
    const of = buildSurvey({ timepoint })
    await expect(links.verifyToken(links.createSurveyToken(of))).resolves.toEqual({
      kind: 'survey',
      survey: of,
    })
  })

  test('is 22 letters and digits, the same for the same survey, and leads to that one of all that look like it', async () => {
    await fc.assert(
      fc.asyncProperty(survey, async (of) => {
        const token = links.createSurveyToken(of)
        expect(token).toMatch(/^[0-9A-Za-z]{22}$/)
        expect(links.createSurveyToken(of)).toBe(token)
        await expect(links.verifyToken(token)).resolves.toEqual({ kind: 'survey', survey: of })
      }),
    )
  })

  test('keeps its form at both ends', async () => {
    for (const letters of ['00000000', 'zzzzzzzz'])
      for (const generation of [0, 15]) {
        const of = buildSurvey({ participant: `harbor-${letters}`, generation, timepoint: 'daily.16383' })
        expect(links.createSurveyToken(of)).toMatch(/^[0-9A-Za-z]{22}$/)
        await expect(links.verifyToken(links.createSurveyToken(of))).resolves.toEqual({
          kind: 'survey',
          survey: of,
        })
      }
  })

  test('is another one for another study, site, participant, timepoint, occurrence and generation', async () => {
    const others = [
      {},
      ...[{ study: 'trial' }, { site: 'mesa', participant: 'mesa-7k3f9m2p' }],
      ...[{ participant: 'harbor-7k3f9m2q' }, { timepoint: 'daily' }, { timepoint: 'daily.1' }],
      ...[{ timepoint: 'daily.2' }, { timepoint: 'daily.1.1' }, { generation: 1 }],
    ].map(buildSurvey)
    const tokens = others.map((of) => links.createSurveyToken(of))
    expect(new Set(tokens).size).toBe(others.length)
    expect(await Promise.all(tokens.map((token) => links.verifyToken(token)))).toEqual(
      others.map((of) => ({ kind: 'survey', survey: of })),
    )
  })

  test('looks no more like the others of its participant than any two do', () => {
    const people = Array.from({ length: 500 }, (_, at) => `harbor-${String(at).padStart(8, '0')}`)
    const countAlike = (a: string, b: string) => [...a].filter((letter, at) => letter === b[at]).length
    const alike = people.flatMap((participant) => {
      const [first, second, third] = ['daily.1', 'daily.2', 'week-1'].map((timepoint) =>
        links.createSurveyToken(buildSurvey({ participant, timepoint })),
      )
      return [countAlike(first ?? '', second ?? ''), countAlike(first ?? '', third ?? '')]
    })
    // Of 22 letters 21 are even over 62 and the first over some 41: 0.363 in common, ± 0.6 each.
    const mean = alike.reduce((sum, one) => sum + one, 0) / alike.length
    expect(mean).toBeGreaterThan(0.363 - 0.1)
    expect(mean).toBeLessThan(0.363 + 0.1)
    expect(Math.max(...alike)).toBeLessThan(6)
  })
})

test('the token of an interview is 22 letters and digits, the same for the same one, and leads back to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(linkId, fc.constantFrom('0'.repeat(16), 'f'.repeat(16))), async (id) => {
      const token = links.createInterviewToken(id)
      expect(token).toMatch(/^[0-9A-Za-z]{22}$/)
      expect(links.createInterviewToken(id)).toBe(token)
      await expect(links.verifyToken(token)).resolves.toEqual({ kind: 'interview', linkId: id })
    }),
  )
})

test('a token made before a new secret came first still opens; new ones are made with the new secret', async () => {
  const both = createTokens(`${OTHER}\n${SECRET}\n`, DIRECTORY)
  const others = createTokens(OTHER, DIRECTORY)
  await expect(both.verifyToken(surveyToken)).resolves.toEqual({ kind: 'survey', survey: buildSurvey() })
  await expect(both.verifyToken(interviewToken)).resolves.toEqual({ kind: 'interview', linkId: ID })
  expect(both.createSurveyToken(buildSurvey())).toBe(others.createSurveyToken(buildSurvey()))
  expect(both.createInterviewToken(ID)).toBe(others.createInterviewToken(ID))
})

test('a new link id is 64 random bits in hexadecimal', () => {
  const ids = Array.from({ length: 100 }, createLinkId)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/)
  expect(new Set(ids).size).toBe(100)
})

describe('the studies that links lead to', () => {
  const openGrowing = () => {
    let [ticks, readings] = [0, 0]
    const studies: StudyDirectory[] = []
    const directory = keepDirectory(
      async () => {
        readings += 1
        return [...studies]
      },
      () => ticks,
    )
    return {
      links: createLinkTokens(SECRET, directory),
      publish: () => studies.push(...DIRECTORY),
      pass: (milliseconds: number) => {
        ticks += milliseconds
      },
      countReadings: () => readings,
    }
  }

  test('are read once for all links of studies that are known', async () => {
    const { links: growing, publish, countReadings } = openGrowing()
    publish()
    for (let at = 0; at < 50; at += 1) await growing.verifyToken(surveyToken)
    expect(countReadings()).toBe(1)
  })

  test('are looked at anew for one that was published since', async () => {
    const { links: growing, publish, pass } = openGrowing()
    expect(await growing.verifyToken(surveyToken)).toBeUndefined()
    publish()
    pass(5_000)
    expect(await growing.verifyToken(surveyToken)).toEqual({ kind: 'survey', survey: buildSurvey() })
  })

  test('are not looked at more often however many links are guessed', async () => {
    const { links: growing, pass, countReadings } = openGrowing()
    for (let at = 0; at < 500; at += 1) {
      await growing.verifyToken(formatToken(BigInt(at) << 64n))
      pass(10)
    }
    expect(countReadings()).toBe(1)
  })

  test('are not needed for a text that is no token, or an interview’s', async () => {
    const { links: growing, countReadings } = openGrowing()
    await growing.verifyToken('nothing')
    expect(await growing.verifyToken(interviewToken)).toEqual({ kind: 'interview', linkId: ID })
    expect(countReadings()).toBe(0)
  })
})
