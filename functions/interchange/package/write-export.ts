import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { PublishedInstrument } from '../../../surveys/library/library.ts'
import { compareTexts } from '../../platform/core/compare-texts.ts'
import type { TidyPerson, TidySetting } from '../tidy/tidy-person.ts'

/*
 * How every export is written, whatever its format: people go through once, each of them into every table, and are let go. What
 * stands in the tables is the content; what a table becomes is the format.
 */

/** A table, or the resources of one type, that each participant has rows of. */
export type RecordTable<About, Row> = About & { readonly listRows: (person: TidyPerson) => Iterable<Row> }

/** What an export holds. */
export type ExportContent<About, Row> = {
  /** Always the same for the same records, as is the order of their rows. */
  readonly records: readonly RecordTable<About, Row>[]
  /** The table of one questionnaire, opened when its first answers come: what nobody was asked has none. */
  readonly buildForInstrument?: (definition: InstrumentDefinition) => RecordTable<About, Row>
  /** What is known once everybody went through: tables of what was asked, in the order of their names. */
  readonly listDefinitions: (
    instruments: readonly PublishedInstrument[],
  ) => readonly (About & { readonly rows: Iterable<Row> })[]
}

export type TableWriter<Row, Written> = { add(rows: Iterable<Row>): void; end(): Written }

/** An export in one format, as it is being written. Tables are written all at once. */
export type PackageWriter<About, Row, Written> = {
  createTable(about: About): TableWriter<Row, Written>
  /** Once every table has ended: writes what stands beside them. */
  end(tables: readonly Written[], instruments: readonly PublishedInstrument[]): void
}

export type ExportResult = { readonly participants: number }

/**
 * Writes a whole export in one format. The same people and setting give the same bytes. What is kept of people is what the
 * format keeps of their rows.
 *
 * @param people in the order of the rows
 * @param write gets the bytes in order; what it throws ends the export
 * @throws Error for a response whose definitions the library does not hold
 */
export type WriteExport = (
  setting: TidySetting,
  people: AsyncIterable<TidyPerson> | Iterable<TidyPerson>,
  write: (bytes: Uint8Array) => void,
) => Promise<ExportResult>

/** The writer of a format, of its content and of what makes files of it. */
export function createExport<About, Row, Written extends { readonly name: string }>(
  buildContent: (setting: TidySetting) => ExportContent<About, Row>,
  openPackage: (
    setting: TidySetting,
    write: (bytes: Uint8Array) => void,
  ) => PackageWriter<About, Row, Written>,
): WriteExport {
  return async (setting, people, write) => {
    const content = buildContent(setting)
    const files = openPackage(setting, write)
    const open = (table: RecordTable<About, Row>) => ({ table, writer: files.createTable(table) })
    const records = content.records.map(open)
    const asked = new Map<string, PublishedInstrument>()
    const byInstrument: ReturnType<typeof open>[] = []
    let participants = 0
    for await (const person of people) {
      participants += 1
      for (const ref of person.responses.flatMap(({ battery }) => battery)) {
        const published = asked.has(ref) ? undefined : setting.instruments.findInstrument(ref)
        if (!published) continue
        asked.set(ref, published)
        const table = content.buildForInstrument?.(published.definition)
        if (table) byInstrument.push(open(table))
      }
      for (const { table, writer } of records) writer.add(table.listRows(person))
      for (const { table, writer } of byInstrument) writer.add(table.listRows(person))
    }
    const instruments = [...asked.values()].sort((a, b) =>
      compareTexts(formatRef(a.definition), formatRef(b.definition)),
    )
    const definitions = content.listDefinitions(instruments).map((table) => {
      const writer = files.createTable(table)
      writer.add(table.rows)
      return writer
    })
    files.end(
      [
        ...records.map(({ writer }) => writer.end()),
        ...byInstrument.map(({ writer }) => writer.end()).sort((a, b) => compareTexts(a.name, b.name)),
        ...definitions.map((writer) => writer.end()),
      ],
      instruments,
    )
    return { participants }
  }
}
