import { formatRef } from '../instrument/vocabulary.ts'
import type { StudyDefinition } from '../study/definition.ts'
import {
  buildLibrary,
  type Entry,
  type Library,
  type Published,
  type PublishedInstrument,
} from './build-library.ts'

/*
 * A library as text. The first line is its directory, in JSON. Each further line is a definition: what it is, its name, the
 * hash of its file, and the definition itself as its schema completes it, in JSON that is parsed when it is first asked for.
 */

type Kind = 'instrument' | 'calibration' | 'study' | 'analyses'
type Line = {
  readonly kind: Kind
  readonly id: string
  readonly version: string
  readonly hash: string
  readonly json: string
}

export function formatFinishedLibrary({ directory, instruments, studies }: Library): string {
  return [
    JSON.stringify(directory),
    ...instruments.map(({ definition, hash }) => formatLine('instrument', definition, hash, definition)),
    ...instruments.flatMap(({ definition, calibration }) => {
      if (calibration === undefined) return []
      const { hash, ...content } = calibration
      return [formatLine('calibration', definition, hash, content)]
    }),
    ...studies.map(({ definition, hash }) => formatLine('study', definition, hash, definition)),
  ].join('\n')
}

/**
 * The same in two texts: what is asked, when and in which words; and, of a few functions' interest alone, what is analysed.
 * The second joined to the first, line by line, is the whole.
 */
export function splitFinishedLibrary(library: Library): {
  readonly asked: string
  readonly analyses: string
} {
  const parts = library.studies.map(({ definition, hash }) => {
    const { responderDefinitions, estimands, endpoints } = definition
    const rest: StudyDefinition = { ...definition, ...NO_ANALYSES }
    return { definition, hash, rest, analyses: { responderDefinitions, estimands, endpoints } }
  })
  const studies = parts.map(({ rest, hash }) => ({ definition: rest, hash }))
  return {
    asked: formatFinishedLibrary({ ...library, instruments: library.instruments, studies }),
    analyses: parts
      .map(({ definition, hash, analyses }) => formatLine('analyses', definition, hash, analyses))
      .join('\n'),
  }
}

const NO_ANALYSES = { responderDefinitions: [], estimands: [], endpoints: undefined }

export function openFinishedLibrary(text: string): Library {
  const [directory = '[]', ...definitions] = text.split('\n')
  const lines = definitions.map(parseLine)
  const groupByRef = (kind: Kind) =>
    new Map(lines.filter((line) => line.kind === kind).map((line) => [formatRef(line), line]))
  const [calibrations, analyses] = [groupByRef('calibration'), groupByRef('analyses')]
  return buildLibrary(
    JSON.parse(directory),
    lines
      .filter(({ kind }) => kind === 'instrument')
      .map((line): Entry<PublishedInstrument> => {
        const calibration = calibrations.get(formatRef(line))
        const read = () => ({
          ...readDefinition<PublishedInstrument['definition']>(line),
          ...(calibration && { calibration: { ...JSON.parse(calibration.json), hash: calibration.hash } }),
        })
        return { id: line.id, version: line.version, read }
      }),
    lines
      .filter(({ kind }) => kind === 'study')
      .map((line): Entry<Published<StudyDefinition>> => {
        const more = analyses.get(formatRef(line))
        const read = () => {
          const { definition, hash } = readDefinition<StudyDefinition>(line)
          return { definition: { ...definition, ...(more && JSON.parse(more.json)) }, hash }
        }
        return { id: line.id, version: line.version, read }
      }),
  )
}

function formatLine(
  kind: Kind,
  { id, version }: { readonly id: string; readonly version: string },
  hash: string,
  content: object,
): string {
  return [kind, id, version, hash, JSON.stringify(content)].join(' ')
}

/** No word in front of the JSON holds a space. */
function parseLine(line: string): Line {
  const start = line.indexOf('{')
  const [kind, id = '', version = '', hash = ''] = line.slice(0, start).split(' ')
  return { kind: kind as Kind, id, version, hash, json: line.slice(start) }
}

/** Its schema wrote it, when the bundle was built. */
function readDefinition<Definition>({ hash, json }: Line): { definition: Definition; hash: string } {
  return { definition: JSON.parse(json), hash }
}
