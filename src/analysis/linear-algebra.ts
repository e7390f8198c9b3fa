/** Small dense symmetric matrices, stored by rows in one Float64Array of size² numbers. */

/**
 * Lower Cholesky factor L with L·Lᵀ = the matrix, of which only the lower triangle is read.
 * Undefined when the matrix is not positive definite to working precision (pivot ≤ 1e-14 of its diagonal entry).
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | undefined {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= l[i * size + k] * l[j * size + k];
      if (i === j) {
        if (!(sum > 1e-14 * matrix[i * size + i])) return undefined;
        l[i * size + i] = Math.sqrt(sum);
      } else {
        l[i * size + j] = sum / l[j * size + j];
      }
    }
  }
  return l;
}

/** Solves L·x = b in place, L lower triangular. */
export function solveLower(l: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * size + k] * b[k];
    b[i] = sum / l[i * size + i];
  }
}

/** Solves Lᵀ·x = b in place, L lower triangular. */
export function solveLowerTransposed(l: Float64Array, size: number, b: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < size; k++) sum -= l[k * size + i] * b[k];
    b[i] = sum / l[i * size + i];
  }
}

export interface Eigensystem {
  /** Ascending. */
  readonly values: Float64Array;
  /** Column j (entries i · size + j) is the unit eigenvector of value j. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Householder's reduction to tridiagonal form and the implicit QL
 * algorithm: tred2 and tql2 of EISPACK (Bowdler, Martin, Reinsch & Wilkinson 1968).
 * @throws Error if the iteration does not converge, as with entries that are not finite
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigensystem {
  const v = matrix.slice();
  const d = new Float64Array(size);
  const e = new Float64Array(size);
  tridiagonalize(v, size, d, e);
  diagonalize(v, size, d, e);
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort((a, b) => d[a] - d[b]);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) vectors[i * size + j] = v[i * size + order[j]];
  return { values: Float64Array.from(order, (j) => d[j]), vectors };
}

/** tred2: v becomes the orthogonal transformation, d the diagonal and e (from 1) the subdiagonal. */
function tridiagonalize(v: Float64Array, n: number, d: Float64Array, e: Float64Array): void {
  for (let j = 0; j < n; j++) d[j] = v[(n - 1) * n + j];
  for (let i = n - 1; i > 0; i--) {
    let scale = 0;
    let h = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]);
    if (scale === 0) {
      e[i] = d[i - 1];
      for (let j = 0; j < i; j++) {
        d[j] = v[(i - 1) * n + j];
        v[i * n + j] = 0;
        v[j * n + i] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k] /= scale;
        h += d[k] * d[k];
      }
      let f = d[i - 1];
      let g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * g;
      h -= f * g;
      d[i - 1] = f - g;
      for (let j = 0; j < i; j++) e[j] = 0;
      for (let j = 0; j < i; j++) {
        f = d[j];
        v[j * n + i] = f;
        g = e[j] + v[j * n + j] * f;
        for (let k = j + 1; k <= i - 1; k++) {
          g += v[k * n + j] * d[k];
          e[k] += v[k * n + j] * f;
        }
        e[j] = g;
      }
      f = 0;
      for (let j = 0; j < i; j++) {
        e[j] /= h;
        f += e[j] * d[j];
      }
      const hh = f / (h + h);
      for (let j = 0; j < i; j++) e[j] -= hh * d[j];
      for (let j = 0; j < i; j++) {
        f = d[j];
        g = e[j];
        for (let k = j; k <= i - 1; k++) v[k * n + j] -= f * e[k] + g * d[k];
        d[j] = v[(i - 1) * n + j];
        v[i * n + j] = 0;
      }
    }
    d[i] = h;
  }
  for (let i = 0; i < n - 1; i++) {
    v[(n - 1) * n + i] = v[i * n + i];
    v[i * n + i] = 1;
    const h = d[i + 1];
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = v[k * n + i + 1] / h;
      for (let j = 0; j <= i; j++) {
        let g = 0;
        for (let k = 0; k <= i; k++) g += v[k * n + i + 1] * v[k * n + j];
        for (let k = 0; k <= i; k++) v[k * n + j] -= g * d[k];
      }
    }
    for (let k = 0; k <= i; k++) v[k * n + i + 1] = 0;
  }
  for (let j = 0; j < n; j++) {
    d[j] = v[(n - 1) * n + j];
    v[(n - 1) * n + j] = 0;
  }
  v[(n - 1) * n + n - 1] = 1;
  e[0] = 0;
}

/** tql2: d becomes the eigenvalues, the columns of v the eigenvectors. */
function diagonalize(v: Float64Array, n: number, d: Float64Array, e: Float64Array): void {
  for (let i = 1; i < n; i++) e[i - 1] = e[i];
  e[n - 1] = 0;
  let shift = 0;
  let magnitude = 0;
  for (let l = 0; l < n; l++) {
    magnitude = Math.max(magnitude, Math.abs(d[l]) + Math.abs(e[l]));
    let m = l;
    while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * magnitude) m++;
    for (let iteration = 0; m > l; iteration++) {
      if (iteration === 60) throw new Error('symmetric matrix: its eigenvalues were not found in 60 iterations');
      shift += implicitStep(v, n, d, e, l, m);
      if (!(Math.abs(e[l]) > Number.EPSILON * magnitude)) break;
    }
    d[l] += shift;
    e[l] = 0;
  }
}

/** One implicit QL step on rows l … m; gives back what was subtracted from the diagonal below l. */
function implicitStep(v: Float64Array, n: number, d: Float64Array, e: Float64Array, l: number, m: number): number {
  let g = d[l];
  let p = (d[l + 1] - g) / (2 * e[l]);
  let r = length(p, 1);
  if (p < 0) r = -r;
  d[l] = e[l] / (p + r);
  d[l + 1] = e[l] * (p + r);
  const next = d[l + 1];
  const h = g - d[l];
  for (let i = l + 2; i < n; i++) d[i] -= h;
  p = d[m];
  let c = 1;
  let c2 = 1;
  let c3 = 1;
  const first = e[l + 1];
  let s = 0;
  let s2 = 0;
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    g = c * e[i];
    const hi = c * p;
    r = length(p, e[i]);
    e[i + 1] = s * r;
    s = e[i] / r;
    c = p / r;
    p = c * d[i] - s * g;
    d[i + 1] = hi + s * (c * g + s * d[i]);
    for (let k = 0; k < n; k++) {
      const below = v[k * n + i + 1];
      v[k * n + i + 1] = s * v[k * n + i] + c * below;
      v[k * n + i] = c * v[k * n + i] - s * below;
    }
  }
  p = (-s * s2 * c3 * first * e[l]) / next;
  e[l] = s * p;
  d[l] = c * p;
  return h;
}

/** √(a² + b²) without overflow. */
function length(a: number, b: number): number {
  const [small, large] = Math.abs(a) < Math.abs(b) ? [Math.abs(a), Math.abs(b)] : [Math.abs(b), Math.abs(a)];
  if (large === 0) return 0;
  const ratio = small / large;
  return large * Math.sqrt(1 + ratio * ratio);
}
