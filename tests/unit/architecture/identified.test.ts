import { expect, test } from 'vitest'
import { findUnrecordedReads } from '../../architecture/identified.ts'

test.each([
  'const contact = await deps.findContact(scope)',
  'deps.contacts.readBySite(scope)',
  'const read = deps.messages.listByParticipant',
  'const { audit, contactLog } = deps',
  'function show({ findContact }: WorklistRouteDeps) {}',
])('a route that reads past the audit trail is found: %s', (line) => {
  expect(findUnrecordedReads('functions/api/x.routes.ts', line)).toHaveLength(1)
  expect(findUnrecordedReads('functions/workflows/x.ts', line)).toEqual([])
})

test.each([
  'await deps.identified.open(reading, readContactLog(deps, scope))',
  "import type { Contact } from '../../records/contact/contact.store.ts'",
  'putOnCall(deps.contactsTable, scope, list)',
  '  readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>',
  'const { tasks, contacts, messages } = worklist',
])('what only hands on, or was opened, is not: %s', (line) => {
  expect(findUnrecordedReads('functions/console/x.tsx', line)).toEqual([])
})
