import pLimit from 'p-limit';
import type { Limit } from '../batches/delivery.ts';

/** Runs one of an invocation's tasks; within it, `alone` runs the rest of it when no other task runs. */
export type Isolation = <Result>(task: (alone: Limit) => Promise<Result>) => Promise<Result>;

/** The isolation of an invocation with so many tasks, all of which must be run through it. */
export function createIsolation(tasks: number): Isolation {
  const { promise: othersEnded, resolve: endOthers } = Promise.withResolvers<void>();
  const oneAtATime = pLimit(1);
  let others = tasks;
  return async (task) => {
    let hasLeft = false;
    const leave = () => {
      if (!hasLeft) others -= 1;
      hasLeft = true;
      if (others === 0) endOthers();
    };
    const alone: Limit = async (rest) => {
      leave();
      await othersEnded;
      return oneAtATime(rest);
    };
    try {
      return await task(alone);
    } finally {
      leave();
    }
  };
}
