/** Put here when this file is built: browser/start.ts as one minified script. See infra/constructs/browser-scripts.ts. */
declare const PARTICIPANT_SCRIPT: string

/** The script of a participant's page. It only hurries along what the pages do without it. */
export const participantScript: string = PARTICIPANT_SCRIPT
