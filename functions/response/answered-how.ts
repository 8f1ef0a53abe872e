import type { AuditEvent } from '../audit/audit.ts'
import type { Interview } from '../link/link.store.ts'
import type { Response } from './response.ts'

/** From whom an answer came, by which way, and who acted. */
export type AnsweredHow = Pick<Response, 'answeredBy' | 'mode'> & { readonly actor: AuditEvent['actor'] }

export const BY_THEMSELVES: AnsweredHow = {
  answeredBy: 'self',
  mode: 'web',
  actor: { kind: 'participant' },
}

/** Told on the telephone to somebody at the site, who enters it. */
export function byTelephone({ by }: Interview): AnsweredHow {
  return { answeredBy: 'proxy', mode: 'phone', actor: { kind: 'coordinator', sub: by } }
}

/** By replying to texts. */
export const BY_TEXT: AnsweredHow = { answeredBy: 'self', mode: 'text', actor: { kind: 'participant' } }
