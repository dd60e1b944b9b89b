/** The worker: one task a message, answered under the same number. It has a file of its own, so that a strict policy lets it start. */
import { perform, type Task } from './work.js';

globalThis.addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly task: Task }>) => {
  const { id, task } = data;
  perform(task, (steps) => {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return Promise.resolve(value);
    }
  }).then(
    (outcome) => {
      globalThis.postMessage({ id, outcome });
    },
    () => {
      globalThis.postMessage({ id });
    },
  );
});
