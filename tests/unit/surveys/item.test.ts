import { describe, expect, test } from 'vitest'
import { findCodeValue, isValidAnswer, parseCode } from '../../../surveys/instrument/item.ts'
import { itemSchema } from '../../../surveys/instrument/item-schema.ts'
import { toNumber } from '../../../surveys/values/rational.ts'

const definition = {
  optionSets: {
    yes: [
      { code: 'yes', value: 1 },
      { code: 'no', value: 0 },
    ],
  },
}
const item = (of: object) => itemSchema.parse({ id: 'one', ...of })
const gate = item({ type: 'choice', options: 'yes' })
const scale = item({ type: 'numeric-scale', minimum: -2, maximum: 2 })
const minutes = item({ type: 'number', minimum: 0, maximum: 600 })
const hours = item({ type: 'number', minimum: 1, maximum: 24, decimals: 2 })
const bedtime = item({ type: 'time' })
const goal = item({ type: 'text', maximumLength: 10 })

describe('what is written becomes a code, or is refused', () => {
  test.each([
    ['an option', gate, 'yes', 'yes'],
    ['an option with space around it', gate, ' yes ', undefined],
    ['a number of the scale with space around it', scale, ' 2 ', undefined],
    ['a number of the scale, otherwise written', scale, '2.0', undefined],
    ['no option', gate, 'maybe', undefined],
    ['a name that every object has', gate, 'constructor', undefined],
    ['a number of the scale', scale, '-2', '-2'],
    ['a number beside the scale', scale, '3', undefined],
    ['half a step', scale, '0.5', undefined],
    ['a whole number', minutes, '30', '30'],
    ['leading zeros', minutes, '007', '7'],
    ['nothing', minutes, '', undefined],
    ['0 itself', minutes, '000', '0'],
    ['too much', minutes, '601', undefined],
    ['less than nothing', minutes, '-1', undefined],
    ['decimals where there are none', minutes, '1.5', undefined],
    ['decimals that say nothing', minutes, '30.00', '30'],
    ['an exponent', minutes, '1e2', undefined],
    ['hexadecimal', minutes, '0x10', undefined],
    ['words', minutes, 'half an hour', undefined],
    ['a comma', hours, '6,50', '6.5'],
    ['two places', hours, '6.25', '6.25'],
    ['three places', hours, '6.255', undefined],
    ['below the least', hours, '0.99', undefined],
    ['the most', hours, '24', '24'],
    ['a time', bedtime, '23:30', '23:30'],
    ['a time without its zero', bedtime, '7:05', '07:05'],
    ['no time of day', bedtime, '24:00', undefined],
    ['sixty minutes', bedtime, '10:60', undefined],
    ['a time in words', bedtime, 'noon', undefined],
    ['text', goal, ' Walk ', 'Walk'],
    ['text that is only space', goal, '   ', undefined],
    ['text that is too long', goal, 'Walk to the market', undefined],
  ])('%s', (_, of, written, code) => {
    expect(parseCode(definition, of, written)).toBe(code)
    if (code !== undefined) expect(isValidAnswer(definition, of, code)).toBe(true)
  })
})

describe('what a code is worth', () => {
  test.each([
    ['an option', gate, 'yes', 1],
    ['a number of the scale', scale, '-2', -2],
    ['a number', hours, '6.25', 6.25],
    ['minutes after midnight', bedtime, '07:05', 425],
  ])('%s', (_, of, code, worth) => {
    const value = findCodeValue(definition, of, code)
    expect(value && toNumber(value)).toBe(worth)
  })

  test('text is worth nothing', () => {
    expect(findCodeValue(definition, goal, 'Walk')).toBeUndefined()
  })
})
