/** The one sentence with which an invalid environment variable ends the start. */
export function invalidVariable(name: string, message: string): Error {
  return new Error(`The environment variable ${name} is invalid: it ${message}.`);
}
