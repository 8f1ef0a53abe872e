import { describe, expect, test, vi } from 'vitest'
import type { StudyHead } from '../../../functions/records/library/catalogue.ts'
import {
  createStoredLibrary,
  findInForce,
  HEAD_MILLISECONDS,
} from '../../../functions/records/library/stored-library.ts'

const buildHead = (change: Partial<StudyHead> = {}): StudyHead => ({
  ...{ study: 'registry', sites: ['harbor'], timepoints: ['week-1'] },
  versions: [{ version: '1.0.0', hash: 'study-1' }],
  instruments: Array.from({ length: 500 }, (_, at) => ({ ref: `scale-${at}@1.0.0`, hash: `scale-${at}` })),
  ...change,
})

function open(head: () => StudyHead | undefined = buildHead) {
  const time = { ticks: 0, now: '2026-03-02T09:00:00.000Z' }
  const readFinished = vi.fn(
    async (hashes: readonly string[]): Promise<unknown[]> => hashes.map((hash) => ({ id: hash })),
  )
  const find = vi.fn(async () => head() as never)
  const library = createStoredLibrary({
    clock: { now: () => ({ epochMilliseconds: Date.parse(time.now) }) },
    definitions: { readFinished, listEntries: async () => [] } as never,
    heads: { find, listDirectory: async () => [] },
    readTicks: () => time.ticks,
  })
  return { library, readFinished, find, time }
}

describe('a battery', () => {
  test('is read with its study in two requests, whatever else the study asks', async () => {
    const { library, readFinished, find } = open()
    const opened = await library.openBattery('registry', ['scale-3@1.0.0', 'scale-7@1.0.0'])
    expect(opened?.library.instruments.map(({ hash }) => hash)).toEqual(['scale-3', 'scale-7'])
    expect(find).toHaveBeenCalledTimes(1)
    expect(readFinished.mock.calls).toEqual([[['study-1', 'scale-3', 'scale-7']]])
  })

  test('is read once, also by those who ask for it at once, and of another one what is missing', async () => {
    const { library, readFinished, find } = open()
    const both = [
      library.openBattery('registry', ['scale-3@1.0.0']),
      library.openBattery('registry', ['scale-3@1.0.0']),
    ]
    await Promise.all(both)
    await library.openBattery('registry', ['scale-3@1.0.0', 'scale-4@1.0.0'])
    expect(readFinished.mock.calls).toEqual([[['study-1', 'scale-3']], [['scale-4']]])
    expect(find).toHaveBeenCalledTimes(1)
  })

  test('is asked for again after a reading that failed', async () => {
    const { library, readFinished, find } = open()
    find.mockRejectedValueOnce(new Error('busy'))
    await expect(library.openBattery('registry', [])).rejects.toThrow('busy')
    readFinished.mockRejectedValueOnce(new Error('lost'))
    await expect(library.openBattery('registry', [])).rejects.toThrow('lost')
    expect((await library.openBattery('registry', []))?.hash).toBe('study-1')
  })
})

describe('the version in force', () => {
  const versions = [
    { version: '1.10.0', hash: 'ten', from: '2026-04-01T00:00:00.000Z' },
    { version: '1.9.0', hash: 'nine' },
    { version: '2.0.0', hash: 'two', from: '2026-05-01T00:00:00.000Z' },
  ]

  test.each([
    ['2026-03-31T23:59:59.999Z', 'nine'],
    ['2026-04-01T00:00:00.000Z', 'ten'],
    ['2026-05-01T00:00:00.000Z', 'two'],
  ])('at %s is %s', (now, hash) => {
    expect(findInForce(buildHead({ versions }), now)?.hash).toBe(hash)
  })

  test('is none before the first one is', async () => {
    const { library } = open(() => buildHead({ versions: versions.slice(0, 1) }))
    expect(await library.findStudy('registry')).toBeUndefined()
  })

  test('changes at its instant in a function that keeps running, without a reading of the head', async () => {
    const { library, find, time } = open(() => buildHead({ versions }))
    expect((await library.openStudy('registry'))?.hash).toBe('nine')
    time.now = '2026-04-01T00:00:00.000Z'
    expect((await library.openStudy('registry'))?.hash).toBe('ten')
    expect(find).toHaveBeenCalledTimes(1)
  })

  test('is seen half a minute after it was published at the latest', async () => {
    let head = buildHead()
    const { library, time } = open(() => head)
    expect((await library.openStudy('registry'))?.hash).toBe('study-1')
    head = buildHead({ versions })
    time.ticks += HEAD_MILLISECONDS - 1
    expect((await library.openStudy('registry'))?.hash).toBe('study-1')
    time.ticks += 1
    expect((await library.openStudy('registry'))?.hash).toBe('nine')
  })
})

test('a study that is not there is looked for at each request: it may be published at any moment', async () => {
  let head: StudyHead | undefined
  const { library } = open(() => head)
  expect(await library.openStudy('registry')).toBeUndefined()
  head = buildHead()
  expect((await library.openStudy('registry'))?.hash).toBe('study-1')
})
