import type { AuditEntry } from '../../records/audit/audit.ts'

/*
 * What the audit trail still knows of the time that a restore lost. It holds IDs, codes and hashes: enough to say who must not
 * be texted, and not enough to bring back a number, a name or an answer.
 */

/** A word that ends texts: they wanted no more of them, or the number is somebody else’s. */
export type LostOptOut = {
  readonly wants: 'stop' | 'wrong-number'
  /** When it was received, ISO 8601: of two words, that decides which came last. */
  readonly at: string
  readonly message: string
}

/** What was lost about one participant, of each kind the latest. Times are ISO 8601. */
export type LostFacts = {
  readonly study: string
  readonly participant: string
  /** A STOP that no START took back, and a wrong number, which only a person takes back: one says nothing of the other. */
  readonly stop?: LostOptOut
  readonly wrongNumber?: LostOptOut
  /** The contact was changed: whether they agree to texts since, and whether the number is another one. */
  readonly contact?: { readonly at: string; readonly smsConsent: boolean; readonly hasNewNumber: boolean }
  readonly participation?: {
    readonly at: string
    readonly ended?: { readonly how: string; readonly on: string }
  }
  readonly isEnrolled?: true
  readonly submissions: number
}

/** Facts by `study#participant`, from entries in any order. */
export class LostFactsCollector {
  private readonly facts = new Map<string, LostFacts>()
  private readonly starts = new Map<string, string>()

  private readonly since: string

  /** @param since the instant of the restore: what was entered by then is in the tables */
  constructor(since: string) {
    this.since = since
  }

  add(entry: AuditEntry): void {
    if (entry.at <= this.since) return
    const [study = '', participant = ''] = entry.scope.split('#')
    if (!participant.includes('-')) return
    const key = `${study}#${participant}`
    const before = this.facts.get(key) ?? { study, participant, submissions: 0 }
    const after = addEntry(before, entry)
    if (after !== before) this.facts.set(key, after)
    const receivedAt = findReceipt(entry)
    if (entry.about?.wants === 'start' && receivedAt > (this.starts.get(key) ?? ''))
      this.starts.set(key, receivedAt)
  }

  list(): LostFacts[] {
    return [...this.facts].map(([key, { stop, ...rest }]) => {
      // A STOP of the same moment stands.
      const isUndone = stop === undefined || (this.starts.get(key) ?? '') > stop.at
      return isUndone ? rest : { ...rest, stop }
    })
  }
}

/** A retry or a busy queue handles texts in another order than that in which they came. Entries of calls say no other time. */
function findReceipt({ at, about }: AuditEntry): string {
  return typeof about?.receivedAt === 'string' ? about.receivedAt : at
}

function addEntry(facts: LostFacts, entry: AuditEntry): LostFacts {
  const { action, at, about = {} } = entry
  switch (action) {
    case 'text.received':
    case 'safety-alert.raised': {
      const { wants, message } = about
      return wants === 'stop' || wants === 'wrong-number'
        ? keepOptOut(facts, { wants, at: findReceipt(entry), message: String(message) })
        : facts
    }
    case 'call.recorded':
      return about.outcome === 'wrong-number'
        ? keepOptOut(facts, { wants: 'wrong-number', at, message: String(about.entry) })
        : facts
    case 'contact.changed': {
      const isLatest = at >= (facts.contact?.at ?? '')
      return {
        ...facts,
        contact: {
          at: isLatest ? at : (facts.contact?.at ?? at),
          smsConsent: isLatest ? about.smsConsent === 'true' : (facts.contact?.smsConsent ?? false),
          hasNewNumber: about.hasNewNumber === 'true' || (facts.contact?.hasNewNumber ?? false),
        },
      }
    }
    case 'participation.ended':
    case 'participation.resumed': {
      if (at < (facts.participation?.at ?? '')) return facts
      const ended = { how: String(about.how), on: String(about.at) }
      return { ...facts, participation: { at, ...(action === 'participation.ended' && { ended }) } }
    }
    case 'participant.enrolled':
      return { ...facts, isEnrolled: true }
    case 'response.submitted':
      return { ...facts, submissions: facts.submissions + 1 }
    default:
      return facts
  }
}

function keepOptOut(facts: LostFacts, optOut: LostOptOut): LostFacts {
  const kind = optOut.wants === 'stop' ? 'stop' : 'wrongNumber'
  return optOut.at >= (facts[kind]?.at ?? '') ? { ...facts, [kind]: optOut } : facts
}
