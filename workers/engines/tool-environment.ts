import { childEnvironment } from '#lib/server/media/child-environment.ts';

const PASSED_ON =
  /^(TMPDIR|TEMP|TMP|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|SDKROOT|DEVELOPER_DIR|SystemRoot|ComSpec|ProgramFiles.*|https?_proxy|all_proxy|no_proxy|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|PIP_.*|PYENV_.*|VIRTUAL_ENV|XDG_(CACHE|CONFIG|DATA)_HOME|NIX_.*)$/i;

/**
 * The environment of compilers and of pip: the reduced one, and what says
 * where the tools, the proxies and the registries are on this machine.
 */
export function toolEnvironment(): Record<string, string> {
  const passed = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && PASSED_ON.test(name) ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(passed), ...childEnvironment() };
}
