import { createHash } from 'node:crypto'
import type { WriteExport } from '../../functions/interchange/package/write-export.ts'
import { buildAnswersTable } from '../../functions/interchange/tidy/answer-tables.ts'
import { writeCsvExport } from '../../functions/interchange/tidy/csv/csv-export.ts'
import { createCsvFile } from '../../functions/interchange/tidy/csv/csv-file.ts'
import { writeParquetExport } from '../../functions/interchange/tidy/parquet/parquet-export.ts'
import { createParquetFile } from '../../functions/interchange/tidy/parquet/parquet-file.ts'
import type { TidyPerson, TidySetting } from '../../functions/interchange/tidy/tidy-person.ts'
import type { TidyRow } from '../../functions/interchange/tidy/tidy-table.ts'
import { buildTidySetting, drawTidyPeople } from '../support/tidy-people.ts'

const BATTERY = ['phq-9@1.1.0', 'peg@1.0.0']
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12']
/** As many different people are drawn before the clock starts; the others are the same under other study IDs. */
const DRAWN = 500

/**
 * Answers of made-up people as CSV and as Parquet, from records as the stores give them. Beside the CSV, the plainest loop that
 * writes the same bytes from rows that are ready. `whole`: the export of the same people with every table, compressed.
 * `peakMb` is the most resident memory that was seen, with what the process held before in `beforeMb`.
 */
export async function measureTidyExport(answers: number): Promise<unknown> {
  const setting = buildTidySetting()
  const drawn = [...drawTidyPeople(setting, { count: DRAWN, battery: BATTERY, timepoints: TIMEPOINTS })]
  const table = buildAnswersTable(setting)
  const [first] = drawn
  const count = Math.ceil(answers / (first ? [...table.listRows(first)].length : 1))

  const hash = createHash('sha256')
  const csv = measureFile(drawn, count, table, (write) =>
    createCsvFile(table.variables, false, (bytes) => {
      hash.update(bytes)
      write(bytes)
    }),
  )
  const parquet = measureFile(drawn, count, table, (write) => createParquetFile(table, write))
  const plain = writePlainly(drawn, count, table)
  return {
    csv: {
      ...csv,
      plainLoop: { seconds: round(plain.seconds), sameBytes: plain.sha256 === hash.digest('hex') },
      whole: await measureWhole(setting, drawn, count, writeCsvExport),
    },
    parquet: { ...parquet, whole: await measureWhole(setting, drawn, count, writeParquetExport) },
  }
}

/** One file of the table of answers. */
function measureFile(
  drawn: readonly TidyPerson[],
  count: number,
  table: ReturnType<typeof buildAnswersTable>,
  open: (write: (bytes: Uint8Array) => void) => { add(row: TidyRow): void; end(): unknown },
) {
  const watch = watchMemory()
  const began = performance.now()
  let bytes = 0
  let answers = 0
  const file = open((part) => {
    bytes += part.length
  })
  for (const person of repeat(drawn, count)) {
    for (const row of table.listRows(person)) {
      file.add(row)
      answers += 1
    }
    watch.look()
  }
  file.end()
  const seconds = round((performance.now() - began) / 1000)
  return { answers, megabytes: round(bytes / 1e6), seconds, ...watch.read() }
}

async function measureWhole(
  setting: TidySetting,
  drawn: readonly TidyPerson[],
  count: number,
  writeExport: WriteExport,
) {
  const began = performance.now()
  let bytes = 0
  await writeExport(setting, repeat(drawn, count), (part) => {
    bytes += part.length
  })
  return { zipMegabytes: round(bytes / 1e6), seconds: round((performance.now() - began) / 1000) }
}

function* repeat(people: readonly TidyPerson[], count: number): Generator<TidyPerson> {
  for (let at = 0; at < count; at += 1) {
    const person = people[at % people.length]
    if (person) yield { ...person, participant: `harbor-${String(at).padStart(8, '0')}` }
  }
}

/** Rows that are ready, joined and written: no cell is looked at for more than what CSV demands. */
function writePlainly(
  drawn: readonly TidyPerson[],
  count: number,
  table: ReturnType<typeof buildAnswersTable>,
) {
  const ready = drawn.map((person) =>
    [...table.listRows(person)].map((row) => row.slice(1).map((cell) => (cell === null ? '' : cell))),
  )
  const hash = createHash('sha256')
  const began = performance.now()
  let pending = `${table.variables.map(({ name }) => name).join(',')}\n`
  for (let at = 0; at < count; at += 1) {
    const participant = `harbor-${String(at).padStart(8, '0')}`
    for (const row of ready[at % ready.length] ?? []) pending += `${participant},${row.join(',')}\n`
    if (pending.length > 65_536) {
      hash.update(pending)
      pending = ''
    }
  }
  hash.update(pending)
  return { seconds: (performance.now() - began) / 1000, sha256: hash.digest('hex') }
}

/** Resident memory in MB: when it began, and the most that was seen. */
function watchMemory() {
  const before = process.memoryUsage.rss()
  let most = before
  let looks = 0
  return {
    look() {
      if (looks++ % 200 === 0) most = Math.max(most, process.memoryUsage.rss())
    },
    read: () => ({ beforeMb: toMegabytes(before), peakMb: toMegabytes(most) }),
  }
}

const toMegabytes = (bytes: number) => Math.round(bytes / 1e6)
const round = (value: number) => Math.round(value * 100) / 100
