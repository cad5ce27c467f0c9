import { KmagicError } from '@kmagic/core';
import { read } from 'read';

/** How often a person is asked for what cannot be seen: twice where a slip would go unnoticed. */
export type Times = 'once' | 'twice';

/** What a person types without its being shown; `wanted` names it, in questions and where nobody is there to ask. */
export async function askHidden(wanted: string, times: Times): Promise<string> {
  const typed = await hidden(`${wanted}: `);
  if (times === 'twice' && (await hidden(`${wanted} again: `)) !== typed)
    throw new KmagicError('usage', `${wanted}: what was typed first and then again differs`, { hint: 'try again; nothing was done' });
  return typed;
}

async function hidden(prompt: string): Promise<string> {
  return await read({ prompt, silent: true, output: process.stderr }).catch(() => {
    throw new KmagicError('interrupted', 'nothing was done');
  });
}
