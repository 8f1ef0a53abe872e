import { describe, expect, test } from 'vitest'
import {
  canShowGroup,
  canShowMissing,
  canShowParts,
  hasSmallPart,
} from '../../../../functions/analysis/disclosure/group-rules.ts'

const viewer = { sites: ['harbor'], minimumCellSize: 11 }

describe('of another clinic', () => {
  test.each([
    [10, false],
    [11, true],
    [0, false],
  ])('a group of %i: %s', (count, isShown) => {
    expect(canShowGroup('mesa', count, viewer)).toBe(isShown)
  })

  test('no arm is shown where one of them is small, and an empty arm is small', () => {
    expect(canShowParts('mesa', [30, 10], viewer)).toBe(false)
    expect(canShowParts('mesa', [30, 0], viewer)).toBe(false)
    expect(canShowParts('mesa', [30, 11], viewer)).toBe(true)
  })

  test('how many miss a value is told of a whole clinic, nobody or a large group, and never of a part', () => {
    expect(canShowMissing('mesa', 3, 'whole', viewer)).toBe(false)
    expect(canShowMissing('mesa', 0, 'whole', viewer)).toBe(true)
    expect(canShowMissing('mesa', 11, 'whole', viewer)).toBe(true)
    expect(canShowMissing('mesa', 11, 'one-of-several', viewer)).toBe(false)
  })
})

test('one’s own clinic is shown whole', () => {
  expect(canShowGroup('harbor', 1, viewer)).toBe(true)
  expect(canShowParts('harbor', [1, 0], viewer)).toBe(true)
  expect(canShowMissing('harbor', 1, 'one-of-several', viewer)).toBe(true)
})

test('a split has a small part on either side; a split of nobody has none', () => {
  expect(hasSmallPart(10, 30, viewer)).toBe(true)
  expect(hasSmallPart(20, 30, viewer)).toBe(true)
  expect(hasSmallPart(11, 22, viewer)).toBe(false)
  expect(hasSmallPart(0, 0, viewer)).toBe(false)
})
