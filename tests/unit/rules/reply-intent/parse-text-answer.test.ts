import { describe, expect, test } from 'vitest'
import {
  isAttemptedAnswer,
  parseTextAnswer,
} from '../../../../functions/rules/reply-intent/parse-text-answer.ts'

describe('what is said to a question asked by text', () => {
  test.each([
    ['7', 7],
    [' 7 ', 7],
    ['7.', 7],
    ['"10"', 10],
    ['Number 3', 3],
    ['número 3', 3],
    ['0', 0],
    ['7️⃣', 7],
    ['７', 7],
    ['seven', 7],
    ['Seven.', 7],
    ['ZERO', 0],
    ['siete', 7],
    ['Diez', 10],
    ['a 7', 7],
    ['It’s a seven', 7],
    ['I’d say 7', 7],
    ['Es un siete', 7],
    ['7 please', 7],
  ])('%s is a number', (body, number) => {
    expect(parseTextAnswer(body)).toEqual({ kind: 'number', number })
  })

  test.each([
    ['7 out of 10', 7, 10],
    ['7/10', 7, 10],
    ['7 / 10', 7, 10],
    ['7 of 10', 7, 10],
    ['seven out of ten', 7, 10],
    ['I’d say 7 out of 10!', 7, 10],
    ['10/10', 10, 10],
    ['7 de 10', 7, 10],
    ['siete sobre diez', 7, 10],
    ['3/5', 3, 5],
  ])('%s is a number of a scale', (body, number, outOf) => {
    expect(parseTextAnswer(body)).toEqual({ kind: 'number', number, outOf })
  })

  test.each([
    ['7 or 8', true],
    ['7.5', true],
    ['seven or eight', true],
    ['7-8', true],
    ['about 7 I think', true],
    ['my pain is awful and I took 3 pills', false],
    ['thank you', false],
    ['can you call me', false],
  ])('%s is an answer that went wrong: %s', (body, expected) => {
    expect(isAttemptedAnswer(body)).toBe(expected)
  })

  test.each([
    '7 or 8',
    '7.5',
    '7,5',
    '7-8',
    '-3',
    '–7',
    '−7',
    '－1',
    '-７',
    '7 – 8',
    'seven and a half',
    'seventy',
    'one or two',
    '7 out of',
    'out of 10',
    'I have 3 kids',
    'my pain is 7 and I cannot sleep',
    '7 days of 10',
    '',
    '1234',
    '555 0123',
    'STOP',
    '7 STOP',
  ])('%s is none', (body) => {
    expect(parseTextAnswer(body)).toBeUndefined()
  })

  test.each([
    ['GO', 'go'],
    ['go!', 'go'],
    ['Sí', 'go'],
    ['Undo', 'undo'],
    ['atrás', 'undo'],
    ['SKIP', 'skip'],
    ['omitir', 'skip'],
  ])('%s is %s', (body, kind) => {
    expect(parseTextAnswer(body)).toEqual({ kind })
  })
})
