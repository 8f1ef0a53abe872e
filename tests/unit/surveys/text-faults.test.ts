import { describe, expect, test } from 'vitest'
import { findTextFault, findUnstorable, isBlank } from '../../../surveys/values/text-faults.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const listCodes = (fault: string) =>
  range(0, 0xffff).filter((code) => findTextFault(`a${String.fromCharCode(code)}b`) === fault)

describe('a text has a fault', () => {
  test('with a control character: C0 without tab and line ends, DEL, and C1 (ISO 6429)', () => {
    expect(listCodes('control-character')).toEqual([
      ...range(0, 8),
      ...[11, 12],
      ...range(14, 31),
      ...range(127, 159),
    ])
  })

  test('with an embedding, an override or an isolate of direction (UAX 9, 2.1 to 2.4)', () => {
    expect(listCodes('direction-control')).toEqual([...range(0x202a, 0x202e), ...range(0x2066, 0x2069)])
  })

  test('with half of a character, a noncharacter (Unicode 23.7), or what stands for bytes that are no UTF-8', () => {
    expect(listCodes('invalid-unicode')).toEqual([
      ...range(0xd800, 0xdfff),
      ...range(0xfdd0, 0xfdef),
      ...[0xfffd, 0xfffe, 0xffff],
    ])
    expect(findTextFault('\u{1FFFF}')).toBe('invalid-unicode')
    const overlong = new TextDecoder().decode(new Uint8Array([0x41, 0xc0, 0xaf]))
    expect(findTextFault(overlong)).toBe('invalid-unicode')
  })
})

test.each([
  '¿Cómo está? Señor Núñez – 日本 🙂\t\r\n',
  'שרה כהן',
  'محمد الأحمد',
  // Persian with a non-joiner, Hindi with a joiner, a family of emoji, Hebrew with a mark of direction.
  'علی\u200cرضا',
  'क्\u200dष',
  '👩\u200d👧',
  'שלום\u200f!',
])('no name and no sentence has one: %j', (text) => {
  expect([findTextFault(text), isBlank(text)]).toEqual([undefined, false])
})

test.each(['', '   ', '\u200b\u200c\u200d', '\u00a0\u3000\ufeff\u2060', '\u3164', '\u2800', '\u00ad\u200f'])(
  'whoever reads %j sees nothing',
  (text) => {
    expect(isBlank(text)).toBe(true)
  },
)

test('a participant’s answer may turn its direction, and hold nothing else that no text may hold', () => {
  expect(findUnstorable('\u202a+1 202-555-0123\u202c')).toBeUndefined()
  expect(findUnstorable('a\u0000')).toBe('control-character')
  expect(findUnstorable('a\ufffd')).toBe('invalid-unicode')
})
