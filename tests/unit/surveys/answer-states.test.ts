import { describe, expect, test } from 'vitest'
import { computeAnswerStates } from '../../../surveys/instrument/answer-states.ts'
import { instrumentDefinitionSchema } from '../../../surveys/instrument/definition.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'

const sideEffects = openShippedLibrary().findInstrument('side-effects@1.0.0')?.definition
if (!sideEffects) throw new Error('no side-effects@1.0.0')
const findState = (item: string, answers: Record<string, string | null>) =>
  computeAnswerStates(sideEffects, answers).get(item)

describe('what became of an item', () => {
  test.each<[string, Record<string, string | null>, string]>([
    ['is shown and was answered', { any: 'yes', nausea: '2' }, 'answered'],
    ['is shown and was declined', { any: 'yes', nausea: null }, 'declined'],
    ['is shown and was not reached', { any: 'yes' }, 'not-reached'],
    ['is not shown', { any: 'no' }, 'not-shown'],
    ['is not shown, since the gate was declined', { any: null }, 'not-shown'],
    ['is not shown, since the gate was not reached', {}, 'not-shown'],
    ['is no longer shown, although it was answered', { any: 'no', nausea: '3' }, 'not-shown'],
  ])('%s', (_, answers, state) => {
    expect(findState('nausea', answers)).toBe(state)
  })

  test('an item behind two gates needs both, and an answer behind a closed gate opens nothing', () => {
    const when = (item: string) => ({ item, is: ['yes'] })
    const chain = instrumentDefinitionSchema.parse({
      ...sideEffects,
      items: [
        { id: 'a', type: 'choice', options: 'yes-no' },
        { id: 'b', type: 'choice', options: 'yes-no', shownWhen: when('a') },
        { id: 'c', type: 'choice', options: 'yes-no', shownWhen: when('b') },
      ],
    })
    expect(Object.fromEntries(computeAnswerStates(chain, { a: 'yes', b: 'yes', c: 'no' }))).toEqual({
      ...{ a: 'answered', b: 'answered', c: 'answered' },
    })
    expect(Object.fromEntries(computeAnswerStates(chain, { a: 'no', b: 'yes', c: 'yes' }))).toEqual({
      ...{ a: 'answered', b: 'not-shown', c: 'not-shown' },
    })
  })
})
