import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import { type Fact, hashFact } from '../../functions/interchange/facts/fact.ts'
import { type FactRow, writeFactFile } from '../../functions/interchange/facts/fact-file.ts'
import { FACT_TABLES, type FactTableName } from '../../functions/interchange/facts/fact-tables.ts'
import { createDuckDbEngine } from '../../functions/platform/lake/duckdb-engine.ts'
import type { LakeFiles } from '../../functions/platform/lake/lake-files.ts'
import { readLakeRate } from '../../functions/workflows/lake/read-lake-rate.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import type { ResponderRule } from '../../surveys/responder/rule.ts'
import { listEstimands } from '../../surveys/study/estimand.ts'
import { buildStudyMeasures } from '../../surveys/study/measures.ts'

/*
 * A large study in the lake: its facts made, asked for the pooled outcome, and timed, beside DuckDB alone reading the same
 * files. One participant in twenty left for lack of benefit; a fifth of the follow-ups are missing.
 */

const SITES = 40
const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)
const AS_OF = new Date(START + 500 * DAY).toISOString()
const TIMEPOINTS = [
  ['baseline', -2],
  ['week-1', 7],
  ['week-4', 28],
] as const
const TIMES = 3

export interface LakeTime {
  readonly participants: number
  readonly answers: number
  readonly megabytes: number
  readonly makeMs: number
  /** Of the rule that looks at baseline and endpoint: median of three. */
  readonly pooledMs: number
  readonly pooledCpuMs: number
  /** Of the rule that looks at the whole course, everybody one by one: once. */
  readonly wholeCourseMs: number | null
  /** DuckDB alone: every column of the same tables read and counted; median of three. */
  readonly duckDbMs: number
  readonly peakMegabytes: number
}

export async function measureLake(folder: string, counts: readonly number[]): Promise<LakeTime[]> {
  const times: LakeTime[] = []
  for (const participants of counts)
    times.push(await measureOne(join(folder, `lake-${participants}`), participants))
  return times
}

async function measureOne(folder: string, participants: number): Promise<LakeTime> {
  const library = openShippedLibrary()
  const shipped = library.findStudy('ketamine-infusion-registry')?.definition
  const [site] = shipped?.sites ?? []
  if (!shipped || !site) throw new Error('the registry ships')
  const study = {
    ...shipped,
    sites: Array.from({ length: SITES }, (_, at) => ({ ...site, id: `site-${at}` })),
  }
  const measures = buildStudyMeasures(study, library)
  const refs = study.timepoints.flatMap(({ battery }) => battery)
  const sites = study.sites.map(({ id }) => id)

  const began = performance.now()
  let bytes = 0
  for (const id of sites) bytes += writeSite(folder, study.id, id, participants / SITES, refs)
  const makeMs = performance.now() - began

  const files: LakeFiles = {
    async fetch(table, of, asked) {
      return asked.flatMap((one) => {
        const place = join(folder, table.folder, `study=${of}`, `site=${one}`)
        return listFiles(place).map((name) => join(place, name))
      })
    },
  }
  const engine = createDuckDbEngine(files, {
    ...{ threads: 2, memoryMegabytes: 1_000, spillFolder: join(folder, 'spill') },
  })
  const [estimand] = listEstimands(study)
  const ask = async (definition: (typeof study.responderDefinitions)[number]) => {
    const question = { definition, timepoint: 'week-4', estimand, imputation: { imputations: 20, seed: 1 } }
    const population = { study, sites, asOf: AS_OF, arms: 'none' } as const
    return readLakeRate({ engine, tables: FACT_TABLES }, population, measures, question)
  }
  const simple = study.responderDefinitions.find(({ rule }) => !isAboutTime(rule))
  const timed = study.responderDefinitions.find(({ rule }) => isAboutTime(rule))
  if (!simple) throw new Error('the registry has a rule over two timepoints')
  const pooled = await measureTimes(() => ask(simple))
  const duckDb = await measureTimes(async () => {
    for (const id of sites)
      for (const name of ['plans', 'progress', 'sheets', 'scores', 'treatments'] as const) {
        const table = FACT_TABLES[name]
        const columns = table.columns.map((column) => `count(${column.name})`).join(', ')
        const question = {
          sql: `select ${columns} from ${name}`,
          tables: [table],
          study: study.id,
          sites: [id],
        }
        for await (const _ of engine.ask(question));
      }
  })
  const wholeCourse = timed && participants <= 100_000 ? await measureTimes(() => ask(timed), 1) : null
  return {
    ...{ participants, answers: participants * TIMEPOINTS.length, megabytes: Math.round(bytes / 1e6) },
    ...{ makeMs: Math.round(makeMs), pooledMs: pooled.ms, pooledCpuMs: pooled.cpuMs },
    ...{ wholeCourseMs: wholeCourse?.ms ?? null, duckDbMs: duckDb.ms },
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

function isAboutTime(rule: ResponderRule): boolean {
  return /"op":"(sustained|held-since-treatment|days-since-treatment|treatments)"/.test(JSON.stringify(rule))
}

async function measureTimes(work: () => Promise<unknown>, times = TIMES) {
  const all: { ms: number; cpuMs: number }[] = []
  for (let at = 0; at < times; at += 1) {
    const [began, cpu] = [performance.now(), process.cpuUsage()]
    await work()
    const { user, system } = process.cpuUsage(cpu)
    all.push({ ms: Math.round(performance.now() - began), cpuMs: Math.round((user + system) / 1000) })
  }
  all.sort((a, b) => a.ms - b.ms)
  return all[all.length >> 1] as { ms: number; cpuMs: number }
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.parquet'),
    )
  } catch {
    // A table without any fact at the clinic.
    return []
  }
}

/** The facts of a clinic, one file a table, as a compaction leaves a month; @returns bytes */
function writeSite(
  folder: string,
  study: string,
  site: string,
  count: number,
  refs: readonly string[],
): number {
  const random = createRandomStream(1, site)
  const rows = new Map<FactTableName, FactRow[]>()
  const add = (table: FactTableName, participant: string, values: Fact['values']): void => {
    const full = { participant, entry: 0, ...values }
    const hash = hashFact({ table, participant, values: full })
    const row = FACT_TABLES[table].columns.map(({ name }) =>
      name === 'sequence'
        ? '0'.repeat(40)
        : name === 'hash'
          ? hash
          : ((full as Fact['values'])[name] ?? null),
    )
    const list = rows.get(table)
    if (list) list.push(row)
    else rows.set(table, [row])
  }
  const findRef = (instrument: string) => refs.find((ref) => ref.startsWith(`${instrument}@`)) ?? ''
  const scales = [
    [findRef('worst-pain-nrs'), 'worst', 1, 10],
    [findRef('peg'), 'total', 3, 30],
  ] as const
  for (let at = 0; at < count; at += 1) {
    const participant = `${site}-${String(at).padStart(8, '0')}`
    const enrolled = START + random.drawInteger(200) * DAY
    const treated = enrolled + 5 * DAY
    const before = 5 + random.drawInteger(6)
    const better = random.uniform()
    add('participants', participant, {
      recorded_ms: enrolled,
      enrolled_ms: enrolled,
      locale: 'en',
      time_zone: 'UTC',
    })
    add('treatments', participant, {
      kind: 'ketamine-infusion',
      given_ms: treated,
      recorded_ms: treated,
      stands: true,
    })
    if (at % 20 === 0)
      add('dispositions', participant, {
        ...{
          recorded_ms: treated + 15 * DAY,
          at_ms: treated + 15 * DAY,
          how: 'withdrawn',
          reason: 'no-benefit',
        },
      })
    for (const [timepoint, day] of TIMEPOINTS) {
      const due = treated + day * DAY
      const key = { timepoint }
      add('plans', participant, {
        ...{
          ...key,
          recorded_ms: enrolled,
          cancelled: false,
          opens_ms: due - DAY,
          due_ms: due,
          closes_ms: due + 5 * DAY,
        },
        study_version: '1.4.0',
      })
      if (random.uniform() < 0.2) continue
      const answered = due - random.drawInteger(20) * 3_600_000
      add('progress', participant, { ...key, entry: 0, recorded_ms: answered - 300_000, step: 'started' })
      add('progress', participant, { ...key, entry: 1, recorded_ms: answered, step: 'completed' })
      add('sheets', participant, {
        ...{
          ...key,
          sheet: '',
          recorded_ms: answered,
          answered_ms: answered,
          recomputed_algorithm: 0,
          with_late: false,
        },
      })
      for (const [place, [instrument, scale, denominator, most]] of scales.entries()) {
        const value = Math.max(
          0,
          Math.min(most, Math.round(before * (day < 0 ? 1 : 1 - better * 0.8) + random.normal())),
        )
        const shared = value % denominator === 0 ? denominator : 1
        add('scores', participant, {
          ...{
            ...key,
            sheet: '',
            instrument,
            scale,
            place,
            recorded_ms: answered,
            definition_hash: 'h',
            algorithm: '1',
          },
          ...{
            estimated: false,
            kind: 'scored',
            numerator: value / shared,
            denominator: denominator / shared,
          },
          exact:
            denominator === shared ? String(value / shared) : `${value / shared}/${denominator / shared}`,
        })
      }
    }
  }
  let bytes = 0
  for (const [name, ofTable] of rows) {
    const place = join(folder, FACT_TABLES[name].folder, `study=${study}`, `site=${site}`, 'month=2026-01')
    mkdirSync(place, { recursive: true })
    const file = writeFactFile(FACT_TABLES[name], ofTable)
    writeFileSync(join(place, 'c-made.parquet'), file)
    bytes += file.length
  }
  return bytes
}
