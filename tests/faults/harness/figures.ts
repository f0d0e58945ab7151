/** Prints the figure of a row of docs/faults.md, one line a row: `npm run test:faults | grep '^| '` is the table. */
export function figure(fault: string, shown: string): void {
  process.stdout.write(`\n| ${fault} | ${shown} |\n`);
}
