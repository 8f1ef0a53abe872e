import { code, list, type Section, section, steps, table, text } from './document.ts'

/** For operators: tables taken back to an instant, and backups beside point-in-time recovery. */
export const restoreSection: Section = section(
  'Restore tables',
  text(
    'Every table can be restored to any second of the last 35 days. DynamoDB makes a new table of it, without its settings. `npm run restore` copies what differs back into the table of the stack, so that names, keys, grants, indexes, streams, tags and the table’s own recovery stay, and the restore can itself be undone. A restore also brings back what participants have taken back since. So the command does that again, from five minutes before the instant on: items of one moment are not all of the same one. What the tables have already stays as it is:',
  ),
  table(
    'What came after the instant',
    ['What', 'After the restore'],
    [
      'STOP, a wrong number',
      'holds again, from the audit trail and from the carrier’s opt-out list. A STOP from a number that nobody had is known to the carrier alone',
    ],
    [
      'consent withdrawn, a changed number',
      'no texts, and their links open nothing. A changed number is not in the trail: call them, and enter it again',
    ],
    ['the end of a participation', 'ended again, with its time; a withdrawal without its reason'],
    [
      'requests to stop or to erase that nobody had confirmed',
      'tasks of the clinic again, with the due date they had. Of somebody who is not in the tables any more, the command prints the ID: ask their clinic',
    ],
    ['erasures', 'carried out again, every one in the ledger. Nobody is texted about it'],
    [
      'texts that are due by now',
      'held back, invitations and reminders. The history says so, and Today does while the window is open. What is due later goes out',
    ],
    [
      'automatic replies that wait',
      'given up; Today says so. Alerts to staff go out again: one too many harms nobody',
    ],
    ['START, consent, a resumed participation', 'not done again: anyone who wants texts says so again'],
    [
      'answers, enrollments, calls, messages',
      'gone. The command says how many submissions and enrollments. Ask anyone who is enrolled again whether they want texts: a STOP of theirs is gone too',
    ],
  ),
  steps(
    '`npm run restore -- begin --at 2026-07-05T12:00:00Z` restores Study and Contacts beside the stack’s own and prints their names. Wait until `aws dynamodb describe-table` says ACTIVE, some 20 minutes or more.',
    '`npm run restore -- close --operator <ARN>` refuses both tables to everybody but you, by a resource policy that is stronger than any role. ARN is your IAM user or role (`aws sts get-caller-identity`; of an assumed role, the role’s). Pages answer with an error from then on. Wait five minutes: the policy takes a while.',
    '`npm run restore -- run --at 2026-07-05T12:00:00Z --study-copy <name> --contacts-copy <name> --opt-out-list <OptOutListName>`. It is refused while either table is open, even for one copy alone, since what is done again is written to both. It is refused too for a table that AWS does not call a copy of that table at that instant (`RestoreSummary`). It turns on recovery, protection and expiry where they are off, copies back, and does again what is above. If it stops, begin it again.',
    '`npm run audit -- verify`. Records that are older than their chain are no fault. The chain of each study has `tables.restore-begun` where a run began, and `tables.restored` where it was done, with the instant and every count.',
    '`npm run restore -- open`, which is refused until the newest run is done, whatever an earlier one said; then `npm run redrive` for what failed meanwhile: texts from participants are in its queues. Delete the restored copies: they hold what was erased.',
  ),
  list(
    'The Audit table is never taken back. If it lost entries, get the archive (`aws s3 sync s3://<AuditArchiveBucket> archive`) and add `--archive archive`: they are put back first. The archive is up to five minutes behind.',
    'You need `dynamodb:ListTables`, `Scan`, `Query`, `GetItem`, `PutItem`, `UpdateItem`, `DeleteItem`, `BatchWriteItem`, `ConditionCheckItem`, the descriptions and settings of tables, `PutResourcePolicy`, `GetResourcePolicy`, `DeleteResourcePolicy`, `RestoreTableToPointInTime`, `kms:Decrypt`, `kms:Encrypt`, `kms:GenerateDataKey` and `kms:CreateGrant` for the tables’ keys, and `sms-voice:DescribeOptedOutNumbers`.',
    'It writes one unit for each kB that differs, and keeps 250 MB in memory for a million items.',
    'A study that this version does not ship is named, and the others are done: its opt-outs and consent hold again, its participations are not ended and its erasures not carried out. Run again from a version that ships it before you open.',
    'Members is not restored by it. Grant memberships again, or copy single items.',
    'The drill is a test, `npx vitest run tests/integration/erasure/restore-drill.test.ts`, and prints its counts. Rehearse it once on a stage of your own.',
  ),
  text(
    '`ReplayErasures` carries out the ledger of one study again, by itself: after a restore that was made without the command, before anybody signs in. Invoke it again with `"after"` set to `next` until `next` is null. It is safe to repeat and texts nobody.',
  ),
  code(
    'aws lambda invoke --function-name <ReplayErasuresFunction> --cli-binary-format raw-in-base64-out \\',
    '  --payload \'{"study":"ketamine-infusion-registry"}\' /dev/stdout',
  ),
  text(
    'After a restore of the Study table its records are older than their audit chains. They go on: the next entry stands behind the newest one, and its `unknown` says how many entries the restored record did not know.',
  ),
  text(
    'Backups beside it: `--context backupRegion=us-west-2` adds a vault of AWS Backup, which each table goes into at 02:00 UTC, and a copy in the vault of a second region (stack `ConcordBackupCopies`). Turn on AWS Backup’s *advanced features* for DynamoDB in both regions first. The vaults are locked: three days after the first deployment nobody can delete a backup before `backupRetentionDays` (default 35), you and AWS included, and the lock cannot be changed. Names and numbers are then kept in the second region too. A backup is restored into a new table by AWS Backup (`aws backup start-restore-job`), and `run` takes that table as a copy: `--at` is then the backup’s own time, which the refusal names. Where AWS does not name the table that the backup is of, look it up in AWS Backup and add `--any-source`.',
  ),
  text(
    'Backups hold what was erased for up to 35 days, or `backupRetentionDays`, and a restored copy until it is deleted. An erased number that nobody else has leaves no trace, a STOP neither. `EraseParticipants` and `ReplayErasures` are the only functions that may delete items. An erasure that is interrupted is gone on with at the next minute, from wherever it stood. If it fails five times, the dead-letter alarm says so, and Today shows it as confirmed and not done.',
  ),
)
