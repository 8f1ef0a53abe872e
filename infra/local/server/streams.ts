import type { Writable } from 'node:stream'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { LocalResources, MappingResource } from '../cloudformation/resources.ts'
import type { LocalFunction } from '../runtime/functions.ts'
import { StateFile } from '../runtime/state-file.ts'
import { openStreamRecords } from '../runtime/stream-records.ts'
import { StreamSource, streamPositionSchema } from '../runtime/stream-source.ts'
import { openStreamTrim } from '../runtime/stream-trim.ts'
import { readStreamArn } from '../runtime/tables.ts'

interface StreamDeps {
  readonly client: DynamoDBClient
  readonly databaseEndpoint: string
  /** Of the embedded DynamoDB; undefined where it is in memory, or another. */
  readonly databaseFile: string | undefined
  /** Where it is kept how far a function came; undefined keeps it in memory. */
  readonly positionFile: (functionName: string) => string | undefined
  readonly findFunction: (id: string) => LocalFunction
  readonly region: string
  readonly log: Writable
}

/** Streams of tables that call functions. */
export interface LocalStreams {
  start(): void
  /** Handles what was written until now. Never rejects: what goes wrong is in the log. */
  drain(): Promise<void>
  close(): Promise<void>
}

/** Names of the tables whose stream a function is called with. */
export function listStreamedTables({ streams }: Pick<LocalResources, 'streams'>): ReadonlySet<string> {
  return new Set(streams.map(findTable))
}

export async function openLocalStreams(
  mappings: readonly MappingResource[],
  deps: StreamDeps,
): Promise<LocalStreams> {
  const { databaseFile, log } = deps
  const logFailure = (error: unknown) => void log.write(`${String(error)}\n`)
  const trimmer = databaseFile === undefined ? undefined : openStreamTrim(databaseFile)
  const sources = await Promise.all(
    mappings.map(async (mapping) => {
      const table = findTable(mapping)
      const target = deps.findFunction(mapping.functionId)
      const arn = await readStreamArn(deps.client, table)
      return new StreamSource(mapping, {
        records: openStreamRecords(deps.databaseEndpoint, arn),
        ...{ target, region: deps.region, log },
        position: new StateFile(deps.positionFile(target.resource.name), (value) =>
          streamPositionSchema.parse(value),
        ),
        trim: (sequence) => {
          try {
            trimmer?.trim(table, sequence)
          } catch (error) {
            // They go with the next ones.
            logFailure(error)
          }
        },
      })
    }),
  )
  const each = async (act: (source: StreamSource) => Promise<void>) => {
    await Promise.all(sources.map((source) => act(source).catch(logFailure)))
  }
  return {
    start: () => sources.forEach((source) => void source.start()),
    drain: () => each((source) => source.drain()),
    async close() {
      await each((source) => source.stop())
      trimmer?.close()
    },
  }
}

/** `arn:aws:dynamodb:<region>:<account>:table/<table>/stream/local` */
function findTable({ EventSourceArn }: MappingResource): string {
  return EventSourceArn.split('/')[1] ?? ''
}
