import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { AttributeFilter } from '../../../web/api/analyses/attribute-filter.ts'
import { buildCohortSite, type CohortParticipant, type CohortSite } from '../../analysis/cohort/cohort.ts'
import type { Counted } from '../../analysis/timeline/counted.ts'
import { createProfileReader } from '../../interchange/lake/profile-participant.ts'
import { buildArmQuery } from '../../interchange/lake/profile-parts.ts'
import {
  type ArmReading,
  buildProfileQuery,
  type ProfileQuestion,
  type ProfileTables,
} from '../../interchange/lake/profile-query.ts'
import { buildRecordQuery, RECORD_COLUMNS, type RecordTable } from '../../interchange/lake/record-queries.ts'
import { buildStoredRows } from '../../interchange/lake/stored-rows.ts'
import type { LakeEngine, LakeTable, LakeValue } from '../../platform/lake/lake-engine.ts'

/** Names that one query has room for. */
const PARTICIPANTS_AT_ONCE = 2_000

export type Lake = { readonly engine: LakeEngine; readonly tables: ProfileTables }

/** Participants of a clinic: each of one, or of several who are alike in all that the question turns on. */
export type ReadParticipants = {
  readonly site: string
  readonly participants: readonly (CohortParticipant & Counted)[]
}

/** Participants of a kind. */
export type LakeGroup = LakePopulation & {
  readonly filter?: AttributeFilter | undefined
  /** What is read of arms: of a study that is read without them, whether somebody was allocated. */
  readonly arms: ArmReading
}

export type LakePopulation = {
  readonly study: StudyDefinition
  readonly sites: readonly string[]
  /** ISO instant with milliseconds. */
  readonly asOf: string
}

/**
 * Everybody of some clinics as far as a question needs them, batch by batch, so that memory stays flat. Those who are alike
 * are counted by the engine, the others are read one by one; without `isCounted` everybody is.
 */
export async function* readParticipants(
  lake: Lake,
  population: LakePopulation,
  question: ProfileQuestion,
  isCounted = !question.inputs.isOfWholeCourse,
): AsyncGenerator<ReadParticipants> {
  const { engine } = lake
  for (const sites of splitSites(engine, population.sites)) {
    const part = { ...population, sites }
    if (isCounted) yield* readProfiles(lake, part, question)
    else
      for (const site of part.sites)
        yield await readOneByOne(lake, { ...part, sites: [site] }, listRead(question), undefined)
  }
}

/** As many clinics as the engine takes in one question. */
export function splitSites(
  { sitesAtOnce }: Pick<LakeEngine, 'sitesAtOnce'>,
  sites: readonly string[],
): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(sites.length / sitesAtOnce) }, (_, at) =>
    sites.slice(at * sitesAtOnce, (at + 1) * sitesAtOnce),
  )
}

async function* readProfiles(
  lake: Lake,
  population: LakePopulation,
  question: ProfileQuestion,
): AsyncGenerator<ReadParticipants> {
  const { study, sites, asOf } = population
  const readRow = createProfileReader(study, question, asOf)
  const scope = { study: study.id, sites, asOf }
  const sql = buildProfileQuery(lake.tables, question, scope)
  const tables = listTables(lake.tables, question)
  const single = new Map<string, string[]>()
  for await (const rows of lake.engine.ask({ sql, tables, study: study.id, sites })) {
    const alike = new Map<string, (CohortParticipant & Counted)[]>()
    for (const row of rows) {
      const profile = readRow(row)
      if (profile.kind === 'one') push(single, profile.site, profile.participant)
      else push(alike, profile.participant.site, profile.participant)
    }
    for (const [site, participants] of alike) yield { site, participants }
  }
  for (const [site, participants] of single)
    for (let at = 0; at < participants.length; at += PARTICIPANTS_AT_ONCE)
      yield await readOneByOne(
        lake,
        { ...population, sites: [site] },
        listRead(question),
        participants.slice(at, at + PARTICIPANTS_AT_ONCE),
      )
}

function listTables(
  { allocations, missed_reasons: _, ...tables }: ProfileTables,
  { arms }: ProfileQuestion,
): readonly LakeTable[] {
  return [...Object.values(tables), ...(allocations && arms !== 'none' ? [allocations] : [])]
}

/** What of a participant is read: their arm, and which scores, `instrument/scale`; `undefined` for every score. */
type Read = { readonly arms: ArmReading; readonly scores: readonly string[] | undefined }

function listRead({ inputs, arms }: ProfileQuestion): Read {
  return { arms, scores: inputs.scores.map(({ instrument, scale }) => `${instrument}/${scale}`) }
}

/**
 * Each participant of a clinic as they stood at the instant.
 *
 * @param population of one clinic
 * @param participants `undefined` for everybody
 */
export async function readOneByOne(
  lake: Lake,
  population: LakePopulation,
  { arms: reading, scores }: Read,
  participants: readonly string[] | undefined,
): Promise<CohortSite> {
  const { study, asOf } = population
  const [site = ''] = population.sites
  const scope = { study: study.id, sites: [site], asOf }
  const ask = (table: LakeTable, sql: string) =>
    readAll(lake.engine.ask({ sql, tables: [table], study: study.id, sites: [site] }))
  const names = Object.keys(RECORD_COLUMNS) as RecordTable[]
  const rows = await Promise.all(
    names.map(async (name) => {
      const table = lake.tables[name]
      return [name, await ask(table, buildRecordQuery(name, table, scope, participants, scores))] as const
    }),
  )
  const { allocations } = lake.tables
  const arms =
    allocations && reading !== 'none'
      ? await ask(allocations, buildArmQuery(allocations, reading, scope, participants))
      : []
  const records = Object.fromEntries(rows) as Record<RecordTable, readonly (readonly LakeValue[])[]>
  const armOf = new Map(arms.map(([participant, arm]) => [participant as string, arm as string]))
  const stored = buildStoredRows({ study: study.id, site }, records, armOf)
  return buildCohortSite(study, site, stored.rows, stored.people, asOf)
}

async function readAll(
  batches: AsyncIterable<readonly (readonly LakeValue[])[]>,
): Promise<readonly (readonly LakeValue[])[]> {
  const all: (readonly LakeValue[])[] = []
  for await (const batch of batches) for (const row of batch) all.push(row)
  return all
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
