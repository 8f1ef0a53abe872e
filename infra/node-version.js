// Plain JavaScript on purpose: a Node that cannot strip types stops at the first .ts file with
// ERR_UNKNOWN_FILE_EXTENSION, before any check inside it could run. Load it ahead of the script:
//   node --import ./infra/node-version.js infra/synth.ts

/** The first Node 22 that runs TypeScript without a flag. */
export const OLDEST_NODE = [22, 18]

/**
 * Says what to do when a Node version is too old to run this project's TypeScript.
 *
 * @param {string} version as in process.versions.node, e.g. "20.19.2"
 * @returns {string | undefined} the message, or undefined when the version will do
 */
export function refuseNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return [
    `Concord needs Node ${OLDEST_NODE.join('.')} or newer. This is Node ${version}.`,
    'Run "npm ci", then use npm scripts ("npm start", "npm run synth"). They use the Node 24 that npm ci installs.',
    'If there is no Node 24 build for your platform, install it from https://nodejs.org.',
  ].join('\n')
}

const refusal = refuseNode(process.versions.node)
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`)
  process.exit(1)
}
