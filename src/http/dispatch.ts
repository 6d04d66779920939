import type { Handler } from './endpoint.ts';

/** The handlers of a function that answers several routes, by `METHOD resource` as the gateway names them. */
export type Handlers = Readonly<Record<string, Handler>>;

/** One handler for the methods of one resource; HEAD is answered like GET, without the body. */
export function dispatch(handlers: Handlers, otherwise: Handler): Handler {
  return async (event, context) => {
    const method = event.httpMethod === 'HEAD' ? 'GET' : event.httpMethod;
    const handle = handlers[`${method} ${event.resource}`] ?? otherwise;
    return handle(event, context);
  };
}
