const PINNED_MAJOR = 24;

// `npm test [-- PHASE…]`, `npm run test:faults`, `npm run test:coverage`, `npm run test:bench`.
if (Number(process.versions.node.split('.')[0]) < PINNED_MAJOR) {
  process.stderr.write(`Run the tests through npm (npm test): they need Node ${PINNED_MAJOR}.\n`);
  process.exitCode = 1;
} else {
  const { runTests } = await import('./testing/main.ts');
  process.exit(await runTests(process.argv.slice(2)));
}
