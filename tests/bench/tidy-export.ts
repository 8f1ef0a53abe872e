import { createHash } from 'node:crypto'
import { buildAnswersTable } from '../../functions/interchange/tidy/answer-tables.ts'
import { createCsvFile } from '../../functions/interchange/tidy/csv-file.ts'
import type { TidyPerson } from '../../functions/interchange/tidy/tidy-person.ts'
import { writeTidyExport } from '../../functions/interchange/tidy/write-tidy-export.ts'
import { buildTidySetting, drawTidyPeople } from '../support/tidy-people.ts'

const BATTERY = ['phq-9@1.1.0', 'peg@1.0.0']
const TIMEPOINTS = ['baseline', 'week-1', 'week-4', 'week-12']
/** As many different people are drawn before the clock starts; the others are the same under other study IDs. */
const DRAWN = 500

/**
 * Answers of made-up people as CSV, from records as the stores give them, and beside it the plainest loop that writes the same
 * bytes from rows that are ready. `zipSeconds`: the whole export of the same people with every table, compressed.
 */
export async function measureTidyExport(answers: number): Promise<unknown> {
  const setting = buildTidySetting()
  const drawn = [...drawTidyPeople(setting, { count: DRAWN, battery: BATTERY, timepoints: TIMEPOINTS })]
  const table = buildAnswersTable(setting)
  const [first] = drawn
  const count = Math.ceil(answers / (first ? [...table.listRows(first)].length : 1))

  const watch = watchMemory()
  const began = performance.now()
  const hash = createHash('sha256')
  const csv = createCsvFile('answers.csv', table.variables, false, (bytes) => void hash.update(bytes))
  for (const person of repeat(drawn, count)) {
    for (const row of table.listRows(person)) csv.add(row)
    watch.look()
  }
  const { rows, bytes } = csv.end()
  const seconds = (performance.now() - began) / 1000
  const peakMb = watch.peak()

  const plain = writePlainly(drawn, count, table)
  const zipBegan = performance.now()
  let zipBytes = 0
  await writeTidyExport(setting, repeat(drawn, count), { isForSpreadsheet: false }, (part) => {
    zipBytes += part.length
  })
  return {
    ...{ answers: rows, megabytes: round(bytes / 1e6), seconds: round(seconds), peakMb },
    plainLoop: { seconds: round(plain.seconds), sameBytes: plain.sha256 === hash.digest('hex') },
    whole: { zipMegabytes: round(zipBytes / 1e6), seconds: round((performance.now() - zipBegan) / 1000) },
  }
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

/** The most resident memory that was seen, in MB. */
function watchMemory() {
  let most = 0
  let looks = 0
  return {
    look() {
      if (looks++ % 200 === 0) most = Math.max(most, process.memoryUsage.rss())
    },
    peak: () => Math.round(Math.max(most, process.memoryUsage.rss()) / 1e6),
  }
}

const round = (value: number) => Math.round(value * 100) / 100
