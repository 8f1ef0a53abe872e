/** The first Node that runs TypeScript without a flag, as [major, minor]. */
export declare const OLDEST_NODE: readonly [number, number]

/** Says what to do when a Node version is too old, or undefined when it will do. */
export declare function refuseNode(version: string): string | undefined
