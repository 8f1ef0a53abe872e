import { code, list, type Section, section, text } from './document.ts'

/** For operators: how the audit trail is verified. */
export const auditTrailSection: Section = section(
  'Verify the audit trail',
  text(
    'This reads the whole Audit table, and of the Study table keys and chain heads, with the credentials of your AWS profile. It needs `dynamodb:ListTables`, `dynamodb:Scan` and `kms:Decrypt` for both. No function of the service may scan.',
  ),
  code(
    'npm run audit -- verify                                       # production',
    'npm run audit -- verify --stage staging --json',
    'npm run audit -- verify --audit-table NAME --study-table NAME # such as restored tables',
    'aws s3 sync s3://<AuditArchiveBucket> archive',
    'aws kms get-public-key --key-id <AuditSigningKey> --query PublicKey --output text > key',
    'npm run audit -- verify --archive archive --public-key key   # also against what was archived',
    'npm run audit -- verify --audit FOLDER --study FOLDER         # exports to S3, DYNAMODB_JSON',
  ),
  text(
    'It exits with 0 when the trail is sound, with 1 when there is a fault, and with 2 when it could not be verified. Each fault is one line with chain and number:',
  ),
  list(
    '*changed*: the entry does not fit its own hash. *Not the entry that the next was written after*: it was replaced whole. *Not the entry that is recorded elsewhere*: it and all behind it were written anew, and the record that the chain is about says so.',
    '*Missing*, *inserted*, *cut off from the end of the chain*, *begins after an entry that does not exist*.',
    'Records that are older than their chain are counted and are no fault: they were restored, or written to between the two readings.',
  ),
  text(
    'Entries also leave the table as they are written: its stream goes to the bucket `AuditArchiveBucket`, an object for each five minutes, by `ArchiveAudit`. The bucket has Object Lock in compliance mode: for `--context auditRetentionDays=N` (default 730) nobody can change or delete an object, you and AWS included. Set it to what your protocol asks for before you deploy; what is archived keeps the days that it was given. At 01:00 UTC `AnchorAudit` lists what the day added, with SHA-256, and signs the list with a key of KMS. At 03:00 `VerifyAudit` verifies signature and objects, and every chain that the day added to, against the table. It reports to the alarm topic; invoke it by hand to see the names of the faults:',
  ),
  code("aws lambda invoke --function-name <VerifyAuditFunction> --payload '{}' /dev/stdout"),
  text(
    'Alarms: *AuditFault* (a chain, an object, a signature, or no anchor of yesterday), *AuditEntryAltered* (somebody changed or deleted an entry: the stream said so), *ArchiveAuditDelay* (the archive is an hour behind; the stream keeps 24 hours). Local mode has no archive.',
  ),
  text(
    '**Who read what.** Each request that shows a name, a number or somebody’s words (contact, calls and notes, history, messages, *Today*, participants found by name or number), each refusal that says whose a number or a name is (`possible-duplicates` of an enrollment or a contact, `participant-number` of an on-call list), and each export (answers, a response as FHIR, a cohort file), leaves one entry before it is answered, in the chain `<study>#READS#<sub>#<day>`: who, what, which participants (up to 100 by study ID) and how many; of an export its filter, rows, and SHA-256 of its bytes. Where the entry cannot be written, the answer is 503 and shows nothing. Lists of people on call are contact details of staff and are not recorded. Who administers a study reads the entries of one person and day:',
  ),
  code('GET /api/studies/<study>/members/<sub>/readings?day=2026-07-05&participant=<id>'),
  text(
    '**Before and after.** `contact.changed` keeps each changed field before and after as a digest: HMAC-SHA-256 over `[study, participant, field, value]` under a key derived from the link secret, 128 bits in base64url. The `after` of one change is the `before` of the next. `digestKey` names the key: digests made with a secret that was replaced since can be compared with each other alone. `membership.changed` keeps both in words. A draft answer that is overwritten keeps neither: what a participant changes before they send it is theirs, and the entry of the submission holds the hash of every answer as it was sent (decision 15).',
  ),
  text(
    'A million entries of about 450 bytes are 56,000 read units, and are read twice: four minutes at the default of `--rate 500`. Progress is on standard error. Nothing that is printed names a person.',
  ),
)
