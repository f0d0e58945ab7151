/** What a child process may know of our environment: enough to run, no secrets. */
export function childEnvironment(): Record<string, string> {
  const { PATH, HOME } = process.env;
  return { ...(PATH ? { PATH } : {}), ...(HOME ? { HOME } : {}), LANG: 'C.UTF-8' };
}
