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

/**
 * What a response says of how it was answered: what is true of every answer that was ever given in it, else `mixed`. One
 * that was begun before provenances were kept knows the first of them.
 */
export function summarizeProvenance({
  answeredBy,
  mode,
  provenances,
}: Pick<QuestionnaireResponse, 'answeredBy' | 'mode' | 'provenances'>): Pick<
  QuestionnaireResponse,
  'answeredBy' | 'mode'
> {
  const all = [`${answeredBy}/${mode}`, ...(provenances ?? [])].map((way) => way.split('/'))
  const isOne = (place: number) => new Set(all.map((way) => way[place])).size === 1
  return { answeredBy: isOne(0) ? answeredBy : 'mixed', mode: isOne(1) ? mode : 'mixed' }
}

/**
 * The same of one that is submitted. Submitting alone gives no answer, so that a draft that was told on the telephone stays
 * one, whoever sends it in.
 *
 * @param draft what was saved before, if anything
 * @param brings whether the submission brings answers that were not saved before
 */
export function mergeProvenance(
  draft: QuestionnaireResponse | undefined,
  how: Provenance,
  brings: boolean,
): Required<Pick<QuestionnaireResponse, 'answeredBy' | 'mode' | 'provenances'>> {
  const first = draft ?? how
  const provenances = new Set([
    `${first.answeredBy}/${first.mode}`,
    ...(draft?.provenances ?? []),
    ...(brings ? [formatMode(how)] : []),
  ])
  return { ...summarizeProvenance({ ...first, provenances }), provenances }
}
