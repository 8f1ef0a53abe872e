import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLinkId, createLinkTokens } from '../../../functions/records/link/link.ts'

const SECRET = 'the first secret, only for these tests, 0001'
const OTHER = 'the other secret, only for these tests, 0002'
const links = createLinkTokens(SECRET)
const ID = '00112233445566ff'
const token = links.createToken(ID)
const linkId = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(16).padStart(16, '0'))
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

describe('a token is refused', () => {
  test('with any one of its characters changed', () => {
    for (let at = 0; at < token.length; at += 1)
      for (const letter of ALPHABET)
        if (letter !== token[at])
          expect(links.verifyToken(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`)).toBeUndefined()
  })

  test.each([
    ['nothing', ''],
    ['one that was cut off', token.slice(0, -1)],
    ['one that is longer', `${token}0`],
    ['one with a space before it', ` ${token.slice(1)}`],
    ['one with a character that is no letter', `${token.slice(0, -1)}-`],
    ['one with a letter that is no base62', `${token.slice(0, -1)}é`],
    ['one beyond 128 bits', 'z'.repeat(22)],
    ['all noughts', '0'.repeat(22)],
    ['an id without its seal', ID],
  ])('that is %s', (_, text) => expect(links.verifyToken(text)).toBeUndefined())

  test('that is any text of its length', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 22, maxLength: 22 }),
        (text) => void expect(links.verifyToken(text)).toBeUndefined(),
      ),
    )
  })

  test('that another secret made', () => {
    fc.assert(
      fc.property(
        linkId,
        (id) => void expect(links.verifyToken(createLinkTokens(OTHER).createToken(id))).toBeUndefined(),
      ),
    )
  })

  test('whose secret was taken out', () => {
    expect(createLinkTokens(OTHER).verifyToken(token)).toBeUndefined()
  })
})

describe('a secret is refused', () => {
  test.each([
    ['when there is none', ''],
    ['when it is shorter than 32 characters', 'x'.repeat(31)],
    ['when one of several is', `${SECRET}\n${'x'.repeat(31)}`],
  ])('%s', (_, secrets) => expect(() => createLinkTokens(secrets)).toThrow('too short'))
})

describe('a token', () => {
  test('is 22 letters and digits, the same for the same link, and leads back to it', () => {
    fc.assert(
      fc.property(linkId, (id) => {
        expect(links.createToken(id)).toMatch(/^[0-9A-Za-z]{22}$/)
        expect(links.createToken(id)).toBe(links.createToken(id))
        expect(links.verifyToken(links.createToken(id))).toBe(id)
      }),
    )
  })

  test('keeps its form at both ends', () => {
    for (const id of ['0'.repeat(16), 'f'.repeat(16)]) {
      expect(links.createToken(id)).toMatch(/^[0-9A-Za-z]{22}$/)
      expect(links.verifyToken(links.createToken(id))).toBe(id)
    }
  })

  test('made before a new secret came first still opens; new ones are made with the new secret', () => {
    const both = createLinkTokens(`${OTHER}\n${SECRET}\n`)
    expect(both.verifyToken(token)).toBe(ID)
    expect(both.createToken(ID)).toBe(createLinkTokens(OTHER).createToken(ID))
  })
})

test('a new link id is 64 random bits in hexadecimal', () => {
  const ids = Array.from({ length: 100 }, createLinkId)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/)
  expect(new Set(ids).size).toBe(100)
})
