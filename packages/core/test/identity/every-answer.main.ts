import { everyAnswer } from './every-answer.ts'

process.stdout.write(await everyAnswer())
