import { describe, expect, test } from 'vitest'
import { parseTextAnswer } from '../../../../functions/rules/reply-intent/parse-text-answer.ts'

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
  ])('%s is a number', (body, number) => {
    expect(parseTextAnswer(body)).toEqual({ kind: 'number', number })
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
    '7/10',
    'seven',
    '',
    '1234',
    '555 0123',
    'a 7',
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
