const MARKS = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)\s]+\))/

/** Text with its marks as elements: `code`, **bold**, *emphasis* and [links](/docs). */
export function InlineText({ text }: { readonly text: string }) {
  return <>{text.split(MARKS).map(renderPart)}</>
}

function renderPart(part: string) {
  if (part.startsWith('`')) return <code>{part.slice(1, -1)}</code>
  if (part.startsWith('**')) return <b>{part.slice(2, -2)}</b>
  if (part.startsWith('*') && part.length > 2) return <em>{part.slice(1, -1)}</em>
  const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part)
  return link ? <a href={link[2]}>{link[1]}</a> : part
}
