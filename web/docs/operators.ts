import { alarmsSection } from './alarms.ts'
import { auditTrailSection } from './audit-trail.ts'
import { costsSection } from './costs.ts'
import { doctorSection } from './doctor.ts'
import { code, type DocumentText, list, note, section, table, text } from './document.ts'
import { lakeSection } from './lake.ts'
import { limitsSection } from './limits.ts'
import { restoreSection } from './restore.ts'

export const operators: DocumentText = {
  slug: 'operators',
  title: 'For operators',
  lead: 'Deploy to AWS, let staff in, read alarms and logs, and know where personal data lives.',
  sections: [
    section(
      'Deploy',
      text(
        'First buy and register the number that texts come from in AWS End User Messaging. The carriers take days. The number must be in no pool: the stack makes one of it. Verify the address or domain that alerts and invitations are mailed from in Amazon SES, and move the account out of its sandbox. Then:',
      ),
      code(
        'npx cdk bootstrap aws://<account>/<region> aws://<account>/us-east-1',
        'npm run deploy -- --context domainName=surveys.example.org --context hostedZoneId=Z0123456789ABC \\',
        '  --parameters ConcordService:SmsPhoneNumbers=<ARN of your number> \\',
        '  --parameters ConcordService:MailIdentity=<ARN of your identity in SES> \\',
        '  --parameters ConcordService:MailSender=alerts@example.org \\',
        '  --parameters ConcordOperations:AlarmEmail=alarms@example.org \\',
        '  --parameters ConcordEdge:AlarmEmail=alarms@example.org',
      ),
      table(
        'What you choose',
        ['Setting', 'Meaning', 'If left out'],
        [
          'contexts `domainName` and `hostedZoneId`',
          'name of the service, and the ID of its zone in Route 53. Certificate, firewall, CloudFront and records are made for it in the stack `ConcordEdge`, in us-east-1',
          'the address of the HTTP API, without a firewall: for a trial',
        ],
        [
          'context `stage`',
          'a second deployment beside production, such as `staging`, with stacks, accounts and alarms of its own: `ConcordService-staging`',
          'production, without a suffix',
        ],
        [
          'contexts `backupRegion` and `backupRetentionDays`',
          'locked backups of the tables each night, with a copy in that region, kept for so many days (35)',
          'point-in-time recovery alone',
        ],
        ['context `region`', 'where the data stays', 'the region of the AWS profile, else us-east-1'],
        [
          'context `monthlyTextSpend`',
          'US dollars that texts may cost in a month; an alarm rings at 80%',
          '100',
        ],
        [
          'context `monthlyBudget`',
          'US dollars that the AWS account may cost in a month; AWS mails you at 80%',
          '300',
        ],
        ['context `programs`', 'programs that call the API, by name, with commas', 'none'],
        [
          'context `textsPerSecond`',
          'texts that your numbers may send in a second. AWS counts parts: with texts of two parts it is half of the number’s limit. Planned texts use four fifths of it',
          '1',
        ],
        [
          'context `textMaxPrice`',
          'US dollars that one text may cost. A text of three parts costs three times the price of a part',
          '0.20',
        ],
        [
          'context `textCountries`',
          'ISO codes of the countries whose numbers may be texted, such as `US,CA`. Texts to others are blocked',
          '`US`',
        ],
        ['parameter `SmsPhoneNumbers`', 'ARNs of the numbers, with commas between', 'required'],
        ['parameter `MailIdentity`', 'ARN of the identity in Amazon SES', 'required'],
        ['parameter `MailSender`', 'the address that alerts are mailed from', 'required'],
        [
          'parameter `AlarmEmail` of `ConcordOperations`, and of `ConcordEdge` where there is a domain',
          'who gets the alarms by mail',
          'required',
        ],
      ),
      text(
        'The stacks print `Version`, `PublicUrl`, `GrantMembershipFunction`, `RecomputeScoresFunction` and `ReplayErasuresFunction`. The stack makes a pool of your numbers, receives their replies, answers STOP and HELP itself and not by AWS, and blocks texts to other countries. `npm run synth` writes the templates without deploying.',
      ),
      note(
        'Data of earlier drafts is not read by this version. On a local machine, start once with `npm start -- --fresh`.',
      ),
    ),
    doctorSection,
    section(
      'Secrets and keys',
      list(
        'The link secret: 64 characters made in Secrets Manager that no person sees. It makes and recognizes participants’ links. To replace it, put the new secret on a line of its own before the old one: the first line signs, and every line verifies. Without the old line, every link that was texted stops working. Functions read the secret when they start, so it takes effect as they restart.',
        'The key of CloudFront, where there is a domain: 64 characters in Secrets Manager, by which the API tells requests through CloudFront from others. It opens no data. After replacing it, deploy `ConcordEdge` again within the hour for which the gateway keeps the old answer.',
        'Each table has its own KMS key with rotation, and so have the topics.',
        'Links themselves are not stored. A forged link is refused without a read of the table.',
      ),
    ),
    section(
      'Staff and memberships',
      text(
        'Create the account of the first person in the Cognito user pool. Nobody can sign up, and a second factor from an authenticator app is required. Sign-in proves who a person is. What they may see is in their membership, which is read at every request.',
      ),
      code(
        'aws lambda invoke --function-name <GrantMembershipFunction> --cli-binary-format raw-in-base64-out \\',
        '  --payload \'{"sub":"…","name":"…","study":"ketamine-infusion-registry","role":"coordinator","sites":[],"administers":true,"by":"<you>"}\' /dev/stdout',
      ),
      text(
        'This grants the first membership: to someone who administers the study. They invite, change, list and revoke all others under *Members* in the console, or by the API. `role` is `coordinator`, `lead`, `statistician`, `data-manager` or `monitor`, `sites` are the clinics that the person sees whole, and `administers` shows nothing of participants: a coordinator without a clinic sees nobody. `blinded` hides arms ([For study leads](/docs/leads#membership)). Every change is in the audit table, with who made it and what was before.',
      ),
      text(
        'Studies belong to organizations. The same function founds one with its first administrator, and gives it a study that there is already:',
      ),
      code(
        '  --payload \'{"organisation":{"id":"network","name":"…"},"administrator":{"sub":"…","name":"…"},"by":"<you>"}\'',
        '  --payload \'{"organisation":"network","adopt":"ketamine-infusion-registry","by":"<you>"}\'',
      ),
      text(
        'From then on its administrators begin studies, appoint others, and make themselves administrator of a study of theirs. That shows them nothing of participants, and stands in the study’s audit trail.',
      ),
      text(
        'An invitation goes out by mail from `MailSender`, with a link that is good for seven days and works once. Its function makes the account in the user pool (`cognito-idp:AdminCreateUser`, the only thing that it may do there), and Cognito mails a temporary password that is good for three days; sending the invitation again renews both. Cognito’s own sender mails 50 times a day: connect the pool to Amazon SES for more. The mail address is in the Members table until the invitation is accepted or revoked, and for 90 days after its last day at most. The audit trail has a digest of it. An invitation counts only while anyone who sent it administers the study.',
      ),
      text(
        'The access list (*Members* → *Download the access list*) is for a review: each member with role, clinics, since when, by whom, and the last sign-in to the console, whichever study it was for. Each download leaves an audit entry.',
      ),
      text(
        'Staff stay signed in to the console for 12 hours at most, and for half an hour without a page. Access tokens last an hour and are replaced during work. Signing out ends the sign-in at Cognito too. An access token that somebody copied before opens the API until its hour is over, unless the membership is revoked.',
      ),
      text(
        'Someone who works from a command line gets an access token of the API by `TOKEN=$(npm run sign-in --silent -- --url https://pro.example.org)`: a browser opens, and nothing is kept on the machine.',
      ),
      text(
        'A program, such as a hospital’s record system, has credentials of its own. Deploy with `--context programs=ehr,warehouse`; the client ID of each is an output of `ConcordData`, and `aws cognito-idp describe-user-pool-client` shows its secret. Grant the client ID a membership like a person’s: it says which studies and clinics the program sees. It asks `/oauth2/token` of the sign-in page for `grant_type=client_credentials` with the scope `concord/read`, `concord/write` or both. A program cannot change memberships, decide on erasures, or take and close safety alerts.',
      ),
      text(
        'Who is revoked is refused from their next request on, whatever token they have. Disable their account in Cognito too. The last person who administers a study cannot be revoked. If that person is gone, grant it to another one with the function, and revoke the first with `"revoke":true` beside `sub`, `study` and `by`.',
      ),
    ),
    alarmsSection,
    section(
      'Compute scores again',
      text(
        'Do this after an upgrade whose changelog says that the scoring algorithm changed. Go clinic by clinic. Invoke it again with `"after"` set to `next` until `next` is null. It is safe to repeat. Earlier scores stay beside the new ones, marked as superseded.',
      ),
      code(
        'aws lambda invoke --function-name <RecomputeScoresFunction> --cli-binary-format raw-in-base64-out \\',
        '  --payload \'{"study":"ketamine-infusion-registry","site":"harbor"}\' /dev/stdout',
      ),
    ),
    auditTrailSection,
    restoreSection,
    section(
      'Logs and request IDs',
      text(
        'Functions write one JSON line per entry, kept for three months. The fields are a closed list, and anything else is dropped before it is written.',
      ),
      table(
        'Fields of a function’s log',
        ['Field', 'Meaning'],
        ['`study`, `site`, `timepoint`', 'identifiers of the study, never of a person'],
        ['`attempt`, `count`, `milliseconds`', 'retries, numbers of items, durations'],
        ['`status`, `code`', 'HTTP status, code of a problem or of the text service'],
        ['`method`, `route`', 'the route’s pattern, never the path that was called'],
        ['`requestId`', 'the gateway’s ID of the request'],
        [
          '`errorName`, `causeName`, `frames`',
          'class of an error and where it was thrown, never its message',
        ],
      ),
      text(
        '`frames` are places in the minified bundle, such as `index.mjs:3:29706`: functions load no source maps, which keeps their start short. In a checkout of the deployed commit, `npm run frames -- serve-participant-page index.mjs:3:29706` prints the file and line in the sources.',
      ),
      text(
        'An address that opens 60 links that are none within ten minutes is refused every further one for the rest of them (429), and the alarm `LinksGuessed` rings. A link that works opens from there all the same: a clinic’s people share an address. Each running function counts by itself, in memory. No address is stored or logged.',
      ),
      text(
        'Problem documents carry the request ID as `instance`, and error pages show it. To find a request that someone reports, search the function’s log for `requestId`, and the access log for `requestId` too. The access log holds the request ID, time, route pattern, status and latency. It has no path and no address, because a path can hold a participant’s link. For the same reason CloudFront writes no log, and the firewall keeps no samples.',
      ),
    ),
    section(
      'Where personal data lives',
      table(
        'Tables',
        ['Table', 'Holds', 'Who can reach it'],
        [
          'Study',
          'participants by study ID, assessments, answers, scores, alerts',
          'every function that reads or writes a study',
        ],
        [
          'Contacts',
          'names, years of birth, phone numbers, what people text and what was answered, notes of calls and of handled messages',
          'enrollment, texts, delivery reports, replies, the worklist and erasure. Not the console’s analyses, not scoring, not exports',
        ],
        [
          'Members',
          'who may do what in which study, when people last signed in, and mail addresses of open invitations',
          'every staff function reads single memberships. The function for members alone writes them',
        ],
        [
          'Audit',
          'who did what and when, in IDs, codes and hashes',
          'append and read only. No function can change or delete an entry',
        ],
        [
          'Library',
          'studies, questionnaires, calibrations and responder definitions: nobody’s data',
          'every function that speaks of a study reads it. What ships is put there by each deployment, before any other function is changed. `RollOutVersions`, called every minute, moves participants to a version that is in force at their clinic. Nothing in it is deleted',
        ],
        [
          'Releases',
          'what studies have released: numbers over all clinics, nobody’s data',
          'the two functions that make releases add to it, and the console reads it. Nothing in it is changed or deleted',
        ],
      ),
      text(
        'Audit entries form chains of SHA-256 hashes: one per participant, and one each for the answers and the texts of an assessment, which stands on the entry that made it. A changed, removed or inserted entry breaks its chain, and `npm run audit` names it. A recorded change and its audit entry are one transaction. The entry of a submission, or of a closing, has the time of the first answer and the hash of all; an answer before it has an entry of its own only where it raises an alert, and what the carrier says of a text has none.',
      ),
      text(
        'Tables, keys, the link secret and the accounts of staff are in the stack `ConcordData`, which a change of the service does not touch. Both stacks are protected against being deleted: `aws cloudformation update-termination-protection` lifts that.',
      ),
      text(
        'All seven tables are retained if the stack is deleted, protected against deletion, and recoverable to any second of the last 35 days.',
      ),
    ),
    lakeSection,
    limitsSection,
    costsSection,
  ],
}
