import { describe, expect, test } from 'vitest'
import { findJoinedCry } from '../../../../functions/rules/reply-intent/joined-texts.ts'

/** Texts, each with the seconds of its receipt; the last is the one that is asked about, where no place is given. */
const hear = (texts: readonly (readonly [seconds: number, body: string])[], place = texts.length - 1) =>
  findJoinedCry(
    texts.map(([seconds, body], at) => ({
      id: String(at),
      body,
      at: new Date(Date.UTC(2026, 2, 2, 15, 0, seconds)).toISOString(),
    })),
    String(place),
  )
const MINUTE = 60

describe('nothing is heard', () => {
  test.each<[string, readonly (readonly [number, string])[]]>([
    ['in one text', [[0, 'I want to']]],
    [
      'in two that say nothing together',
      [
        [0, 'I want to'],
        [5, 'come on Friday'],
      ],
    ],
    [
      'in two answers',
      [
        [0, '7'],
        [20, '8'],
      ],
    ],
    [
      'in a good pair',
      [
        [0, 'The pain wants to'],
        [30, 'diet and walking help'],
      ],
    ],
    [
      'in two that are more than 30 minutes apart',
      [
        [0, 'I want to'],
        [30 * MINUTE + 1, 'die'],
      ],
    ],
    [
      'in the first and the last of four',
      [
        [0, 'I want to'],
        [60, 'hold on'],
        [120, 'the bus'],
        [180, 'die'],
      ],
    ],
    [
      'in other order after more than two minutes',
      [
        [0, 'die'],
        [121, 'I want to'],
      ],
    ],
    [
      'in a text that follows one that says it',
      [
        [0, 'I want to die'],
        [60, 'tonight'],
      ],
    ],
    [
      'in a third text where two said it together',
      [
        [0, 'I want to'],
        [10, 'die'],
        [20, 'tonight'],
      ],
    ],
    [
      'beside one that says it by itself',
      [
        [0, 'I want to'],
        [60, 'kill myself'],
      ],
    ],
  ])('%s', (_, texts) => {
    expect(hear(texts)).toEqual([])
  })

  test('in a text that is not there', () => {
    expect(findJoinedCry([], 'x')).toEqual([])
  })
})

describe('self-harm is heard in texts that say it only together', () => {
  test.each<[string, readonly (readonly [number, string])[], readonly string[]]>([
    [
      'two within minutes',
      [
        [0, 'I want to'],
        [5 * MINUTE, 'die'],
      ],
      ['0', '1'],
    ],
    [
      'two that are 30 minutes apart',
      [
        [0, 'I want to'],
        [30 * MINUTE, 'die'],
      ],
      ['0', '1'],
    ],
    [
      'sentences that are broken off',
      [
        [0, 'I want to...'],
        [40, '...die'],
      ],
      ['0', '1'],
    ],
    [
      'two around an answer',
      [
        [0, 'i wish i was'],
        [30, '7'],
        [60, 'dead'],
      ],
      ['0', '2'],
    ],
    [
      'three',
      [
        [0, 'I'],
        [30, 'want to'],
        [60, 'die'],
      ],
      ['1', '2'],
    ],
    [
      'three that need each other',
      [
        [0, 'I dont'],
        [200, 'want to'],
        [400, 'live'],
      ],
      ['0', '1', '2'],
    ],
    [
      'Spanish',
      [
        [0, 'ya no quiero'],
        [50, 'vivir'],
      ],
      ['0', '1'],
    ],
    [
      'two of one time',
      [
        [0, 'die'],
        [0, 'I want to'],
      ],
      ['0', '1'],
    ],
    [
      'two that a carrier put in the wrong order',
      [
        [0, 'die'],
        [120, 'I want to'],
      ],
      ['0', '1'],
    ],
    [
      'a word that was cut in two',
      [
        [0, 'I think about suic'],
        [1, 'ide a lot'],
      ],
      ['0', '1'],
    ],
    [
      'the end of a long text and the beginning of another',
      [
        [0, `${'the bus was late and '.repeat(30)} I want to`],
        [1, `die ${'and so on '.repeat(60)}`],
      ],
      ['0', '1'],
    ],
    [
      'two after one that said it by itself',
      [
        [0, 'kill me'],
        [60, 'I want to'],
        [90, 'die'],
      ],
      ['1', '2'],
    ],
  ])('%s', (_, texts, ids) => {
    expect(hear(texts)).toEqual(ids)
  })

  test('a text that is read late, with the one that came after it', () => {
    expect(
      hear(
        [
          [0, 'I want to'],
          [5 * MINUTE, 'die'],
        ],
        0,
      ),
    ).toEqual(['0', '1'])
  })
})
