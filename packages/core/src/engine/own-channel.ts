import type { Transport } from '../transport/transport.ts';

/** The same connection by a channel of its own, so that work beside the lane does not wait for its shell. */
export function onOwnChannel(transport: Transport): Transport {
  return {
    host: transport.host,
    get stats() {
      return transport.stats;
    },
    script: (text, signal, onLine) => transport.stream(text, onLine ?? (() => undefined), signal),
    stream: (text, onLine, signal) => transport.stream(text, onLine, signal),
    upload: (source, path, signal) => transport.upload(source, path, signal),
    forward: (address, port) => transport.forward(address, port),
    close: () => transport.close(),
  };
}
