/** What is said of words that are no sum of money. */
export const NO_SUM = 'Enter a sum in pounds, as 1,234 or 1234.50'
