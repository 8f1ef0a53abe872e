/**
 * What is wrong with an audit trail. `chain` is the chain's name and `sequence` an entry's number in it: study IDs and
 * numbers, no name of a person.
 */
export type AuditFault =
  | {
      readonly kind: /** Its content does not fit its own hash. */
        | 'changed'
        /** The entry behind it was written after another one. */
        | 'replaced'
        /** Its number is another entry’s or no number of an entry, or it stands under a key that is not its own. */
        | 'inserted'
        /** The record that the chain is about, or the archive, names another entry of this number. */
        | 'not-as-recorded'
        /** The archive has entries behind it and not this one. */
        | 'not-archived'
      readonly chain: string
      readonly sequence: number
    }
  /** Entries `sequence` to `through`: between others, or behind the last one, as the chain’s record or the archive says. */
  | {
      readonly kind: 'missing' | 'cut-off'
      readonly chain: string
      readonly sequence: number
      readonly through: number
    }
  /** No entry has the hash that the chain’s first entry, or its record, stands on. */
  | { readonly kind: 'without-root'; readonly chain: string }
  /** An item that is no audit entry, or a record whose head is none. `position` is its sort key. */
  | { readonly kind: 'unreadable'; readonly chain: string; readonly position?: string }
  /** Of an object of the archive, whose name stands for a chain’s. */
  | {
      readonly kind: /** An anchor that the key did not sign. */
        | 'not-signed'
        /** An anchor that does not stand on the one before it in the archive. */
        | 'anchor-missing'
        /** Entries that are gone, or not those that an anchor names. */
        | 'not-as-anchored'
      readonly chain: string
    }
  /** Not sound. Its entries were not looked at one by one, since so many other chains are not sound either. */
  | { readonly kind: 'broken'; readonly chain: string }

export function formatAuditFault(fault: AuditFault): string {
  const { chain } = fault
  switch (fault.kind) {
    case 'changed':
      return `${chain} ${fault.sequence}: changed`
    case 'replaced':
      return `${chain} ${fault.sequence}: not the entry that entry ${fault.sequence + 1} was written after`
    case 'inserted':
      return `${chain} ${fault.sequence}: inserted`
    case 'not-as-recorded':
      return `${chain} ${fault.sequence}: not the entry that is recorded elsewhere`
    case 'not-archived':
      return `${chain} ${fault.sequence}: not in the archive`
    case 'missing':
      return `${chain} ${formatNumbers(fault)}: missing`
    case 'cut-off':
      return `${chain} ${formatNumbers(fault)}: cut off from the end of the chain`
    case 'without-root':
      return `${chain}: begins after an entry that does not exist`
    case 'unreadable':
      return fault.position === undefined
        ? `${chain}: the record’s head cannot be read`
        : `${chain} ${fault.position}: not an audit entry`
    case 'not-signed':
      return `${chain}: not signed by the key`
    case 'anchor-missing':
      return `${chain}: an anchor before it is missing or was changed`
    case 'not-as-anchored':
      return `${chain}: missing, or not as it was anchored`
    case 'broken':
      return `${chain}: broken`
  }
}

function formatNumbers({ sequence, through }: { sequence: number; through: number }): string {
  return sequence === through ? String(sequence) : `${sequence}–${through}`
}
