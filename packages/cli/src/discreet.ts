import { redact } from '@kmagic/core';

/** The stream, with every known secret masked in what is written to it: text made of an encrypted value may stand anywhere. */
export function discreet(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (text: string | Uint8Array): boolean => stream.write(typeof text === 'string' ? redact(text) : text);
  return new Proxy(stream, {
    get(target, property) {
      if (property === 'write') return write;
      const value: unknown = Reflect.get(target, property, target);
      // Methods of a stream want the stream itself.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
