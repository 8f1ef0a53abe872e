import type { Check } from '../check.ts'
import { alarmTopicChecks } from './alarm-topic.ts'
import { alarmChecks } from './alarms.ts'
import { backupChecks } from './backups.ts'
import { edgeChecks } from './edge.ts'
import { functionChecks } from './functions.ts'
import { mailChecks } from './mail.ts'
import { numberChecks } from './numbers.ts'
import { recordChecks } from './records.ts'
import { stackChecks } from './stacks.ts'
import { storedDataChecks } from './stored-data.ts'
import { textChecks } from './texts.ts'

/** Everything that the doctor looks at, in the order in which it is deployed. */
export const CHECKS: readonly Check[] = [
  ...[...stackChecks, ...numberChecks, ...textChecks, ...mailChecks, ...edgeChecks],
  ...[...alarmTopicChecks, ...alarmChecks, ...functionChecks],
  ...[...storedDataChecks, ...backupChecks, ...recordChecks],
]
