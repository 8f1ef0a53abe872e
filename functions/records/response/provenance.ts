import * as z from 'zod/mini'
import type { AuditEvent } from '../audit/audit.ts'
import type { Interview } from '../link/link.store.ts'
import type { QuestionnaireResponse } from './response.ts'

/** From whom an answer came, by which way, and who acted. */
export type Provenance = {
  readonly answeredBy: 'self' | 'proxy'
  readonly mode: 'web' | 'text' | 'phone'
  readonly actor: AuditEvent['actor']
}

export const SELF_ON_WEB: Provenance = {
  answeredBy: 'self',
  mode: 'web',
  actor: { kind: 'participant' },
}

/** Told on the telephone to somebody at the site, who enters it. */
export function buildPhoneProvenance({ by }: Interview): Provenance {
  return { answeredBy: 'proxy', mode: 'phone', actor: { kind: 'coordinator', sub: by } }
}

/** By replying to texts. */
export const SELF_BY_TEXT: Provenance = { answeredBy: 'self', mode: 'text', actor: { kind: 'participant' } }

/** How a response keeps the way of an answer. */
export function formatMode({ answeredBy, mode }: Provenance): string {
  return `${answeredBy}/${mode}`
}

/** What is true of every answer that was ever given in a response, else `mixed`. */
export function summarizeProvenance({ provenances }: Pick<QuestionnaireResponse, 'provenances'>): {
  readonly answeredBy: 'self' | 'proxy' | 'mixed'
  readonly mode: 'web' | 'text' | 'phone' | 'mixed'
} {
  const all = [...provenances].map((one) => one.split('/'))
  const findOnly = (place: number) => {
    const found = new Set(all.map((one) => one[place]))
    return found.size === 1 ? [...found][0] : 'mixed'
  }
  return { answeredBy: answeredBySchema.parse(findOnly(0)), mode: modeSchema.parse(findOnly(1)) }
}

const answeredBySchema = z.enum(['self', 'proxy', 'mixed'])
const modeSchema = z.enum(['web', 'text', 'phone', 'mixed'])

/**
 * The provenances of a response that is submitted. Submitting alone gives no answer, so that a draft that was dictated on
 * the telephone stays one, whoever sends it in.
 *
 * @param before of what was saved before, empty where nothing was
 * @param brings whether the submission brings answers that were not saved before
 */
export function mergeProvenances(
  before: ReadonlySet<string>,
  how: Provenance,
  brings: boolean,
): ReadonlySet<string> {
  return brings || before.size === 0 ? new Set([...before, formatMode(how)]) : before
}
