/** What a text from a participant's phone asks for. `answer`: an answer to questions asked by text. */
export const MESSAGE_INTENTS = [
  ...(['stop', 'start', 'help', 'wrong-number', 'courtesy', 'unclear', 'answer'] as const),
] as const
export type MessageIntent = (typeof MESSAGE_INTENTS)[number]

/** What Concord answers by itself. `asked`: a question asked by text, or how to answer it. */
export const REPLY_KINDS = ['stopped', 'started', 'help', 'received', 'asked'] as const
export type StoredReplyKind = (typeof REPLY_KINDS)[number]

/** `unknown`: about to go out when something broke off. It may have gone out, and is not sent again. */
export const REPLY_OUTCOMES = ['unknown', 'sent', 'refused'] as const
