import { describe, expect, test } from 'vitest'
import { normalizeWords, splitClauses } from '../../../../functions/rules/reply-intent/plain-words.ts'
import { classifyReply } from '../../../../functions/rules/reply-intent/reply-intent.ts'

const phrases = (body: string) => splitClauses(body).map(({ phrase }) => phrase)

describe('words', () => {
  test.each([
    ['two letters are two words', 'a b', 'a b'],
    ['three letters that stand alone are a word', 'n o w', 'now'],
    ['letters among words stay letters', 'plan b c now', 'plan b c now'],
    ['a word that is said again and again is said once', 'stop stop STOP now', 'stop now'],
    ['a word that comes again later is said again', 'stop now stop', 'stop now stop'],
    ['a number that is said twice is two answers', '7 7', '7 7'],
    ['a number of two digits too', '10 10', '10 10'],
    ['a word with a digit in it is no number', 'b2 b2 2b 2b', 'b2 2b'],
    ['a letter that is drawn out is one letter', 'stoooop', 'stop'],
    ['two of a letter stay two', 'good', 'good'],
    ['accents, apostrophes and invisible marks are left out', 'Don’t di\u200bgáis', 'dont digais'],
    ['a stop sign is the word', 'please 🛑', 'please stop'],
    ['letters of other scripts that look like Latin ones are those', 'ѕтор τορ', 'stop top'],
    ['letters that look like none are kept', 'ж', 'ж'],
    ['full-width letters are letters', 'ＳＴＯＰ', 'stop'],
  ])('%s: %s', (_, body, expected) => expect(normalizeWords(body)).toBe(expected))
})

describe('clauses', () => {
  test.each([
    ['a message of signs has none', '... !', []],
    ['points and commas divide', 'Thanks. Not now, call me', ['thanks', 'not now', 'call me']],
    ['a word spelt with points is one word', 'please S.T.O.P. texting', ['please stop texting']],
    ['with dashes and stars too', 's-t-o-p or s*t*o*p', ['stop or stop']],
    ['two letters with a point between are an abbreviation', 'at 9 a.m today', ['at 9 a', 'm today']],
    ['a hyphen within a word does not divide', 'follow-up call', ['follow up call']],
    ['brackets and line ends divide', 'yes (thanks)\nbye', ['yes', 'thanks', 'bye']],
  ])('%s: %s', (_, body, expected) => expect(phrases(body)).toEqual(expected))

  test('know which of them is a question', () => {
    expect(splitClauses('Stop? Now!')).toEqual([
      { phrase: 'stop', isQuestion: true },
      { phrase: 'now', isQuestion: false },
    ])
  })
})

describe('a reply', () => {
  test('that speaks of self-harm in one clause of several is known by it', () => {
    expect(classifyReply('Thanks for asking. I want to kill myself. Bye').speaksOfSelfHarm).toBe(true)
    expect(classifyReply('Thanks for asking. I want to sleep. Bye').speaksOfSelfHarm).toBe(false)
  })

  test.each([
    ['STOP this is my work phone', 'stop'],
    ['  STOP, it is late', 'stop'],
    ['STOP\nthis is my work phone', 'stop'],
    ['STOP or go on? ', 'unclear'],
  ])('that begins with the keyword in capitals means it, unless it asks: %j', (body, expected) => {
    expect(classifyReply(body).wants).toBe(expected)
  })

  test('that shouts the keyword within a sentence does not begin with it', () => {
    expect(classifyReply('the pain will not STOP today sadly').wants).toBe('unclear')
  })
})
