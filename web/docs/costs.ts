import { list, section, table, text } from './document.ts'

/** For operators: what AWS charges. The rows are held to the bench's units and a list of prices by a test. */
export const costsSection = section(
  'Costs',
  text(
    'Texts are nearly all of what a survey costs. The first table is for 1,000 surveys of the study that ships, each invited by one text and answered question by question, at list prices of AWS in us-east-1, without free tiers.',
  ),
  table(
    '1,000 surveys',
    ['Part', 'Use', 'Price in US dollars', 'Cost'],
    ['DynamoDB, reads', '10,000 read units', '$0.125 per million read units (2026-08-09)', '$0.0013'],
    ['DynamoDB, writes', '33,000 write units', '$0.625 per million write units (2026-08-09)', '$0.0206'],
    ['Lambda, time', '395 GB-seconds', '$13.3334 per million GB-seconds (arm64) (2026-08-09)', '$0.0053'],
    ['Lambda, calls', '21,000 calls', '$0.2 per million calls (2026-08-09)', '$0.0042'],
    ['API Gateway', '18,000 requests', '$1 per million requests (2026-08-09)', '$0.0180'],
    [
      'CloudFront, requests',
      '18,000 requests',
      '$1 per million requests (HTTPS, United States) (2026-04-01)',
      '$0.0180',
    ],
    ['CloudFront, data', '53 MB', '$0.085 per GB (United States) (*unconfirmed*)', '$0.0045'],
    ['WAF', '18,000 requests', '$0.6 per million requests (2026-08-01)', '$0.0108'],
    ['SQS, texts that are due', '3,000 requests', '$0.5 per million requests (*unconfirmed*)', '$0.0015'],
    ['SQS, delivery reports', '6,000 requests', '$0.4 per million requests (2026-08-09)', '$0.0024'],
    ['SNS', '2,000 messages', '$0.5 per million messages (*unconfirmed*)', '$0.0010'],
    ['all of this', '', '', '$0.0876'],
    [
      'texts',
      '1,000 texts of one part',
      '$0.01 per part, with the carrier’s fee (United States) (*unconfirmed*)',
      '$10.00',
    ],
  ),
  table(
    'Each month, whatever is answered, with a domain',
    ['Part', 'There is', 'Price in US dollars', 'Cost'],
    ['CloudWatch', '159 alarms', '$0.1 per metric of an alarm and month (2026-08-09)', '$15.90'],
    ['KMS', '18 keys', '$1 per key and month (2026-08-09)', '$18.00'],
    ['Secrets Manager', '2 secrets', '$0.4 per secret and month (2026-08-09)', '$0.80'],
    [
      'WAF',
      '5 rules of one web ACL, which counts as five',
      '$1 per web ACL or rule and month (2026-08-01)',
      '$10.00',
    ],
  ),
  list(
    'A price has the day on which a public document gave it as AWS’s own. One that is *unconfirmed* is an assumption: look at AWS’s page before you rely on it. They are in `tests/bench/prices.json` with their sources. Change them there, and `node tests/bench/print-costs.ts` prints these rows anew.',
    'The price of a text is yours: it depends on the number, the country and the carrier. A text of two parts costs twice, and so does a survey with one reminder.',
    'Units of DynamoDB, questions, bytes of the page and processor time are those that `npm run bench` counted. A function’s wait of 5 ms for DynamoDB and of 150 ms for the text service, and replies of 2.5 kB to answers, are assumed.',
    'Not counted: storage, backups, logs, traces, requests to KMS, the archive of the audit trail, the lake and Athena, staff accounts in Cognito (by person and month), the lease and registration of your numbers, and CloudWatch’s metrics for each route of the API that is used in a month.',
  ),
)
