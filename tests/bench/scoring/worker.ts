import { answers } from './answer.ts'

/** The worker's end: the same functions in the worker's own runtime, asked for a range of inputs. */
export default {
  fetch(request: Request): Response {
    const { searchParams } = new URL(request.url)
    return new Response(answers(Number(searchParams.get('from')), Number(searchParams.get('to'))))
  },
}
