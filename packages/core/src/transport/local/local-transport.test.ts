import { expect, it } from 'vitest';
import { transportConformance } from '../../testing/transport-conformance.ts';
import { localTransport } from './local-transport.ts';

transportConformance('the local transport', () => Promise.resolve(localTransport('here')));

it('runs the shell inside a wrapping program', async () => {
  const transport = localTransport('here', { wrap: ['env', 'WRAPPED=yes'], env: { GIVEN: 'too' } });
  const { stdout } = await transport.script('echo "$WRAPPED $GIVEN"', new AbortController().signal);
  expect(stdout).toBe('yes too\n');
  await transport.close();
});

it('says which program could not be started', async () => {
  const transport = localTransport('here', { wrap: ['/no/such/wrapper'] });
  await expect(transport.script('true', new AbortController().signal)).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('cannot start /no/such/wrapper') as string,
  });
});
