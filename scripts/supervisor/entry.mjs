const PINNED_MAJOR = 24;

/** Runs the supervisor, on the Node that npm puts first on the PATH; any other one gives a sentence and no stack. */
export async function runSupervisor(mode) {
  if (Number(process.versions.node.split('.')[0]) < PINNED_MAJOR) {
    process.stderr.write(
      `Run this through npm (npm ${mode === 'start' ? 'start' : `run ${mode}`}): it needs Node ${PINNED_MAJOR}.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const { supervise } = await import('./main.ts');
  process.exit(await supervise(mode));
}
