/** How far back a table can be recovered, in days: the most that DynamoDB keeps. */
export const RECOVERY_DAYS = 35
