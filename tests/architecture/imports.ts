import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One import of a module by another. Paths are relative to the repository; a package stays as it is written. */
export type Import = {
  readonly from: string
  readonly to: string
  /** Nothing of it is loaded: every name is imported as a type. */
  readonly isType: boolean
}

/** Every static import, re-export and literal `import()` of a module. @param path relative to the repository */
export function findImports(path: string, source: string): Import[] {
  const { module } = parseSync(path, source)
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    to: moduleRequest.value,
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const reexports = module.staticExports.map(({ entries }) => ({
    to: entries[0]?.moduleRequest?.value,
    isType: entries.every(({ isType }) => isType),
  }))
  const dynamics = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    to: /^(['"])(.+)\1$/.exec(source.slice(start, end))?.[2],
    isType: false,
  }))
  return [...statics, ...reexports, ...dynamics].flatMap(({ to, isType }) =>
    to === undefined ? [] : [{ from: path, to: resolvePath(path, to), isType }],
  )
}

/** The imports of many modules. @param paths relative to the repository, which is the working folder */
export function readImports(paths: readonly string[]): Import[] {
  return paths.flatMap((path) => findImports(path, readFileSync(path, 'utf8')))
}

function resolvePath(from: string, to: string): string {
  return to.startsWith('.') ? normalize(join(dirname(from), to)).replaceAll('\\', '/') : to
}
