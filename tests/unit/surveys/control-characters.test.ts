import { expect, test } from 'vitest'
import { hasControlCharacter } from '../../../surveys/values/control-characters.ts'

const found = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) =>
  hasControlCharacter(`a${String.fromCharCode(code)}b`),
)

test('the control characters are C0 without tab and line ends, DEL, and C1 (ISO 6429)', () => {
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  expect(found).toEqual([...range(0, 8), 11, 12, ...range(14, 31), ...range(127, 159)])
})

test('no letter, sign or emoji is one', () => {
  expect(hasControlCharacter('¿Cómo está? Señor Núñez – 日本 🙂\u200d\t\r\n')).toBe(false)
})
