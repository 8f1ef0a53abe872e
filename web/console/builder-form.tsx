import type { Child } from 'hono/jsx'
import type { ConsoleFrame } from './frame.ts'
import type { BuilderView } from './instrument-builder-view.ts'
import { consolePaths } from './paths.ts'

export type BuilderProps = { readonly frame: ConsoleFrame; readonly view: BuilderView }

/** A form of the builder: it sends the whole definition along, since nothing is saved before it is published. */
export function BuilderForm({ frame, view, children }: BuilderProps & { readonly children: Child }) {
  return (
    <form method="post" class="fields" action={consolePaths.importInstrument(frame.study.id)}>
      <input type="hidden" name="definition" value={JSON.stringify(view.definition)} />
      {children}
    </form>
  )
}
