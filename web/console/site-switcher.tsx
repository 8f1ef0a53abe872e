import { findText } from '../text/index.ts'
import type { ConsoleFrame, SiteName } from './frame.ts'

/** For members of several sites: which one the page is about. */
export function SiteSwitcher({
  frame,
  view,
  action,
}: {
  readonly frame: ConsoleFrame
  readonly view: { readonly site: SiteName; readonly sites: readonly SiteName[] }
  readonly action: string
}) {
  if (view.sites.length < 2) return null
  const text = findText(frame.locale).console.worklist
  return (
    <form class="pick" method="get" action={action}>
      <label>
        {text.site}
        <select name="site">
          {view.sites.map((site) => (
            <option value={site.id} selected={site.id === view.site.id}>
              {site.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{text.show}</button>
    </form>
  )
}
