import { builtinModules } from 'node:module'

/**
 * Node's own modules as esbuild aliases: each is asked for by `process.getBuiltinModule` instead of an `import`.
 *
 * An `import` of one reads every export of it at once, and some of those load more when they are read: `node:http` loads
 * the whole of undici for its `WebSocket`, `node:fs` its streams, `node:process` the standard output. That is 20 ms of a
 * cold start for what no function uses. Aliased, a bundle reads an export when it needs it. The code between is a data URL,
 * since `buildSync` takes no plugin and a file for each module would have to be kept somewhere.
 */
export const BUILT_IN_MODULES: Readonly<Record<string, string>> = Object.fromEntries(
  builtinModules
    .filter((name) => !name.startsWith('_') && !name.startsWith('node:'))
    .flatMap((name) => [name, `node:${name}`].map((specifier) => [specifier, buildModule(name)])),
)

function buildModule(name: string): string {
  return `data:text/javascript,module.exports=process.getBuiltinModule("node:${name}")`
}
