import { describe, expect, test } from 'vitest'
import { type LakeEngine, LakeUnavailableError } from '../../../../functions/platform/lake/lake-engine.ts'
import { createLargeStudies } from '../../../../functions/workflows/lake/large-studies.ts'
import { createMemoryBucket } from '../../../support/memory-bucket.ts'

const NOW = Date.parse('2026-12-01T12:00:00.000Z')
const ENGINE: LakeEngine = { sitesAtOnce: 1, async *ask() {} }

async function open(participants: number | undefined, openEngine = async () => ENGINE) {
  const { client } = createMemoryBucket()
  const summary = { facts: 1, comparedAt: '2026-12-01T02:00:00.000Z' }
  const keep = (day: string, count: number) =>
    client.put(
      `facts/summaries/study=s/${day}.json`,
      Buffer.from(JSON.stringify({ ...summary, participants: count })),
    )
  if (participants !== undefined) {
    await keep('2026-11-30', 1)
    await keep('2026-12-01', participants)
  }
  const lines: string[] = []
  const log = {
    info: (line: string) => void lines.push(line),
    error: (line: string) => void lines.push(line),
  }
  const clock = { now: () => ({ epochMilliseconds: NOW }) }
  const studies = createLargeStudies({ bucket: client, openEngine, clock, log } as Parameters<
    typeof createLargeStudies
  >[0])
  const ask = (asked?: string) => studies.ask('s', asked, async (_lake, asOf) => asOf)
  return { ask, lines }
}

describe('a study', () => {
  test.each([undefined, 4_999])('of %s participants is read from its table', async (participants) => {
    expect(await (await open(participants)).ask()).toBeUndefined()
  })

  test('of 5,000 is read from its facts, as they were a quarter of an hour ago', async () => {
    expect(await (await open(5_000)).ask()).toBe('2026-12-01T11:45:00.000Z')
    expect(await (await open(5_000)).ask('2026-06-01T00:00:00.000Z')).toBe('2026-06-01T00:00:00.000Z')
  })

  test('cannot be asked for what the facts may not have yet', async () => {
    await expect((await open(5_000)).ask('2026-12-01T11:50:00.000Z')).rejects.toMatchObject({
      errors: [{ pointer: '?asOf', code: 'not-settled' }],
    })
  })

  test('is read from its table where there is no engine, and the log says so', async () => {
    const { ask, lines } = await open(9_000, async () => {
      throw new LakeUnavailableError('DuckDB has no binary for this platform')
    })
    expect(await ask()).toBeUndefined()
    expect(lines).toEqual(['a large study is read from its table: there is no engine for its facts'])
  })

  test('whose query fails is not read in another way', async () => {
    const { ask } = await open(9_000, async () => {
      throw new Error('a question to the lake failed: FAILED, category 2')
    })
    await expect(ask()).rejects.toThrow('category 2')
  })
})
