import { createPathBuilder } from '../paths.ts'

/** The page as page.tsx and templates.tsx write it. */

/** One of the words that the server put on an element for the script; empty where there is none. */
export function readWord(element: Element, name: string): string {
  return element.getAttribute(`data-${name}`) || ''
}

/** The link's own address, `/s/{token}`. */
export const base = readWord(document.body, 'base')

/** The path of a screen, by the name of its template, or of what a form is sent to. */
export const buildPath = createPathBuilder(base)

/** Where the screen is shown. */
export const main = find(document, 'main')

/** The first element that matches. @throws Error where there is none: the server writes all that the script asks for */
export function find<Name extends keyof HTMLElementTagNameMap>(
  root: ParentNode,
  name: Name,
): HTMLElementTagNameMap[Name]
export function find<Found extends HTMLElement>(root: ParentNode, selector: string): Found
export function find(root: ParentNode, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(selector)
  return found
}

/** Whether this page has a screen. */
export function hasTemplate(name: string | number): boolean {
  return document.getElementById(`t/${name}`) !== null
}

/** The template of a screen or of a part of one. */
export function findTemplate(name: string | number): HTMLTemplateElement {
  return find<HTMLTemplateElement>(document, `[id="t/${name}"]`)
}

/** What a template holds, to be shown. */
export function copyTemplate(name: string): DocumentFragment {
  return document.importNode(findTemplate(name).content, true)
}

/** The line at the foot of the page, with all that it may say. */
export function findStatus(): HTMLElement {
  return find(document, '#status')
}

/** Shows one of the sentences of the line at the foot of the page, or none. */
export function say(name: 'late' | 'saved' | 'sending' | 'unsent' | ''): void {
  const line = findStatus()
  line.textContent = name && readWord(line, name)
}
