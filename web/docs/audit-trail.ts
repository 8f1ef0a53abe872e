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
    'A million entries of about 450 bytes are 56,000 read units, and are read twice: four minutes at the default of `--rate 500`. Progress is on standard error. Nothing that is printed names a person.',
  ),
)
