/** The same words with a capital at their start. */
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
