/**
 * Sums for least squares with a penalty: of each row's products with itself and
 * with its label. Sums of parts can be added, so that cross-validation reads
 * the data once.
 */
export class NormalEquations {
  readonly size: number;
  /** Row after row; only the lower triangle is kept. */
  readonly products: Float64Array;
  readonly labels: Float64Array;
  rows = 0;

  constructor(size: number) {
    this.size = size;
    this.products = new Float64Array(size * size);
    this.labels = new Float64Array(size);
  }

  add(row: Float64Array, label: number): void {
    this.addRows([row], [label]);
  }

  /** Four rows at a time: the sums are read and written once for them. */
  addRows(rows: readonly Float64Array[], labels: readonly number[]): void {
    const { size, products } = this;
    const none = new Float64Array(size);
    for (let first = 0; first < rows.length; first += 4) {
      const a = rows[first] ?? none;
      const b = rows[first + 1] ?? none;
      const c = rows[first + 2] ?? none;
      const d = rows[first + 3] ?? none;
      for (let at = 0; at < size; at += 1) {
        const [w, x, y, z] = [a[at] ?? 0, b[at] ?? 0, c[at] ?? 0, d[at] ?? 0];
        const start = at * size;
        for (let k = 0; k <= at; k += 1) {
          const sum = w * (a[k] ?? 0) + x * (b[k] ?? 0) + y * (c[k] ?? 0) + z * (d[k] ?? 0);
          products[start + k] = (products[start + k] ?? 0) + sum;
        }
      }
    }
    for (const [at, row] of rows.entries()) {
      const label = labels[at] ?? 0;
      if (label === 0) continue;
      for (let k = 0; k < size; k += 1) this.labels[k] = (this.labels[k] ?? 0) + label * (row[k] ?? 0);
    }
    this.rows += rows.length;
  }

  addAll(others: NormalEquations): void {
    for (let at = 0; at < this.products.length; at += 1) {
      this.products[at] = (this.products[at] ?? 0) + (others.products[at] ?? 0);
    }
    for (let at = 0; at < this.size; at += 1) this.labels[at] = (this.labels[at] ?? 0) + (others.labels[at] ?? 0);
    this.rows += others.rows;
  }

  /**
   * Weights for the chosen columns that minimise the mean squared error plus
   * the penalty times the sum of their squares, each in units of its scale.
   */
  solve(columns: readonly number[], scales: readonly number[], penalty: number): Float64Array {
    const count = columns.length;
    const matrix = new Float64Array(count * count);
    const right = new Float64Array(count);
    const rows = Math.max(1, this.rows);
    for (const [at, column] of columns.entries()) {
      const scale = scales[at] ?? 1;
      for (let other = 0; other <= at; other += 1) {
        const second = columns[other] ?? 0;
        const [high, low] = column >= second ? [column, second] : [second, column];
        const product = (this.products[high * this.size + low] ?? 0) / rows;
        matrix[at * count + other] = product / (scale * (scales[other] ?? 1)) + (at === other ? penalty : 0);
      }
      right[at] = (this.labels[column] ?? 0) / rows / scale;
    }
    return cholesky(matrix, right).map((weight, at) => weight / (scales[at] ?? 1));
  }
}

/** Solves a positive definite system given by its lower triangle. */
function cholesky(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const get = (row: number, column: number) => matrix[row * size + column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = get(row, column);
      for (let k = 0; k < column; k += 1) sum -= get(row, k) * get(column, k);
      matrix[row * size + column] = row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / get(column, column);
    }
  }
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) solution[row] = (solution[row] ?? 0) - get(row, k) * (solution[k] ?? 0);
    solution[row] = (solution[row] ?? 0) / get(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) solution[row] = (solution[row] ?? 0) - get(k, row) * (solution[k] ?? 0);
    solution[row] = (solution[row] ?? 0) / get(row, row);
  }
  return solution;
}
