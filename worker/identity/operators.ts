import type { Bindings } from '../environment.ts'

/** True for those who run this deployment. They need no invitation, and see no partnership by it. */
export const isOperator = ({ OPERATORS = '' }: Bindings, email: string) =>
  OPERATORS.toLowerCase()
    .split(/[\s,]+/)
    .includes(email)
