import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeError, type LogFields, pickLogFields } from '../../../functions/platform/core/log.ts'

const written = (error: unknown) => JSON.stringify(describeError(error))
const FRAME = '    at Maria Alvarez (/home/answers.ts:9:9)'
/** Something read the stack, which is written at that moment, before the error was changed. */
const changed = (change: object) => {
  const error = new Error(`x\n${FRAME}`)
  expect(error.stack).toContain('Alvarez')
  return Object.assign(error, change)
}

describe('what is logged of an error never holds its message', () => {
  test.each<[string, () => unknown]>([
    ['that is one line', () => new Error('Maria Alvarez')],
    ['that looks like a frame', () => new Error(FRAME)],
    ['that ends in lines that look like frames', () => new Error(`no such person\n${FRAME}\n${FRAME}`)],
    ['that was emptied after it was thrown', () => changed({ message: '' })],
    ['that was replaced', () => changed({ message: 'y' })],
    ['under another name', () => changed({ name: 'StoreError' })],
    ['of a cause', () => new Error('x', { cause: new Error(`Maria Alvarez\n${FRAME}`) })],
    ['of an error without a stack', () => Object.assign(new Error(FRAME), { stack: undefined })],
    ['that is the stack', () => Object.assign(new Error('x'), { stack: FRAME })],
    ['that is thrown by itself', () => `Maria Alvarez\n${FRAME}`],
    ['in an object that is no error', () => ({ name: 'Maria', message: 'Alvarez', stack: FRAME })],
  ])('%s', (_, make) => {
    expect(written(make())).not.toMatch(/Maria|Alvarez|answers\.ts/)
  })

  test('whatever it is', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom(FRAME, 'Error', 'Error: ', '\n', '    at a (/b:1:1)'))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const message = `Zebra${lines.join('\n')}`
        const { frames = [] } = describeError(new Error(message))
        expect(frames).not.toEqual([])
        for (const frame of frames) {
          expect(frame).not.toMatch(/Maria|Zebra/)
          expect(frame).not.toBe('a /b:1:1')
        }
      }),
    )
  })
})

describe('what is logged of an error', () => {
  test('is its class, that of its cause, and where it was thrown, innermost first', () => {
    class StoreError extends RangeError {}
    const { errorName, causeName, frames } = describeError(new StoreError('x', { cause: new TypeError('y') }))
    expect([errorName, causeName]).toEqual(['RangeError', 'TypeError'])
    expect(frames?.[0]).toMatch(/log\.test\.ts:\d+:\d+$/)
    expect(frames?.[0]).not.toContain('file://')
  })

  test('names methods, accessors and constructors, private ones too', () => {
    class Store {
      get rows(): never {
        return this.#read()
      }
      #read(): never {
        throw new TypeError('x')
      }
    }
    const caught = () => {
      try {
        return new Store().rows
      } catch (error) {
        return error
      }
    }
    const { frames = [] } = describeError(caught())
    expect(frames[0]).toMatch(/^#read \/.*log\.test\.ts:\d+:\d+$|^Store\.#read /)
    expect(frames[1]).toMatch(/rows/)
  })

  test('is no more than twelve frames', () => {
    const deep = (depth: number): Error => (depth === 0 ? new Error('x') : deep(depth - 1))
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 50
    try {
      expect(describeError(deep(40)).frames).toHaveLength(12)
    } finally {
      Error.stackTraceLimit = limit
    }
  })

  test.each([
    ['a text', 'x', 'string'],
    ['nothing', undefined, 'undefined'],
  ])('is the type of what is no error: %s', (_, thrown, errorName) => {
    expect(describeError(thrown)).toEqual({ errorName })
  })
})

test('a line of the log holds the fields of the list and no other', () => {
  const fields = { study: 'registry', count: 0, code: undefined, phone: '+1 202-555-0123', answers: ['9'] }
  expect(pickLogFields(fields as unknown as LogFields)).toEqual({ study: 'registry', count: 0 })
})
