/**
 * Everything that an audit entry can say was done. An action that is retired stays in the list, since entries that name it
 * stay in their chain, and its name is not used again.
 */
export const AUDIT_ACTIONS = [
  'call.recorded',
  'contact.changed',
  'interview.opened',
  'membership.granted',
  'message.read',
  'missed-reason.recorded',
  'missed-reason.voided',
  'note.written',
  'on-call.replaced',
  'participant.changed',
  'participant.enrolled',
  'participation.ended',
  'participation.resumed',
  'response.started',
  'response.submitted',
  'safety-alert.acknowledged',
  'safety-alert.closed',
  'safety-alert.escalated',
  'safety-alert.raised',
  'schedule.continued',
  'scores.recomputed',
  'text.claimed',
  'text.deferred',
  'text.failed',
  'text.not-sent',
  'text.received',
  'text.sent',
  'text.undelivered',
  'treatment.moved',
  'treatment.recorded',
  'treatment.restored',
  'treatment.voided',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
