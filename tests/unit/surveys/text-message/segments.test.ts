import { describe, expect, test } from 'vitest'
import { countSegments, listNonGsmCharacters } from '../../../../surveys/text-message/segments.ts'

// Capacities of 3GPP TS 23.040: 160/153 septets, 70/67 units of 16 bits.
describe('the parts of a text message', () => {
  test.each<[string, string, ReturnType<typeof countSegments>]>([
    ['nothing', '', { encoding: 'GSM-7', units: 0, segments: 1 }],
    ['160 letters', 'a'.repeat(160), { encoding: 'GSM-7', units: 160, segments: 1 }],
    ['161 letters', 'a'.repeat(161), { encoding: 'GSM-7', units: 161, segments: 2 }],
    ['306 letters', 'a'.repeat(306), { encoding: 'GSM-7', units: 306, segments: 2 }],
    ['307 letters', 'a'.repeat(307), { encoding: 'GSM-7', units: 307, segments: 3 }],
    ['80 euro signs, two septets each', '€'.repeat(80), { encoding: 'GSM-7', units: 160, segments: 1 }],
    [
      'an escape that would be split goes into the next part',
      `${'a'.repeat(152)}€${'a'.repeat(152)}`,
      { encoding: 'GSM-7', units: 306, segments: 3 },
    ],
    ['Spanish letters of the alphabet', 'ñÑ¿¡üÜéà', { encoding: 'GSM-7', units: 8, segments: 1 }],
    ['an accent that is not in the alphabet', 'á', { encoding: 'UCS-2', units: 1, segments: 1 }],
    ['70 of them', 'á'.repeat(70), { encoding: 'UCS-2', units: 70, segments: 1 }],
    ['71 of them', 'á'.repeat(71), { encoding: 'UCS-2', units: 71, segments: 2 }],
    ['134 of them', 'á'.repeat(134), { encoding: 'UCS-2', units: 134, segments: 2 }],
    [
      'a surrogate pair that would be split',
      `${'á'.repeat(66)}🙂${'á'.repeat(66)}`,
      { encoding: 'UCS-2', units: 134, segments: 3 },
    ],
  ])('%s', (_, body, expected) => expect(countSegments(body)).toEqual(expected))

  test('what makes it UCS-2 is named once each', () => {
    expect(listNonGsmCharacters('más o más 🙂’')).toEqual(['á', '🙂', '’'])
    expect(listNonGsmCharacters('Reply STOP {[~]}|\\^€')).toEqual([])
  })
})
