import type { AuditEntry } from '../../records/audit/audit.ts'
import { foldErasureEntries, isErasureEntry, type LostRequest } from './lost-requests.ts'

/*
 * What the audit trail still knows of the time that a restore lost. It holds IDs, codes and hashes: enough to say who must not
 * be texted, and not enough to bring back a number, a name or an answer. A little of it stands in the tables all the same, see
 * REPLAY_MARGIN_MS: whoever does it again looks there first.
 */

/**
 * So long before its instant a restore is distrusted: items of one moment are not all of the same one, an entry and its write
 * bear times of two clocks, and AWS counts whole seconds.
 */
export const REPLAY_MARGIN_MS = 5 * 60_000

/** A word that ends texts: they wanted no more of them, or the number is somebody else’s. */
export type LostOptOut = {
  readonly wants: 'stop' | 'wrong-number'
  /** When it was received, ISO 8601: of two words, that decides which came last. */
  readonly at: string
  /** ID of the text, or of the entry in the contact log. */
  readonly message: string
  readonly isCall: boolean
}

/** A change of a contact. `isReachable`: a person made sure of the number. */
export type LostContactChange = {
  readonly at: string
  readonly smsConsent: boolean
  readonly hasNewNumber: boolean
  readonly isReachable: boolean
  /** Of the contact as it was then; infinite where the entry does not say. */
  readonly revision: number
}

/** What was lost about one participant. Times are ISO 8601. */
export type LostFacts = {
  readonly study: string
  readonly participant: string
  /** A STOP that no START took back, and a wrong number, which only a person takes back: one says nothing of the other. */
  readonly stop?: LostOptOut
  readonly wrongNumber?: LostOptOut
  /** In the order of time. */
  readonly contactChanges: readonly LostContactChange[]
  readonly participation?: {
    readonly at: string
    readonly ended?: { readonly how: string; readonly on: string }
  }
  readonly isEnrolled?: true
  /** Timepoints, each once. */
  readonly submissions: readonly string[]
  /** To stop or to erase, which nobody had confirmed. */
  readonly request?: LostRequest
}

type Collected = Omit<LostFacts, 'request'> & { readonly erasures: readonly AuditEntry[] }

/** Facts by `study#participant`, from entries in any order. */
export class LostFactsCollector {
  private readonly facts = new Map<string, Collected>()
  private readonly starts = new Map<string, string>()
  private readonly ledgers = new Set<string>()
  private readonly since: string

  /** @param since what was entered by then is in the tables, ISO 8601 */
  constructor(since: string) {
    this.since = since
  }

  add(entry: AuditEntry): void {
    const [study = '', participant = '', timepoint] = entry.scope.split('#')
    // Of any time: the whole ledger is carried out again.
    if (entry.action === 'erasure.confirmed') this.ledgers.add(study)
    if (entry.at <= this.since || !participant.includes('-')) return
    const key = `${study}#${participant}`
    const before = this.facts.get(key) ?? {
      ...{ study, participant, submissions: [], contactChanges: [], erasures: [] },
    }
    const after = addEntry(before, entry, timepoint)
    if (after !== before) this.facts.set(key, after)
    const receivedAt = findReceipt(entry)
    if (entry.about?.wants === 'start' && receivedAt > (this.starts.get(key) ?? ''))
      this.starts.set(key, receivedAt)
  }

  list(): LostFacts[] {
    return [...this.facts].map(([key, { stop, erasures, contactChanges, submissions, ...rest }]) => {
      // A STOP of the same moment stands.
      const isUndone = stop === undefined || (this.starts.get(key) ?? '') > stop.at
      const request = foldErasureEntries(erasures)
      return {
        ...rest,
        ...(!isUndone && { stop }),
        ...(request && { request }),
        contactChanges: contactChanges.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
        submissions: [...new Set(submissions)].sort(),
      }
    })
  }

  /** Of whose participants something was lost or erased, in the order of their IDs. */
  listStudies(): string[] {
    return [...new Set([...this.ledgers, ...[...this.facts.values()].map(({ study }) => study)])].sort()
  }
}

/** A retry or a busy queue handles texts in another order than that in which they came. Entries of calls say no other time. */
function findReceipt({ at, about }: AuditEntry): string {
  return typeof about?.receivedAt === 'string' ? about.receivedAt : at
}

function addEntry(facts: Collected, entry: AuditEntry, timepoint: string | undefined): Collected {
  const { action, at, about = {} } = entry
  switch (action) {
    case 'text.received':
    case 'safety-alert.raised': {
      const { wants, message } = about
      const asking = isErasureEntry(entry) ? { ...facts, erasures: [...facts.erasures, entry] } : facts
      if (wants !== 'stop' && wants !== 'wrong-number') return asking
      const word = { wants, at: findReceipt(entry), message: String(message), isCall: false } as const
      return keepOptOut(asking, word)
    }
    case 'call.recorded':
      return about.outcome === 'wrong-number'
        ? keepOptOut(facts, { wants: 'wrong-number', at, message: String(about.entry), isCall: true })
        : facts
    case 'contact.changed': {
      const change: LostContactChange = {
        at,
        smsConsent: about.smsConsent === 'true',
        hasNewNumber: about.hasNewNumber === 'true',
        isReachable: about.isReachable === 'true',
        revision: typeof about.revision === 'number' ? about.revision : Number.POSITIVE_INFINITY,
      }
      return { ...facts, contactChanges: [...facts.contactChanges, change] }
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
      return { ...facts, submissions: [...facts.submissions, timepoint ?? ''] }
    default:
      return isErasureEntry(entry) ? { ...facts, erasures: [...facts.erasures, entry] } : facts
  }
}

function keepOptOut(facts: Collected, optOut: LostOptOut): Collected {
  const kind = optOut.wants === 'stop' ? 'stop' : 'wrongNumber'
  return optOut.at >= (facts[kind]?.at ?? '') ? { ...facts, [kind]: optOut } : facts
}
