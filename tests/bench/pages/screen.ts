import type { Line } from '../contenders/contract.ts'

/** Writes the list a person waits for. */
export function draw(lines: readonly Line[]) {
  const list = document.createElement('ul')
  for (const { id, at, text } of lines) {
    const item = document.createElement('li')
    item.id = id
    const time = document.createElement('time')
    time.textContent = at.slice(0, 10)
    const words = document.createElement('p')
    words.textContent = text
    item.appendChild(time)
    item.appendChild(words)
    list.appendChild(item)
  }
  document.body.replaceChildren(list)
}

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))

/** Two frames: in the first the list is laid out, and by the second it has been painted. */
export async function painted() {
  await frame()
  await frame()
}

export const shownIds = () => [...document.querySelectorAll('li')].map(({ id }) => id)
