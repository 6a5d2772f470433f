// Texts laid beside each other, character by character. Texts are arrays of code points.

const MOST_CELLS = 1e6;

// Pairs [i, j] of characters that stand for each other in a and b, equal or not, in order; what is in no pair was put
// in or left out. Levenshtein's alignment between the first and the last difference; what is too long for that is one
// block.
function paired(a, b) {
  const [head, tail] = ends(a, b);
  const before = Array.from({ length: head }, (_, k) => [k, k]);
  const after = Array.from({ length: tail }, (_, k) => [a.length - tail + k, b.length - tail + k]);
  return [...before, ...inner(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head), ...after];
}

// How many characters are the same at the beginning and at the end.
function ends(a, b) {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return [head, tail];
}

function inner(a, b, offset) {
  const [rows, columns] = [a.length + 1, b.length + 1];
  const pairs = [];
  if (rows * columns > MOST_CELLS) {
    for (let k = 0; k < Math.min(a.length, b.length); k++) pairs.push([offset + k, offset + k]);
    return pairs;
  }
  const cost = new Uint32Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      cost[i * columns + j] =
        i && j
          ? Math.min(
              cost[(i - 1) * columns + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
              cost[(i - 1) * columns + j] + 1,
              cost[i * columns + j - 1] + 1,
            )
          : i + j;
  let [i, j] = [a.length, b.length];
  while (i && j) {
    const here = cost[i * columns + j];
    if (here === cost[(i - 1) * columns + j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      pairs.push([offset + --i, offset + --j]);
    else if (here === cost[(i - 1) * columns + j] + 1) i--;
    else j--;
  }
  return pairs.reverse();
}

// Where the stretch [start, end) of a lies in b, as [start, end).
function carried(a, b, start, end) {
  const [head, tail] = ends(a, b);
  if (end <= head) return [start, end];
  if (start > a.length - tail) return [start + b.length - a.length, end + b.length - a.length];
  let [before, first, last] = [0, -1, -1];
  for (const [i, j] of paired(a, b)) {
    if (i < start) before = j + 1;
    else if (i < end) {
      if (first < 0) first = j;
      last = j + 1;
    }
  }
  return first < 0 ? [before, before] : [first, last];
}

// What differs between two texts, as [place in a, old, new].
function changes(a, b) {
  const found = [];
  let [i, j] = [0, 0];
  for (const [m, n] of [...paired(a, b), [a.length, b.length]]) {
    const equal = m < a.length && n < b.length && a[m] === b[n];
    const atEnd = m === a.length && n === b.length;
    if (!equal && !atEnd) continue;
    if (m > i || n > j) found.push([i, a.slice(i, m).join(""), b.slice(j, n).join("")]);
    [i, j] = [m + 1, n + 1];
  }
  return found;
}

// A character's width in em: 1 for Han and what is as wide, a half for others.
const WIDE = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f" +
    "\\uff00-\\uff60\\uffe0-\\uffe6\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026\\u00b7]",
);

function ems(character) {
  return character.length > 1 || WIDE.test(character) ? 1 : 0.5;
}
