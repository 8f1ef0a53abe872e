import type { Viewer } from './disclosure.ts'

/**
 * Who reads a release: nobody in particular. No site is seen whole, nobody is named, and every reader is taken to know the
 * numbers of one site, their own.
 */
export function buildReleaseViewer(minimumCellSize: number): Viewer {
  return { sites: [], minimumCellSize, naming: [] }
}
