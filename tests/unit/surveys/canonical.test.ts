import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeContentHash, formatCanonicalJson } from '../../../surveys/values/canonical.ts'

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  )
}
const json = fc.jsonValue()

describe('canonical JSON', () => {
  test('other content is another text: order in a list, null, absence, type', () => {
    const texts = [[1, 2], [2, 1], { a: null }, {}, { a: '1' }, { a: 1 }, { a: [] }, { a: {} }].map(
      formatCanonicalJson,
    )
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('has sorted keys, no white space, and no member that is undefined', () => {
    expect(formatCanonicalJson({ b: [1, { d: null, c: 'x y' }], a: undefined, B: true })).toBe(
      '{"B":true,"b":[1,{"c":"x y","d":null}]}',
    )
  })

  // RFC 8785, section 3.2.3: the keys of its example, in code-unit order.
  test('sorts the keys of RFC 8785 as it prints them', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33']
    const text = formatCanonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
    expect(text).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}`)
  })

  test('reads back as what was written, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(formatCanonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(formatCanonicalJson(turned(value))).toBe(formatCanonicalJson(value))
      }),
    )
  })
})

describe('the content hash', () => {
  // As `printf "{}" | sha256sum` prints it.
  test('is SHA-256 in hexadecimal', () => {
    expect(computeContentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
    expect(computeContentHash({ b: undefined })).toBe(computeContentHash({}))
    expect(computeContentHash({ a: 1, b: 2 })).toBe(computeContentHash({ b: 2, a: 1 }))
    expect(computeContentHash({ a: '7' })).not.toBe(computeContentHash({ a: '8' }))
  })
})
