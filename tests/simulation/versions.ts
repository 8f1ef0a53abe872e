import { type DynamoDBClient, GetItemCommand, type TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Clock } from '../../functions/platform/core/clock.ts'
import { formatIso } from '../../functions/platform/core/clock.ts'
import type { StudyHead } from '../../functions/records/library/catalogue.ts'
import { findInForce } from '../../functions/records/library/stored-library.ts'
import type { StudyHeadStore } from '../../functions/records/library/study-head.store.ts'
import { holdLibrary, type StudyLibrary } from '../../functions/records/library/study-library.ts'
import type { Participant } from '../../functions/records/participant/participant.ts'
import type { Rollout } from '../../functions/records/rollout/rollout.ts'
import { moveSite } from '../../functions/rules/library/study-head.ts'
import type { InstrumentCatalogue, Library } from '../../surveys/library/library.ts'
import { type StudyDefinition, studyDefinitionSchema } from '../../surveys/study/definition.ts'
import type { Random } from './random.ts'
import { simulatedStudy } from './study.ts'

const [baseline, dayAfter, onceMore] = simulatedStudy.timepoints

/** What versions make of the study's later timepoints: one moved, one dropped, one added, and one asked with another battery. */
const CHANGES: readonly (readonly object[])[] = [
  [baseline, { ...dayAfter, offset: 'P2D', due: 'P2D', closes: 'P3D' }, onceMore],
  [baseline, dayAfter],
  [baseline, { ...dayAfter, at: '11:00', reminders: ['P2D'] }, onceMore],
  [
    baseline,
    dayAfter,
    { ...onceMore, battery: ['worst-pain-nrs@1.0.0', 'phq-9@1.0.0'], offset: 'PT60H' },
    { ...dayAfter, id: 'third-day', title: { en: 'The third day' }, offset: 'P3D' },
  ],
] as readonly object[][]

/** The simulated study as it is published in versions, some clinics first. What is published is known at once and everywhere. */
export class SimulatedVersions {
  readonly library: StudyLibrary & InstrumentCatalogue
  readonly heads: StudyHeadStore
  readonly #definitions: StudyDefinition[]
  #head: StudyHead

  constructor(library: Library, clock: Clock) {
    const first = library.findStudy(simulatedStudy.id)?.definition
    if (!first) throw new Error('the simulated study is missing')
    this.#definitions = [first]
    this.#head = {
      ...{ study: first.id, versions: [{ version: first.version, hash: first.version }] },
      ...{ sites: ['harbor', 'mesa'], timepoints: [], instruments: [] },
    }
    const find = (version: string | undefined) =>
      this.#definitions.find((definition) => definition.version === version)
    const findNow = (site?: string) => find(findInForce(this.#head, formatIso(clock.now()), site)?.version)
    const open = async (site?: string) => {
      const definition = findNow(site)
      return definition && { definition, hash: definition.version, library }
    }
    this.library = {
      ...holdLibrary(library),
      findStudy: async (_, site) => findNow(site),
      openStudy: async (_, site) => open(site),
      openBattery: async (_, __, site) => open(site),
      findVersion: async (_, version) => find(version),
      listVersions: async () => this.#definitions,
      listStudies: async () => [
        {
          study: simulatedStudy.id,
          sites: simulatedStudy.sites.map(({ id }) => id),
          timepoints: [
            ...new Set(this.#definitions.flatMap(({ timepoints }) => timepoints.map(({ id }) => id))),
          ],
        },
      ],
    }
    this.heads = {
      find: async () => ({ ...this.#head, revision: 1 }),
      listDirectory: this.library.listStudies,
    }
  }

  /** Another version, for both clinics or for one of them first. */
  publish(random: Random): void {
    const version = `${this.#definitions.length + 1}.0.0`
    const timepoints = random.pick(CHANGES)
    this.#definitions.push(studyDefinitionSchema.parse({ ...simulatedStudy, version, timepoints }))
    const later = random.chance(0.4) ? [{ site: random.pick(['harbor', 'mesa']) }] : []
    this.#head = {
      ...this.#head,
      versions: [...this.#head.versions, { version, hash: version, ...(later.length > 0 && { later }) }],
    }
  }

  /** Lets a clinic go to a version that it was held back from, where there is one. */
  moveSite(site: string, version: string, now: string): void {
    this.#head = moveSite(this.#head, { version, site, from: now, by: 'lead' }, now) ?? this.#head
  }

  findVersion(site: string, now: string): string {
    return findInForce(this.#head, now, site)?.version ?? ''
  }

  get versions(): readonly string[] {
    return this.#head.versions.map(({ version }) => version)
  }
}

type Items = NonNullable<TransactWriteItemsCommand['input']['TransactItems']>

/**
 * Looks at what stands before a participant is moved to a version.
 *
 * @returns after it: what was open, begun or over, and is another now
 */
export async function watchMove(
  dynamo: DynamoDBClient,
  { input }: TransactWriteItemsCommand,
): Promise<() => Promise<readonly string[]>> {
  const items: Items = input.TransactItems ?? []
  const isMove = items.some(({ Put }) => Put?.Item?.action?.S === 'schedule.version-followed')
  if (!isMove) return async () => []
  const moved = items.flatMap(({ Put }) => (Put?.Item?.followedVersions ? [unmarshall(Put.Item)] : []))
  const since = String((moved[0] as Participant | undefined)?.followedVersions?.at(-1)?.since)
  const keys = items.flatMap(({ Update }) =>
    /^ASSESSMENT#/.test(Update?.Key?.sk?.S ?? '') && Update ? [Update] : [],
  )
  const read = async () =>
    Promise.all(
      keys.map(async ({ TableName, Key }) => {
        const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
        return Item === undefined ? undefined : unmarshall(Item)
      }),
    )
  const before = await read()
  return async () => {
    const after = await read()
    return before.flatMap((was, at) => {
      if (was === undefined || String(was.sk).endsWith('#TEXTS')) return []
      const isTouched = was.startedAt !== undefined || was.progress === 'completed'
      const isOpen = was.progress !== 'cancelled' && Number(was.opensAt) <= Date.parse(since)
      const { revision: _, ...now } = after[at] ?? {}
      const { revision: __, ...then } = was
      return (isTouched || isOpen) && JSON.stringify(now) !== JSON.stringify(then)
        ? [`a version changed what was open or begun: ${was.sk}`]
        : []
    })
  }
}

/** Whoever takes part follows the version of their clinic in the end, and each was counted once. */
export function listVersionFaults(
  versions: SimulatedVersions,
  participants: readonly Participant[],
  rollouts: readonly Rollout[],
  now: string,
): readonly string[] {
  return [
    ...participants
      .filter(
        ({ site, followedVersions }) => followedVersions?.at(-1)?.version !== versions.findVersion(site, now),
      )
      .map(({ participant }) => `left on an earlier version: ${participant}`),
    ...rollouts.flatMap(({ site, version, moved, state }) => {
      const following = participants.filter(
        (one) =>
          one.site === site &&
          one.followedVersions?.some((followed) => followed.version === version && followed.since !== ''),
      )
      return [
        ...(following.length === moved
          ? []
          : [`${version} at ${site}: ${moved} counted, ${following.length} moved`]),
        ...(state === 'running' || state === 'stopped' ? [`${version} at ${site} is not finished`] : []),
      ]
    }),
  ]
}
