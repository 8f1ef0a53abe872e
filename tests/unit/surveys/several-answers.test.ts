import { describe, expect, test } from 'vitest'
import { buildFhirQuestionnaire } from '../../../functions/interchange/fhir/fhir-questionnaire.ts'
import { buildFhirResponse } from '../../../functions/interchange/fhir/fhir-response.ts'
import { listItemSignals } from '../../../functions/records/response/response.ts'
import { computeAnswerStates } from '../../../surveys/instrument/answer-states.ts'
import type { Answers } from '../../../surveys/instrument/answers.ts'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { isValidAnswer, parseCode } from '../../../surveys/instrument/item.ts'
import { checkInstrument } from '../../../surveys/publication/check-instrument.ts'
import { scoreInstrument } from '../../../surveys/scoring/score.ts'
import { formatRational } from '../../../surveys/values/rational.ts'
import { SEVERAL_ANSWERS } from '../../support/several-answers.ts'

const findItem = (id: string) => {
  const found = SEVERAL_ANSWERS.items.find((item) => item.id === id)
  if (!found) throw new Error(id)
  return found
}
const parse = (id: string, written: string) => parseCode(SEVERAL_ANSWERS, findItem(id), written)

const changed = (change: (draft: InstrumentDefinition) => unknown) => {
  const draft = structuredClone(SEVERAL_ANSWERS)
  change(draft)
  return checkInstrument(instrumentDefinitionSchema.parse(draft)).map(({ detail }) => detail)
}

const scores = (answers: Answers) =>
  Object.fromEntries(
    scoreInstrument(SEVERAL_ANSWERS, answers).map((score) => [
      score.scale,
      score.kind === 'scored' ? formatRational(score.exact) : score.reason,
    ]),
  )

describe('is no answer', () => {
  test.each([
    ['where', ''],
    ['where', 'head'],
    ['where', 'back|head'],
    ['where', 'back|none'],
    ['since', 'yesterday'],
    ['since', '2026-02-30'],
    ['since', '2019-12-31'],
    ['since', '2031-01-01'],
    ['since', '2026-3-5'],
  ])('%s: “%s”', (id, written) => {
    expect(parse(id, written)).toBeUndefined()
    expect(isValidAnswer(SEVERAL_ANSWERS, findItem(id), written)).toBe(false)
  })
})

describe('a definition is refused', () => {
  test('that lets a code hold the separator', () => {
    const draft = structuredClone(SEVERAL_ANSWERS) as { optionSets: Record<string, { code: string }[]> }
    Object.assign(draft.optionSets.places?.[0] ?? {}, { code: 'a|b' })
    expect(instrumentDefinitionSchema.safeParse(draft).success).toBe(false)
  })

  test('whose codes together are longer than a stored answer', () => {
    const long = (at: number) => ({ code: `${at}`.padEnd(200, 'x'), value: 1, label: { en: 'x' } })
    expect(changed(({ optionSets }) => optionSets.places?.push(long(1), long(2), long(3)))).toContain(
      'the codes together have more than 500 characters',
    )
  })

  test('that recodes several answers, or asks what they are worth together', () => {
    expect(
      changed(({ scales }) =>
        Object.assign(scales[0] ?? {}, { rule: { op: 'value', of: { item: 'where', reverse: true } } }),
      ),
    ).toEqual(['item where takes several answers, which are neither reversed nor recoded'])
    expect(
      changed(({ items }) => Object.assign(items[3] ?? {}, { shownWhen: { item: 'where', atLeast: 2 } })),
    ).toEqual(['asks for the value of several answers, and not which they are'])
  })

  test('with a range of dates that is empty', () => {
    expect(changed(({ items }) => Object.assign(items[0] ?? {}, { maximum: '2019-01-01' }))).toEqual([
      'the range of dates is empty',
    ])
  })
})

describe('several answers', () => {
  test('are stored in the order of the options, each once', () => {
    expect(parse('where', 'neck|back|neck')).toBe('back|neck')
    expect(parse('where', 'none')).toBe('none')
  })

  test('are worth the sum of theirs', () => {
    expect(scores({ where: 'back|neck|chest' }).places).toBe('3')
    expect(scores({ where: 'none' }).places).toBe('0')
    expect(scores({ where: null }).places).toBe('items-missing')
  })

  test('lead to a question by each of them', () => {
    const findState = (where: string) => computeAnswerStates(SEVERAL_ANSWERS, { where }).get('turning')
    expect(findState('back|chest')).toBe('not-shown')
    expect(findState('back|neck')).toBe('not-reached')
  })

  test('raise an alert by each of them', () => {
    const battery = { instruments: [{ definition: SEVERAL_ANSWERS }] } as never
    expect(listItemSignals(battery, { 'made-up/where': 'back|neck' })).toEqual([])
    expect(listItemSignals(battery, { 'made-up/where': 'back|chest' })).toHaveLength(1)
  })
})

describe('an answer without a score', () => {
  test('counts as missing in every scale, and is named there', () => {
    const [, limits] = scoreInstrument(SEVERAL_ANSWERS, { where: 'neck', turning: 'na', walking: '1' })
    expect(limits).toMatchObject({ kind: 'scored', itemsUsed: ['walking'], itemsMissing: ['turning'] })
    expect(scores({ where: 'neck', turning: 'na', walking: 'na' }).limits).toBe('items-missing')
  })
})

describe('in FHIR', () => {
  test('several answers repeat, the one that stands alone is marked, and no score is no ordinal', () => {
    const written = buildFhirQuestionnaire(SEVERAL_ANSWERS, 'https://example.org/made-up')
    expect(written).toMatchObject({
      kind: 'questionnaire',
      questionnaire: {
        item: [
          { type: 'date', extension: [{ valueDate: '2020-01-01' }, { valueDate: '2030-12-31' }] },
          { type: 'choice', repeats: true },
          { type: 'choice' },
          { type: 'choice' },
        ],
      },
    })
    expect(JSON.stringify(written)).toContain(
      '{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0},{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}]',
    )
    expect(JSON.stringify(written)).toContain(
      '{"valueCoding":{"system":"urn:concord:made-up@1.0.0","code":"na","display":"Does not apply"}}',
    )
  })

  test('a response has an answer for each', () => {
    const answers = { since: '2026-03-15', where: 'back|neck', turning: 'na', walking: '5' }
    const response = buildFhirResponse(
      SEVERAL_ANSWERS,
      answers,
      computeAnswerStates(SEVERAL_ANSWERS, answers),
      'https://example.org/made-up',
      {
        ...{
          id: 'r',
          subject: { identifier: { system: 's', value: '1' } },
          authored: '2026-03-15T00:00:00Z',
        },
        ...{ answeredBy: 'self', state: 'submitted' },
      },
    )
    expect(response).toMatchObject({
      item: [
        { answer: [{ valueDate: '2026-03-15' }] },
        {
          answer: [{ valueCoding: { code: 'back' } }, { valueCoding: { code: 'neck', display: 'Neck' } }],
        },
        { answer: [{ valueCoding: { code: 'na' } }] },
        {},
      ],
    })
  })
})

test('the worked examples come out', () => {
  expect(checkInstrument(SEVERAL_ANSWERS)).toEqual([])
})
