/** What a program asks the issuer for. No person is ever given one. */
export const READ_SCOPE = 'concord/read'
export const WRITE_SCOPE = 'concord/write'
