// Runs before every npm command of this project, on whatever Node the machine has: it may use nothing that
// is not part of Node itself. It installs the packages and builds the pages when, and only when, something changed.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `PodPromo needs Node.js 20.19 or newer to start; this is ${process.versions.node}. Get it from https://nodejs.org\n`,
  );
  process.exitCode = 1;
} else {
  // Imported only now, so that an old Node gives the sentence above and not a syntax error.
  import('./bootstrap/main.mjs').then(({ main }) => main(process.argv[2] ?? 'start'));
}
