import { installedCalibrations } from '../calibrations/installed.ts'
import { shippedInstruments } from '../instruments/shipped.ts'
import { shippedResponderDefinitions } from '../responder/shipped.ts'
import { shippedStudies } from '../studies/shipped.ts'
import type { Library } from './build-library.ts'
import { openFinishedLibrary } from './finished-library.ts'
import publishedHashes from './published-hashes.json' with { type: 'json' }
import { readLibrary } from './read-library.ts'
import { requirePublishedContent } from './require-published-content.ts'

export type {
  InstrumentCatalogue,
  Library,
  Published,
  PublishedInstrument,
  StudyDirectory,
} from './build-library.ts'
export { openLibrary } from './read-library.ts'

/*
 * What ships, as finish-library.ts has completed and checked it. infra/constructs/build-bundle.ts puts the text in the place
 * of these names, so that no function reads a definition by its schema; a bundle without them holds the files and zod
 * instead. Where the sources run as they are, in the tests and on the command line, they do not exist.
 *
 * That each definition is what was published is checked on every way in, once: for the functions, in the cloud and by
 * `npm start`, when they are bundled (finish-library.ts), so that none of them does it at start; for the sources when the
 * library is first opened (`readFiles`).
 */
declare const FINISHED_LIBRARY: string
declare const FINISHED_STUDY_LIBRARY: string
declare const FINISHED_ANALYSES: string

let shipped: Library | undefined
let ofStudies: Library | undefined
let ofAnalyses: Library | undefined

/**
 * The definitions that ship with Concord. The tests open them with every check.
 * @throws UnpublishedContentError naming every definition that is not what was published
 */
export function openShippedLibrary(): Library {
  shipped ??= typeof FINISHED_LIBRARY === 'undefined' ? readFiles() : openFinishedLibrary(FINISHED_LIBRARY)
  return shipped
}

/**
 * The shipped studies with every version of the instruments that they ask, a sixth of all. Bundled, they are without what they
 * analyse: who answers a question waits for none of it.
 */
export function openStudyLibrary(): Library {
  ofStudies ??=
    typeof FINISHED_STUDY_LIBRARY === 'undefined'
      ? openShippedLibrary()
      : openFinishedLibrary(FINISHED_STUDY_LIBRARY)
  return ofStudies
}

/** The same with what the studies analyse: their responder definitions, estimands and endpoints. */
export function openAnalysisLibrary(): Library {
  ofAnalyses ??=
    typeof FINISHED_STUDY_LIBRARY === 'undefined'
      ? openShippedLibrary()
      : openFinishedLibrary(`${FINISHED_STUDY_LIBRARY}\n${FINISHED_ANALYSES}`)
  return ofAnalyses
}

function readFiles(): Library {
  requirePublishedContent(
    {
      instruments: shippedInstruments,
      studies: shippedStudies,
      calibrations: installedCalibrations,
      responderDefinitions: shippedResponderDefinitions,
    },
    publishedHashes,
  )
  return readLibrary(shippedInstruments, shippedStudies, installedCalibrations)
}
