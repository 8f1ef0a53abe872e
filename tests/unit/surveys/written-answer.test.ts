import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeWrittenValue,
  isWrittenCode,
  parseWrittenAnswer,
  type WrittenForm,
} from '../../../surveys/instrument/written-answer.ts'

const form = fc.oneof(
  fc.record({
    type: fc.constant('number' as const),
    minimum: fc.constantFrom(0, 0.5, 2),
    maximum: fc.constantFrom(10, 600),
    decimals: fc.integer({ min: 0, max: 3 }),
  }),
  fc.constant<WrittenForm>({ type: 'time' }),
  fc.record({ type: fc.constant('text' as const), maximumLength: fc.integer({ min: 1, max: 8 }) }),
)
const written = fc.oneof(
  fc.string(),
  fc.stringMatching(/^ ?0{0,2}\d{0,3}[.,]?\d{0,4} ?$/),
  fc.stringMatching(/^\d{1,2}:\d{2}$/),
)

describe('an answer that is written in', () => {
  it('becomes a code that can be stored, and that is its own code', () => {
    fc.assert(
      fc.property(form, written, (of, text) => {
        const code = parseWrittenAnswer(of, text)
        fc.pre(code !== undefined)
        expect(isWrittenCode(of, code)).toBe(true)
        expect(parseWrittenAnswer(of, code)).toBe(code)
      }),
    )
  })

  it('of a number is worth what it says, within its limits', () => {
    fc.assert(
      fc.property(form, written, (of, text) => {
        const code = parseWrittenAnswer(of, text)
        fc.pre(of.type === 'number' && code !== undefined)
        expect(computeWrittenValue(of, code)).toBe(Number(text.replace(',', '.')))
        expect(Number(code)).toBeGreaterThanOrEqual(of.minimum)
        expect(Number(code)).toBeLessThanOrEqual(of.maximum)
        expect(code.split('.')[1]?.length ?? 0).toBeLessThanOrEqual(of.decimals)
      }),
    )
  })

  it('that is text is kept as it is, and worth nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const code = parseWrittenAnswer({ type: 'text', maximumLength: 1000 }, text)
        expect(code).toBe(text.trim() || undefined)
        expect(computeWrittenValue({ type: 'text', maximumLength: 1000 }, text)).toBeUndefined()
      }),
    )
  })
})
