import { createGitHub, type Send } from '../../../src/github/client.ts';
import type { GitHub } from '../../../src/github/port.ts';
import { FakeClock } from './clock.ts';
import type { MemoryGitHub } from './memory.ts';

/** Answers at once, or not, in the fake clock's time; a call takes 200 ms. */
function sendTo(memory: MemoryGitHub, clock: FakeClock): Send {
  memory.now = () => clock.now();
  return async (request) => {
    // As the wire has it: what JSON cannot hold is lost.
    const body = request.body === undefined ? {} : { body: JSON.parse(JSON.stringify(request.body)) };
    clock.advance(200);
    const { answer, fault } = memory.handle({ method: request.method, path: request.path, ...body });
    if (fault?.kind === 'timeout') {
      clock.expire();
      return new Promise(() => undefined);
    }
    if (answer === undefined) throw new Error('socket hang up');
    return answer;
  };
}

/** The port over a memory. */
export function gitHubOver(memory: MemoryGitHub, clock = new FakeClock(), budget?: number): GitHub {
  return createGitHub(sendTo(memory, clock), clock, budget);
}
