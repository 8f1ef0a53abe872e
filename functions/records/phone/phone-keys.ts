import type { ParticipantScope } from '../../platform/core/scope.ts'

/** Everything that is known of one number is one partition of the contacts table. */
export function formatPartition(number: string): string {
  return `PHONE#${number}`
}

export function buildStateKey(number: string) {
  return { pk: formatPartition(number), sk: 'STATE' }
}

export function buildOwnerKey(number: string, { study, site, participant }: ParticipantScope) {
  return { pk: formatPartition(number), sk: `PARTICIPANT#${study}#${site}#${participant}` }
}
