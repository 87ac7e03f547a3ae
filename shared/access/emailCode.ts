/** The code that comes by e-mail. */
export const CODE_LENGTH = 6

/** What was typed or pasted, as digits: "123 456", "123-456" and "Your code is 123456" are one code. */
export const codeDigits = (typed: string) => typed.replace(/\D/g, '').slice(0, CODE_LENGTH)

export const isWholeCode = (typed: string) => codeDigits(typed).length === CODE_LENGTH
