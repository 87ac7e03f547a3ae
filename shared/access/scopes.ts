/**
 * A scope is what a row is shared with, and what a phone pulls by. Restricted plans will name scopes of
 * their own; today each row belongs to the whole partnership.
 */
export const PARTNERSHIP_SCOPE = 'partnership'
