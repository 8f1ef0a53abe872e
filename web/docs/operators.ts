import { auditTrailSection } from './audit-trail.ts'
import { code, type DocumentText, list, note, section, table, text } from './document.ts'

export const operators: DocumentText = {
  slug: 'operators',
  title: 'For operators',
  lead: 'Deploy to AWS, let staff in, read alarms and logs, and know where personal data lives.',
  sections: [
    section(
      'Deploy',
      text(
        'First buy and register the number that texts come from in AWS End User Messaging. The carriers take days. The number must be in no pool: the stack makes one of it. Verify the address or domain that alerts are mailed from in Amazon SES, and move the account out of its sandbox. Then:',
      ),
      code(
        'npx cdk bootstrap aws://<account>/<region> aws://<account>/us-east-1',
        'npm run deploy -- --context domainName=surveys.example.org --context hostedZoneId=Z0123456789ABC \\',
        '  --parameters ConcordService:SmsPhoneNumbers=<ARN of your number> \\',
        '  --parameters ConcordService:MailIdentity=<ARN of your identity in SES> \\',
        '  --parameters ConcordService:MailSender=alerts@example.org \\',
        '  --parameters ConcordService:AlarmEmail=alarms@example.org',
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
        ['parameter `AlarmEmail`', 'who gets the alarms by mail', 'required'],
      ),
      text(
        'The stacks print `PublicUrl`, `GrantMembershipFunction`, `RecomputeScoresFunction` and `ReplayErasuresFunction`. The stack makes a pool of your numbers, receives their replies, answers STOP and HELP itself and not by AWS, and blocks texts to other countries. `npm run synth` writes the templates without deploying.',
      ),
      note(
        'Data of earlier drafts is not read by this version. On a local machine, start once with `npm start -- --fresh`.',
      ),
    ),
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
        'Create staff in the Cognito user pool. Nobody can sign up, and a second factor from an authenticator app is required. Sign-in proves who a person is. What they may see is in their membership, which is read at every request.',
      ),
      code(
        'aws lambda invoke --function-name <GrantMembershipFunction> --cli-binary-format raw-in-base64-out \\',
        '  --payload \'{"sub":"…","name":"…","study":"ketamine-infusion-registry","role":"coordinator","sites":[],"administers":true,"by":"<you>"}\' /dev/stdout',
      ),
      text(
        'This grants the first membership: to someone who administers the study. They grant, change, list and revoke all others by the API, under *Members*. `role` is `coordinator` or `lead`, `sites` are the clinics that the person sees whole, and `administers` shows nothing of participants: a coordinator without a clinic sees nobody. Every change is in the audit table, with who made it and what was before.',
      ),
      text(
        'Staff stay signed in to the console for 12 hours at most, and for half an hour without a page. Access tokens last an hour and are replaced during work. Signing out ends the sign-in at Cognito too.',
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
    section(
      'Alarms',
      table(
        'What an alarm says, and what to do',
        ['Alarm', 'Meaning', 'First steps'],
        [
          'a function failed',
          'a call ended with an error in the last five minutes',
          'search its log for `errorName`. `frames` say where it was thrown',
        ],
        [
          '`OpenDueAssessments` was not called',
          'nothing opens and no text goes out',
          'check that the one-minute schedule is enabled and may invoke the function',
        ],
        [
          'a function answered with a 5xx status',
          'a person saw an error page or an API client a 5xx problem. `Errors` does not count these: the call itself succeeded',
          'search its log for `request failed`. `causeName` says what it waited for, such as a table that throttled',
        ],
        [
          'the API answered with a 5xx status',
          'a function failed, timed out, or may not be called',
          'search the access log for `status`, and the function’s log for the `requestId`',
        ],
        [
          'a function is slow, was throttled, or the account is at 80% of its concurrency quota',
          'people wait, or are sent away',
          'see the dashboard. Ask AWS for a higher quota of concurrent executions; new accounts have 10',
        ],
        [
          'a message has waited in its queue',
          'its function is too slow, throttled, or fails and tries again',
          'see the function’s errors and throttles on the dashboard',
        ],
        [
          'a message waits in the dead-letter queue',
          'a text that is due, a delivery report, a text from a participant or an erasure failed five times. It is kept for 14 days. A text that is due is parked: nothing more of its assessment is texted until you redrive it',
          'find and fix the cause, then `npm run redrive -- Invitations`. `npm run redrive` lists the queues. Each message is checked against what is stored, so nothing is sent or counted twice',
        ],
        [
          'a text was refused (10 in 15 minutes)',
          'the carrier will never take these texts: numbers that are not valid or not of your countries, numbers that opted out, or a price above `textMaxPrice`',
          'search the logs for `a text was refused`. `code` is the carrier’s. Each participant’s history shows it in words',
        ],
        [
          'an opt-out at the carrier is not lifted',
          'a START came from a number on the carrier’s opt-out list, and AWS did not take it off: it does so once in 30 days only. The next text is refused, and the number counts as stopped',
          'call the participant. The list is in AWS End User Messaging',
        ],
        [
          'texts are stopped by the account',
          'the carrier refuses every text: the spend limit, a disabled account, the sandbox, or numbers that are gone. Invitations and reminders wait. Today says so at every clinic. Urgent messages are tried all the same',
          'search the logs for `texts are stopped by the account`. `code` is the carrier’s. Raise the limit, or ask AWS. One text is tried every 15 minutes, and all go on by themselves once it goes out',
        ],
        [
          'a text is refused again and again',
          'the carrier has been busy for half an hour, or gives a reason that Concord does not know',
          'search the logs for `a text is refused again and again`. `code` is the carrier’s. The texts go on by themselves',
        ],
        [
          'whether a text went out is not known',
          'the carrier’s reply was lost. The text is never sent again by itself',
          'Today shows the participant. A person decides',
        ],
        [
          'texts of this month cost 80% of what was expected',
          'at the account’s spend limit AWS stops sending',
          'find out who is texted, and raise the limit in AWS End User Messaging in time',
        ],
        [
          'an alert is not acknowledged in time; nobody, or no lead, is on call',
          'an alert about a participant waits: past its due time, or an hour if it is about self-harm',
          'call the clinic. Its list is under *On call* in the console',
        ],
        [
          'many sign-ins fail',
          '20 wrong sign-ins within five minutes',
          'see the user pool’s log of threats in Cognito',
        ],
      ),
      text(
        'The address in `AlarmEmail` gets a mail from AWS with a link to confirm. Until somebody follows it, no alarm arrives. CloudWatch has a dashboard with every alarm, function and queue. AWS counts what texts cost once the account has the service-linked role of AWS End User Messaging SMS: `aws iam create-service-linked-role --aws-service-name sms-voice.amazonaws.com`.',
      ),
      text('Alarm messages name functions and queues, never people.'),
    ),
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
    section(
      'Restore a table, and replay erasures',
      text(
        'A restore to an earlier time brings back what participants have had erased since. The ledger of erasures is a chain of the audit table, which is not restored with the others. After every restore of the Study or the Contacts table, before anybody signs in, replay the ledger of each study:',
      ),
      code(
        'aws lambda invoke --function-name <ReplayErasuresFunction> --cli-binary-format raw-in-base64-out \\',
        '  --payload \'{"study":"ketamine-infusion-registry"}\' /dev/stdout',
      ),
      text(
        'Invoke it again with `"after"` set to `next` until `next` is null. It is safe to repeat. It texts nobody. Contact and participation that a participant resumed since are left as they are.',
      ),
      list(
        'Never restore the Audit table to a time before erasures that were carried out. If it is lost, they can no longer be replayed.',
        'Backups hold what was erased for up to 35 days, and a restored table until it is deleted. Delete the table that a restore replaces.',
        'An erased number that nobody else has leaves no trace, a STOP neither. The carrier’s own list of numbers that said STOP goes on.',
      ),
      text(
        'After a restore of the Study table alone, its records are older than their audit chains. They go on: the next entry stands behind the newest one, and its `unknown` says how many entries the restored record did not know. Answers that came after the backup are gone, and the chain says that they were there. A text that was sent after the backup may be sent once more.',
      ),
      text(
        '`EraseParticipants` and `ReplayErasures` are the only functions that may delete items. An erasure that is interrupted is gone on with at the next minute, from wherever it stood. If it fails five times, the dead-letter alarm says so, and Today shows it as confirmed and not done.',
      ),
    ),
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
        'An address that opens 60 links that are none within ten minutes is refused for the rest of them (429), and the alarm `LinksGuessed` rings. Each running function counts by itself, in memory. No address is stored or logged.',
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
          'who may do what in which study',
          'every staff function reads single memberships. The function for members alone writes them',
        ],
        [
          'Audit',
          'who did what and when, in IDs, codes and hashes',
          'append and read only. No function can change or delete an entry',
        ],
      ),
      text(
        'Audit entries form chains of SHA-256 hashes: one per participant, and one each for the answers and the texts of an assessment, which stands on the entry that made it. A changed, removed or inserted entry breaks its chain, and `npm run audit` names it. A recorded change and its audit entry are one transaction. The entry of a submission, or of a closing, has the time of the first answer and the hash of all; an answer before it has an entry of its own only where it raises an alert, and what the carrier says of a text has none.',
      ),
      text(
        'Tables, keys, the link secret and the accounts of staff are in the stack `ConcordData`, which a change of the service does not touch. Both stacks are protected against being deleted: `aws cloudformation update-termination-protection` lifts that.',
      ),
      text(
        'All four tables are retained if the stack is deleted, protected against deletion, and recoverable to any second of the last 35 days.',
      ),
    ),
    section(
      'Limits',
      list(
        'One address, within five minutes, where there is a domain: 6,000 requests, of which 3,000 to links and 100 to sign-in. What exceeds that gets 429. A clinic’s people share an address: a survey is about 60 requests. The API itself answers CloudFront alone, which carries a key that its authorizer knows.',
        'The HTTP API: 500 requests per second, bursts of 1,000. A request may take 29 seconds. Bodies are at most 65,536 bytes, and instrument files more.',
        'Texts: a study’s `textsPerSitePerDay`, 2,000 by default. What exceeds it waits for the next day. The carrier’s own limit per number comes on top.',
        'Due texts lie in an index of 32 partitions by time and go through a FIFO queue, grouped by participant. Nothing is scanned.',
        'An alert is sent at most 42 times to the on-call list, an alert about self-harm 138 times. The alert stays in Today.',
        'A crisis reply, and an alert to one person by text or mail, is an urgent message: it is stored with what it is about, has a queue of its own, and is tried again after 1, 2, 4, 8 and then every 15 minutes for a day until the carrier or SES accepts it. A delivery report that it did not arrive starts this again. A reply of the carrier that was lost may make one go out twice, at least a minute apart.',
        'You are alarmed when an urgent message is not accepted at its third try, or is refused for good; when an alert finds nobody on call; when a clinic empties its list; and when a message that speaks of self-harm comes from a number that no participant has.',
        'A text whose sending was interrupted is marked as unknown and is never sent again by itself.',
        'Analyses read the study’s partitions at each request. There is no cache and no warehouse yet.',
        'A local machine needs Linux on x64, or `AWS_ENDPOINT_URL_DYNAMODB` set to another local DynamoDB.',
      ),
      table(
        'On paper, for 10 million participants and 1,000 texts a second, by published limits of AWS',
        ['Part', 'Load', 'Limit'],
        ['a partition of the due index', '31 texts/s, about 63 write units/s', '1,000 write units/s'],
        [
          'a tick, each minute',
          '60,000 keys in 60 pages, about 1,099 read units',
          '3,000 read units/s and partition',
        ],
        [
          'the queue',
          '1,000 messages/s in batches of ten',
          '3,000/s, more in high-throughput mode, which it uses',
        ],
        ['the sender', 'about 15 functions at a time', '1,000 by default'],
        [
          'texts, in all tables',
          '5,000 read and 9,000 write units/s',
          '40,000 units/s and table by default, more on request',
        ],
        [
          'surveys, if every text is answered at once',
          '4,000 read and 24,000 write units/s',
          '40,000 units/s and table by default, more on request',
        ],
        ['one survey of everybody', '40 million read and 240 million write units', 'none'],
        ['the audit chain', 'each participant alone', '1,000 write units/s each'],
        ['the text service', 'all texts', '75–100/s and number: a pool of a dozen short codes'],
      ),
      text(
        'Units of texts and surveys are those that `npm run bench` counted for the study that ships. It prints what your machine does as JSON.',
      ),
    ),
  ],
}
