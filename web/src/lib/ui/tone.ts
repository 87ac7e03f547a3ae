/** How a thing stands. Every tone has a shape and a word as well as a colour. */
export type Tone = 'good' | 'warn' | 'bad' | 'none' | 'info' | 'done'
/** A band of a scored cell, coolest first. */
export type Band = 'blue' | 'green' | 'yellow' | 'orange' | 'red'
