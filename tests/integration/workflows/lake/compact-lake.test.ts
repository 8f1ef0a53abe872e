import { expect, test } from 'vitest'
import { pickLogFields } from '../../../../functions/platform/core/log.ts'
import { holdLibrary } from '../../../../functions/records/library/study-library.ts'
import { compactLake } from '../../../../functions/workflows/lake/compact-lake.ts'
import { openShippedLibrary } from '../../../../surveys/library/library.ts'
import { createMemoryBucket } from '../../../support/memory-bucket.ts'

test('the log says how many facts each study’s lake and table differed in', async () => {
  const lines: unknown[] = []
  const note = (message: string, fields = {}) => void lines.push({ message, ...pickLogFields(fields) })
  const library = openShippedLibrary()
  await compactLake({
    lake: createMemoryBucket().client,
    library: holdLibrary(library),
    clock: { now: () => ({ epochMilliseconds: Date.UTC(2026, 11, 1) }) },
    log: { info: note, error: note },
    readItems: async function* () {},
  } as unknown as Parameters<typeof compactLake>[0])
  const counts = { missing: 0, erased: 0, replaced: 0, unexplained: 0 }
  expect(lines).toEqual(
    library.directory.map(({ study }) => ({
      ...{ message: 'the lake was compared with the table', study, ...counts },
    })),
  )
})
