/** Ways through Ruby that part at a condition and come together again. */
import { copyOf, either, Flow, type Frame, mergeFrames, type Truth } from './flow.ts';

/** What runs on one way, in the variables and the flow that it is given. */
export type Way = (frame: Frame, flow: Flow) => Truth;

/** What a way came to: its value, variables and flow. */
export interface Ended {
  readonly value: Truth;
  readonly frame: Frame;
  readonly flow: Flow;
}

/** What stands under a condition: one way where the condition is certain, else both. */
export function branched(truth: Truth, yes: Way, no: Way, frame: Frame, flow: Flow): Truth {
  if (truth === 'present' || truth === 'blank' || truth === 'derived') return yes(frame, flow);
  if (truth === 'absent') return no(frame, flow);
  const ways = [yes, no].map((way) => endedWay(way, frame));
  const [first, second] = ways as [Ended, Ended];
  // A function of the gem's is asked who it is, and a stranger turned away by its answer.
  const certain =
    truth === 'identity' && turnsAway(second.flow) && first.flow.passes
      ? [second]
      : truth === 'stranger' && turnsAway(first.flow) && second.flow.passes
        ? [first]
        : ways;
  return joined(certain, frame, flow);
}

/** Runs a way on copies of the variables. */
export function endedWay(way: Way, frame: Frame): Ended {
  const own = copyOf(frame);
  const flow = new Flow();
  return { value: way(own, flow), frame: own, flow };
}

/** Goes on from all ways together: what happened on any, and the value of those that go on. */
export function joined(ways: readonly Ended[], frame: Frame, flow: Flow): Truth {
  const on = ways.filter((each) => each.flow.next);
  mergeFrames(
    frame,
    (on.length > 0 ? on : ways).map((each) => each.frame),
  );
  flow.join(ways.map((each) => each.flow));
  return on.length === 0 ? 'unknown' : on.map(({ value }) => value).reduce(either);
}

/** The same way, with its value noted. */
export function noting(way: Way, seen: Truth[]): Way {
  return (frame, flow) => {
    const value = way(frame, flow);
    seen.push(value);
    return value;
  };
}

function turnsAway(flow: Flow): boolean {
  return (!flow.passes || (flow.pending === 'all' && !flow.leaked)) && (flow.refused || flow.threwRefusal);
}
