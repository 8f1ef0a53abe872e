import { code, list, section, table, text } from './document.ts'

/** For operators: the command that looks at a deployment. */
export const doctorSection = section(
  'Check a deployment',
  text(
    'After each deployment, and when something seems wrong, run the doctor. It asks AWS with the credentials of your AWS profile, changes nothing, and says what to do about each thing that is not as this guide has it:',
  ),
  code(
    'npm run doctor                                    # production',
    'npm run doctor -- --stage staging --region eu-central-1',
    'npm run doctor -- --json                          # for a script',
    'npm run doctor -- --policy                        # the IAM policy that it needs',
  ),
  table(
    'What it says of each check',
    ['State', 'Meaning', 'Exit code'],
    ['ok', 'as it should be', '0'],
    ['warning', 'it works, and somebody should look at it', '0'],
    ['failed', 'something does not work, or is not protected', '1'],
    [
      'unknown',
      'AWS did not say. It names the permission that your credentials lack',
      '2, where nothing failed',
    ],
  ),
  list(
    'Stacks: their status, drift and protection, and whether this checkout is the version that is deployed.',
    'Texts and mail: sandboxes, numbers, pool and registration, where replies and delivery reports go, opt-outs, and what texts cost this month against the limit.',
    'Domain: certificates, records, CloudFront and its firewall.',
    'Alarms: whether the topic lets CloudWatch publish, whether somebody confirmed the subscription, at the address in `AlarmEmail`, whether each alarm exists, leads to the topic of its stack and has data, which ring now, and the budget.',
    'Functions and queues: the concurrency quota, functions that are held back, and dead letters.',
    'Data: whether each table can be recovered to any second of the last 35 days and is protected, whether the archive and the vaults of backups are locked for as many days as they were deployed with, and hold backups, keys, and how old the secrets are.',
    'Records: whether the audit trail was verified last night, and whether somebody administers each study.',
  ),
  text(
    'Where a stack has none of what a check looks at, no table or no alarm, the check has failed. A deployment by an earlier version does not say for how many days it is locked: deploy again.',
  ),
  text(
    'It does not see whether a text arrives on a phone, or what a page says. After the first deployment, enroll yourself and answer one survey.',
  ),
)
