import { KmagicError, redact, type Plan } from '@kmagic/core';

/** The plan as JSON; docs/reference/plan-schema.md says what its fields mean. */
export function planJson(plan: Plan): string {
  const text = JSON.stringify(
    { schema: 'kmagic.plan/v1', ...plan },
    (_key, value: unknown) => (value instanceof KmagicError ? errorJson(value) : value),
    2,
  );
  return `${redact(text)}\n`;
}

function errorJson({ code, message, hint, host }: KmagicError): object {
  return { code, message, hint, host };
}
