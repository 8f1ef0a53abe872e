import { beforeAll, describe, expect, test } from 'vitest'
import { runDueJobs } from '../../../functions/workflows/jobs/run-due-jobs.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'
import { openJobs } from '../../support/report-jobs.ts'

/* Parts of a report that stand in the bucket: what they are counts, and not what was made last. */

let tables: CrashingTables
beforeAll(async () => {
  tables = await createCrashingTables()
})

describe('a part that stands, of a worker that died before it was noted', () => {
  /** A section is left out of what is made on the last try. */
  const openLenient = (id: string) =>
    openJobs(tables, id, {
      makePart: async (_, part, isLastTry) => Buffer.from(`${part} ${isLastTry ? 'short' : 'whole'}, `),
      isIncomplete: (_, part) => part.toString().includes('short'),
    })
  /** Made by the first worker and kept in the bucket alone. */
  async function leavePart(jobs: ReturnType<typeof openJobs>, content: string) {
    tables.live()
    await jobs.subscribe()
    jobs.time.now = '2026-03-02T07:50:00.000Z'
    await runDueJobs(jobs.deps)
    const [run] = await jobs.listRuns()
    if (!run) throw new Error('no run')
    await jobs.deps.files.keepPart(run, 'harbor', Buffer.from(content))
    await jobs.tickThrough('2026-03-02T07:51:00.000Z', 3)
    const [made] = await jobs.listRuns()
    if (!made?.file) throw new Error('no file')
    return { made, text: (await jobs.deps.files.findReport(made.file))?.toString() }
  }

  test('and is incomplete makes the report incomplete, though it was whole when it was made again', async () => {
    const { made, text } = await leavePart(openLenient('subscription0001'), 'harbor short, ')
    expect(text).toBe('harbor short, mesa whole, ')
    expect(made).toMatchObject({ state: 'made', isIncomplete: true })
  })

  test('and is whole leaves the report whole', async () => {
    const { made, text } = await leavePart(openLenient('subscription0002'), 'harbor whole, ')
    expect(text).toBe('harbor whole, mesa whole, ')
    expect(made).toMatchObject({ state: 'made', isIncomplete: false })
  })
})

describe('a part that is not what was kept', () => {
  test('ends the report in words after three tries, and nothing of it goes out', async () => {
    tables.live()
    const id = 'subscription0003'
    let isBroken = false
    const jobs = openJobs(tables, id, {
      assemble: async (_, parts) => {
        if (!isBroken) throw new Error('dies with both parts kept')
        return Buffer.concat(parts)
      },
    })
    await jobs.subscribe()
    await jobs.tickThrough('2026-03-02T07:50:00.000Z', 2)
    jobs.bucket.objects.set(`parts/${id}/2026-03-02/harbor.json`, Buffer.from('{'))
    isBroken = true
    await jobs.tickThrough('2026-03-02T07:52:00.000Z', 15)
    expect(await jobs.listRuns()).toMatchObject([{ state: 'failed', reason: 'error', file: null }])
    expect(jobs.mails).toEqual(['2026-03-02 failed'])
    expect([...jobs.bucket.objects.keys()].filter((key) => key.startsWith('reports/'))).toEqual([])
  })
})
