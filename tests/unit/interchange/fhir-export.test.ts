import { describe, expect, test } from 'vitest'
import {
  listObservations,
  listQuestionnaireResponses,
  listResearchSubjects,
} from '../../../functions/interchange/fhir/export/participant-resources.ts'
import { buildResearchStudy } from '../../../functions/interchange/fhir/export/study-resources.ts'
import type { TidyPerson } from '../../../functions/interchange/tidy/tidy-person.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { buildTidySetting, drawTidyPeople } from '../../support/tidy-people.ts'

const trial = openShippedLibrary().findStudy('ketamine-magnesium-trial')?.definition
if (!trial) throw new Error('the shipped library lost its trial')
const OPEN = buildTidySetting('dates', { study: trial })
const [drawn] = drawTidyPeople(buildTidySetting(), { count: 1, battery: ['peg@1.0.0'] })
if (!drawn) throw new Error('nobody was drawn')
const PERSON: TidyPerson = { ...drawn, arm: trial.arms[0]?.id ?? null, ended: null }

describe('a blinded reader', () => {
  // The study still has its arms here: that it is read without them is not what hides them.
  const blinded = { ...OPEN, isBlinded: true }

  test('sees no arm of anybody, and not which there are', () => {
    const seen = [buildResearchStudy(blinded), ...listResearchSubjects(blinded, PERSON)]
    for (const resource of seen) {
      expect(resource).not.toHaveProperty('arm')
      expect(resource).not.toHaveProperty('assignedArm')
    }
  })

  test('and another sees both', () => {
    const [subject] = listResearchSubjects(OPEN, PERSON)
    expect(subject).toHaveProperty('assignedArm', trial.arms[0]?.title)
    expect(buildResearchStudy(OPEN)).toHaveProperty(
      'arm',
      trial.arms.map(({ title }) => ({ name: title })),
    )
  })
})

describe('participation', () => {
  const at = '2026-04-01T12:00:00.000Z'

  test.each([
    [null, 'on-study'],
    [{ how: 'withdrawn', at, recordedAt: at, reason: 'own-wish' }, 'withdrawn'],
    [{ how: 'lost-to-follow-up', at, recordedAt: at }, 'off-study'],
    [{ how: 'died', at, recordedAt: at }, 'off-study'],
  ] as const)('that ended as %j is %s', (ended, status) => {
    const period = { start: PERSON.enrolledAt, ...(ended && { end: at }) }
    expect(listResearchSubjects(OPEN, { ...PERSON, ended })).toMatchObject([{ status, period }])
  })

  test('of somebody whose record is gone is not known', () => {
    expect(listResearchSubjects(OPEN, { ...PERSON, enrolledAt: null })).toEqual([])
  })
})

describe('answers', () => {
  const read = (part: object) => {
    const responses = PERSON.responses.map((one) => ({ ...one, ...part }))
    return [...listQuestionnaireResponses(OPEN, { ...PERSON, responses })]
  }

  test.each([
    [{ state: 'submitted' }, 'completed'],
    [{ state: 'draft', submittedAt: undefined, closesAt: '2099-01-01T00:00:00.000Z' }, 'in-progress'],
    [{ state: 'draft', submittedAt: undefined, closesAt: '2026-03-05T00:00:00.000Z' }, 'stopped'],
  ])('of %j are %s, whole as they are', (part, status) => {
    expect(read(part)).toMatchObject([{ status }])
  })

  test('that are no code of the question are not passed on', () => {
    const made = JSON.stringify(read({ answers: { 'peg/pain': 'call 555 0199', 'peg/activity': '4' } }))
    expect(made).not.toContain('0199')
    expect(made).toContain(
      '{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"error"}',
    )
    expect(made).toContain('{"valueInteger":4}')
  })
})

test('a score without its answers is derived from nothing', () => {
  const scores = [...listObservations(OPEN, { ...PERSON, responses: [], attributes: [] })]
  expect(scores.length).toBeGreaterThan(0)
  for (const score of scores) expect(score).not.toHaveProperty('derivedFrom')
})
