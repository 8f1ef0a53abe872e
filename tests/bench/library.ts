import { createStoredLibrary } from '../../functions/records/library/stored-library.ts'
import { keepDirectory } from '../../functions/records/library/study-directory.ts'
import { seedLibrary } from '../../functions/workflows/library/seed-library.ts'
import type { DefinitionFiles } from '../../surveys/library/require-published-content.ts'
import { shippedDefinitions } from '../../surveys/library/shipped.ts'
import { wirePublishing } from '../support/seeding.ts'
import { connectTo, createTestTables } from '../support/test-tables.ts'
import { startCountingProxy, sumUnits, type Units } from './counting-proxy.ts'

const STUDY = 'ketamine-infusion-registry'
const COLD_STARTS = 20

/** What a participant's function reads of the library when it starts. */
export interface LibraryStart {
  readonly instruments: number
  readonly studies: number
  /** Which studies there are: read beside the link secret, before the first request. */
  readonly directory: Units
  /** A study's head, and its definition with the battery. */
  readonly battery: Units
  /** Milliseconds of both, the median of cold starts; of a warm function, the next survey. */
  readonly coldMilliseconds: number
  readonly warmMilliseconds: number
}

/** With what ships, and with 500 instruments and 50 studies beside it, in one run. */
export async function measureLibrary(
  endpoint: string,
): Promise<{ readonly shipped: LibraryStart; readonly large: LibraryStart }> {
  return {
    shipped: await measureStart(endpoint, shippedDefinitions),
    large: await measureStart(endpoint, addCopies(shippedDefinitions, { instruments: 500, studies: 50 })),
  }
}

async function measureStart(endpoint: string, files: DefinitionFiles): Promise<LibraryStart> {
  const tables = await createTestTables(endpoint)
  const proxy = await startCountingProxy(endpoint)
  const { deps } = wirePublishing(tables)
  await seedLibrary(deps, files)
  const dynamo = connectTo(proxy.endpoint)
  const counted = wirePublishing({ ...tables, dynamo }).deps
  const battery = (await createStoredLibrary(deps).findStudy(STUDY))?.timepoints[0]?.battery ?? []
  const times: { cold: number; warm: number }[] = []
  let [directory, opened]: Units[] = []
  for (let start = 0; start < COLD_STARTS; start += 1) {
    const library = createStoredLibrary(counted)
    proxy.take()
    const begun = performance.now()
    await keepDirectory(library.listStudies).read()
    directory = sumUnits(proxy.take())
    await library.openBattery(STUDY, battery)
    opened = sumUnits(proxy.take())
    const read = performance.now()
    await library.openBattery(STUDY, battery)
    times.push({ cold: read - begun, warm: performance.now() - read })
  }
  await proxy.close()
  await tables.drop()
  const none = { requests: 0, read: 0, write: 0 }
  return {
    ...{ instruments: files.instruments.length, studies: files.studies.length },
    ...{ directory: directory ?? none, battery: opened ?? none },
    coldMilliseconds: findMedian(times.map(({ cold }) => cold)),
    warmMilliseconds: findMedian(times.map(({ warm }) => warm)),
  }
}

/** Copies of what ships under names of their own, until there are so many. */
function addCopies(
  files: DefinitionFiles,
  wanted: { readonly instruments: number; readonly studies: number },
): DefinitionFiles {
  const copy = (all: readonly unknown[], count: number) =>
    Array.from({ length: count - all.length }, (_, at) => {
      const of = all[at % all.length] as { readonly id: string }
      return { ...of, id: `${of.id}-copy-${at}` }
    })
  return {
    ...files,
    instruments: [...files.instruments, ...copy(files.instruments, wanted.instruments)],
    studies: [...files.studies, ...copy(files.studies, wanted.studies)],
  }
}

function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100
}
