/** One thing that is wrong with a definition, and where (a JSON pointer). */
export type DefinitionFault = { readonly pointer: string; readonly detail: string }
