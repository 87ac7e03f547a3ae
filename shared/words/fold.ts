/**
 * Words as they are looked for: without capitals, accents, apostrophes and punctuation, a blank before
 * each. A ref keeps its dots: "ASB 2.3." is " asb 2.3".
 */
export function fold(text: string): string {
  const plain = isAscii.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '')
  const words = plain
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu)
  return words ? ` ${words.join(' ')}` : ''
}
const isAscii = /^[\0-\x7f]*$/

/** Whether each word of what was typed begins a word of the text. Both are folded. */
export function hasWords(folded: string, typed: string): boolean {
  return typed === '' || typed.split(/(?= )/).every((word) => folded.includes(word))
}
