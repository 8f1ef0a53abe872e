import { expect, test } from 'vitest'
import { shippedStudies } from '../../../surveys/studies/shipped.ts'
import { studyDefinitionSchema } from '../../../surveys/study/definition.ts'
import { readUnfinishedStudy } from '../../../surveys/study/read-unfinished.ts'

type Source = Readonly<Record<string, unknown>> & { readonly timepoints: readonly object[] }
const sources = shippedStudies as readonly Source[]

test('a finished study reads as its schema reads it', () => {
  for (const source of sources)
    expect(readUnfinishedStudy(source)).toEqual(studyDefinitionSchema.parse(source))
})

test('whatever one part is, the others read as before, and it has no part that a study would lack', () => {
  const source = sources.at(-1) as Source
  const whole = studyDefinitionSchema.parse(source)
  for (const name of Object.keys(studyDefinitionSchema.shape))
    for (const value of [undefined, null, 7, 'nonsense', [], {}, [{ id: 3 }], { a: 'b' }]) {
      const read = readUnfinishedStudy({ ...source, [name]: value })
      expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(whole)))
      expect({ ...read, [name]: null }).toEqual({ ...whole, [name]: null })
    }
})

test('of a list that is not finished stay the entries that are', () => {
  const source = sources.at(-1) as Source
  const timepoints = [...source.timepoints, { id: 'unfinished' }]
  expect(readUnfinishedStudy({ ...source, timepoints }).timepoints).toEqual(
    studyDefinitionSchema.parse(source).timepoints,
  )
})
