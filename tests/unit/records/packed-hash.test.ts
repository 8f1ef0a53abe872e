import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  packedHashSchema,
  packedHeadSchema,
  packHash,
  packHead,
} from '../../../functions/records/audit/packed-hash.ts'

test('a hash is kept in 43 letters, and comes back as it was', () => {
  expect(packHash('0'.repeat(64))).toBe('A'.repeat(43))
  expect(packHash('f'.repeat(64))).toBe(`${'_'.repeat(42)}8`)
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const hash = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      expect(packHash(hash)).toMatch(/^[\w-]{43}$/)
      expect(packedHashSchema.parse(packHash(hash))).toBe(hash)
    }),
  )
})

test('the head of a chain is kept as its number and its hash', () => {
  const head = { sequence: 7, hash: '5'.repeat(64) }
  expect(packHead(head)).toBe(`7 ${'V'.repeat(42)}U`)
  expect(packedHeadSchema.parse(packHead(head))).toEqual(head)
})

test.each([[''], ['7'], ['A 7'], ['1.5 A'], ['7 A B'], [[7, 'A']], [null]])(
  'what is no head is refused: %j',
  (stored) => {
    expect(packedHeadSchema.safeParse(stored).success).toBe(false)
  },
)
