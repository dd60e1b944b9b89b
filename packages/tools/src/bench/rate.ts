/** A plain load: so many kept connections, each asking again as soon as it has been answered. */
import { Agent, request } from 'node:http';

export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @returns answers per second. @throws when an answer is not 200 */
export async function rateOf(asked: Asked, { seconds, atOnce }: { seconds: number; atOnce: number }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const started = performance.now();
  const until = started + seconds * 1000;
  let answers = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await ask(agent, asked);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  return answers / took;
}

/**
 * One call after the other. @returns milliseconds of a call that nothing disturbed: the tenth percentile, because what
 * else a machine does only ever adds
 */
export async function latencyOf(asked: Asked, { seconds }: { seconds: number }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const until = performance.now() + seconds * 1000;
  const took: number[] = [];
  for (let now = performance.now(); now < until; now = performance.now()) {
    await ask(agent, asked);
    took.push(performance.now() - now);
  }
  agent.destroy();
  return took.toSorted((a, b) => a - b)[Math.floor(took.length / 10)] ?? Number.NaN;
}

function ask(agent: Agent, { url, headers }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    })
      .once('error', reject)
      .end();
  });
}
