import { list, section, table, text } from './document.ts'

/** For operators: how much of anything there can be. The capacity table is held to the bench's units by a test. */
export const limitsSection = section(
  'Limits',
  list(
    'One address, within five minutes, where there is a domain: 6,000 requests, of which 3,000 to links and 100 to sign-in. What exceeds that gets 429. A clinic’s people share an address: a survey is about 60 requests. The API itself answers CloudFront alone, which carries a key that its authorizer knows.',
    'One link: 120 requests at once, and then two a second, of each running function. Opening a link writes nothing, so nothing else could count it. Answers by one link: 120 at once, and then one a second, however many functions run: the survey’s item counts them, in the write that each answer is.',
    'One person or program: 300 requests a minute of each running function. What exceeds one of these limits gets 429 with `Retry-After`, and nothing is lost: the participant’s phone keeps an answer that was not taken, and sends it again.',
    'One number, in a day (UTC): five answers to what is unclear, ten with START and HELP, twenty with the confirmation of STOP, and 60 questions. A STOP holds whether it is confirmed or not. A text of a participant that speaks of self-harm is always answered. One from a number that no participant has is answered 20 times a day, which other replies do not use up; beyond that the alarm `CrisisFlood` rings.',
    'The HTTP API: 500 requests per second, bursts of 1,000. A request may take 29 seconds. Bodies are at most 65,536 bytes, and instrument files more.',
    'Texts: a study’s `textsPerSitePerDay`, 2,000 by default. What exceeds it waits for the next day. The carrier’s own limit per number comes on top.',
    'Due texts lie in an index of 32 partitions by time and go through a FIFO queue, grouped by participant. Nothing is scanned.',
    'An alert is sent at most 42 times to the on-call list, an alert about self-harm 138 times. The alert stays in Today.',
    'A crisis reply, and an alert to one person by text or mail, is an urgent message: it is stored with what it is about, has a queue of its own, and is tried again after 1, 2, 4, 8 and then every 15 minutes for a day until the carrier or SES accepts it. A delivery report that it did not arrive starts this again. A reply of the carrier that was lost may make one go out twice, at least a minute apart.',
    'You are alarmed when an urgent message is not accepted at its third try, or is refused for good; when an alert finds nobody on call; when a clinic empties its list; and when a message that speaks of self-harm comes from a number that no participant has, and when so many came from one that no more are answered.',
    'A text whose sending was interrupted is marked as unknown and is never sent again by itself.',
    'Analyses read the study’s partitions at each request. There is no cache and no warehouse yet. A release is made within one request too, 29 seconds at most; by a study’s schedule within 15 minutes.',
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
      '6,000 read and 9,000 write units/s',
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
)
