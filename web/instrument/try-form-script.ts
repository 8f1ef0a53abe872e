/** Put here when this file is built: browser/try-form.ts as one minified script. See infra/constructs/browser-scripts.ts. */
declare const TRY_FORM_SCRIPT: string

/** The script of an instrument's page: scores while answers are chosen. */
export const tryFormScript: string = TRY_FORM_SCRIPT
