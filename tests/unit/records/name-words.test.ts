import { describe, expect, test } from 'vitest'
import {
  hasNameWords,
  listIndexedWords,
  listNameWords,
} from '../../../functions/records/name-index/name-words.ts'

describe('the words of a name', () => {
  test.each([
    ['Ana María López', ['ana', 'maria', 'lopez']],
    ['  O’Neill-Pérez,  Søren ', ['o', 'neill', 'perez', 'søren']],
    ['ANA Ana', ['ana']],
    ['Лев Толстой', ['лев', 'толстои']],
    ['李 小龙', ['李', '小龙']],
    ['-- .', []],
  ])('of %j are %j', (name, words) => {
    expect(listNameWords(name)).toEqual(words)
  })

  test('are eight at most by which somebody is found, and none of who has no name', () => {
    expect(listIndexedWords('a b c d e f g h i j')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    expect(listIndexedWords(undefined)).toEqual([])
  })

  test('are each begun by a word that is looked for', () => {
    expect(hasNameWords('Ana María López', ['lo', 'an'])).toBe(true)
    expect(hasNameWords('Ana María López', ['lo', 'x'])).toBe(false)
    expect(hasNameWords('', ['a'])).toBe(false)
  })
})
