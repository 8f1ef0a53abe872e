import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatJsonPointer,
  listFaultyTexts,
  MAX_JSON_DEPTH,
  parseStrictJson,
} from '../../../functions/platform/core/json.ts'
import { findTextFault } from '../../../surveys/values/text-faults.ts'

const nest = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('a JSON text is refused', () => {
  test.each([
    ['that is none', '{"a":}'],
    ['that is empty', ''],
    ['that names a member twice', '{"a":1,"a":2}'],
    ['that names it once by its letters and once by an escape', '{"a":1,"\\u0061":2}'],
    ['that names it twice deep inside', '[{"a":{"b":1,"c":[{"b":2}],"b":3}}]'],
    ['that names __proto__', '{"a":{"__proto__":1}}'],
    ['one level too deep', nest(MAX_JSON_DEPTH + 1)],
    ['so deep that walking through it would end the program', nest(30_000)],
  ])('%s', (_, text) => {
    expect(() => parseStrictJson(text)).toThrow(SyntaxError)
  })
})

describe('a JSON text is read', () => {
  test.each([
    ['with the same name in two members', '{"a":{"x":1},"b":{"x":2}}'],
    ['with a name that stands in a text too', '{"a":"\\"a\\":1","b":["a","a"]}'],
    ['as deep as is allowed', nest(MAX_JSON_DEPTH)],
    ['with brackets in its texts', `{"a":"${'['.repeat(100)}"}`],
    ['with both halves of a character', '{"a":"\\ud83d\\ude00"}'],
  ])('%s', (_, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text))
  })

  test('as any other reader reads it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        // Refused, as above.
        fc.pre(!text.includes('"__proto__":'))
        expect(parseStrictJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })
})

test.each([
  [[], ''],
  [['a', 0, 'b'], '/a/0/b'],
  [['answers', 'peg/pain'], '/answers/peg~1pain'],
  [['a~b', '~1'], '/a~0b/~01'],
  [[''], '/'],
])('the pointer to %j is %j (RFC 6901)', (path, pointer) => {
  expect(formatJsonPointer(path)).toBe(pointer)
})

test('what no text may hold is found wherever it stands, and a name that holds it is not repeated', () => {
  expect(
    listFaultyTexts(
      {
        ...{ fine: 'tab\tline\r\nend', nul: 'a\u0000b', 'a/b': ['', '\u007f'], c1: { deep: '\u0085' } },
        inner: { 'secret\u0001': 'x' },
        ...{ half: '\ud800', turned: 'a\u202eb', 'whole pair': '\ud83d\ude00' },
      },
      findTextFault,
    ),
  ).toEqual([
    { pointer: '/nul', fault: 'control-character' },
    { pointer: '/a~1b/1', fault: 'control-character' },
    { pointer: '/c1/deep', fault: 'control-character' },
    { pointer: '/inner', fault: 'control-character' },
    { pointer: '/half', fault: 'invalid-unicode' },
    { pointer: '/turned', fault: 'direction-control' },
  ])
})
