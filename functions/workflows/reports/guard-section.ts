import type { Section } from '../../../web/reports/weekly-site.ts'
import { describeError, type Log } from '../../platform/core/log.ts'

/** Works out one section of a report. */
export type GuardSection = <Content extends object>(work: () => Promise<Content>) => Promise<Section<Content>>

/**
 * Keeps a section that cannot be worked out from taking the others with it: it is left open, and says so.
 *
 * @param about of what study and clinic, for the log
 * @param isLastTry before it, a section that cannot be worked out throws, and the report is tried again
 */
export function createSectionGuard(
  { log }: { readonly log: Log },
  about: { readonly study: string; readonly site?: string },
  isLastTry: boolean,
): GuardSection {
  return async (work) => {
    try {
      return { kind: 'made', ...(await work()) }
    } catch (error) {
      if (!isLastTry) throw error
      log.error('a section of a report could not be made', { ...about, ...describeError(error) })
      return { kind: 'failed' }
    }
  }
}
