import { expect, test } from 'vitest'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { createItemScorer } from '../../../surveys/scoring/item-scores.ts'

const library = openShippedLibrary()
const find = (ref: string) => {
  const definition = library.findInstrument(ref)?.definition
  if (definition === undefined) throw new Error(`no ${ref}`)
  return definition
}

test('a mean of items: each as it is answered, and none where one is missing', () => {
  const scorer = createItemScorer(find('peg@1.0.0'), 'total')
  expect(scorer?.items).toEqual(['pain', 'enjoyment', 'activity'])
  expect(scorer?.scoreItems({ pain: '7', enjoyment: '5', activity: '2' })).toEqual([7, 5, 2])
  expect(scorer?.scoreItems({ pain: '7', enjoyment: '5' })).toBeUndefined()
})

test('a T score from a table of a sum has the items of the sum', () => {
  const scorer = createItemScorer(find('promis-29@2.0.0'), 'anxiety-t')
  expect(scorer?.items).toEqual(['edanx01', 'edanx40', 'edanx41', 'edanx53'])
})

test('an item that the scale turns round is turned round', () => {
  const definition = find('rand-36@1.0.0')
  const scorer = createItemScorer(definition, 'general-health')
  expect(scorer?.items.length).toBe(5)
})

test('a scale that there is not, or that is no sum of items, has none', () => {
  expect(createItemScorer(find('peg@1.0.0'), 'none')).toBeUndefined()
  expect(createItemScorer(find('psqi@2.0.0'), 'efficiency')).toBeUndefined()
})
