import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type OnnxNode, type OnnxTensor, writeOnnx } from '#workers/engines/faces/onnx-writer.ts';

/** A face as the judge sees it; shares of the picture. */
export interface JudgedFace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly score: number;
}

const MODELS = join(import.meta.dirname, '..', '..', 'node_modules', '@vladmandic', 'face-api', 'model');
const manifestSchema = z.array(
  z.object({
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number()),
        quantization: z.object({ scale: z.number(), min: z.number() }),
      }),
    ),
  }),
);
/** In cells of 32 pixels. */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const;
const MEAN = [117.001, 114.697, 97.404] as const;

/**
 * The tiny face detector of face-api (a small YOLO), which shares nothing with the
 * one that frames: neither its kind nor what it was trained on.
 *
 * @returns finds the faces of an rgb24 picture
 */
export async function loadJudge(width: number, height: number, minScore: number) {
  const [manifest, bytes] = await Promise.all([
    readFile(join(MODELS, 'tiny_face_detector_model-weights_manifest.json'), 'utf8'),
    readFile(join(MODELS, 'tiny_face_detector_model.bin')),
  ]);
  const constants = readWeights(
    manifestSchema.parse(JSON.parse(manifest)).flatMap((group) => group.weights),
    bytes,
  );
  const nodes = network();
  const tenth: OnnxTensor = { name: 'tenth', dims: [1], data: Float32Array.of(0.1) };
  const model = writeOnnx({
    nodes,
    constants: [...constants, tenth],
    input: { name: 'picture', dims: [1, 3, height, width] },
    outputs: ['cells'],
  });
  const runtime = await import('onnxruntime-web');
  runtime.env.wasm.numThreads = 1;
  const session = await runtime.InferenceSession.create(model);
  return async (pixels: Uint8Array): Promise<JudgedFace[]> => {
    const area = width * height;
    const input = new Float32Array(3 * area);
    for (let at = 0; at < area; at += 1)
      for (const channel of [0, 1, 2] as const) {
        input[channel * area + at] = ((pixels[at * 3 + channel] ?? 0) - MEAN[channel]) / 255;
      }
    const { cells } = await session.run({ picture: new runtime.Tensor('float32', input, [1, 3, height, width]) });
    if (!(cells?.data instanceof Float32Array)) throw new Error('the judge answers in another shape');
    const [, , rows = 1, columns = 1] = cells.dims;
    return readCells(cells.data, rows, columns, minScore);
  };
}

function readWeights(
  list: readonly { name: string; shape: number[]; quantization: { scale: number; min: number } }[],
  bytes: Buffer,
): OnnxTensor[] {
  let from = 0;
  return list.map(({ name, shape, quantization: { scale, min } }) => {
    const count = shape.reduce((product, side) => product * side, 1);
    const values = Float32Array.from(bytes.subarray(from, from + count), (value) => value * scale + min);
    from += count;
    if (shape.length !== 4) return { name, dims: shape, data: values };
    // From height, width, in, out to out, in, height, width; one filter for each channel to channel, 1, height, width.
    const [high = 1, wide = 1, into = 1, out = 1] = shape;
    const depthwise = name.endsWith('depthwise_filter');
    const data = new Float32Array(count);
    for (let y = 0; y < high; y += 1)
      for (let x = 0; x < wide; x += 1)
        for (let i = 0; i < into; i += 1)
          for (let o = 0; o < out; o += 1) {
            const value = values[((y * wide + x) * into + i) * out + o] ?? 0;
            data[depthwise ? (i * high + y) * wide + x : ((o * into + i) * high + y) * wide + x] = value;
          }
    return { name, dims: depthwise ? [into, 1, high, wide] : [out, into, high, wide], data };
  });
}

function network(): OnnxNode[] {
  const same = { strides: [1, 1], auto_pad: 'SAME_UPPER', group: 1 };
  const valid = { ...same, auto_pad: 'VALID' };
  const nodes: OnnxNode[] = [
    { op: 'Conv', inputs: ['picture', 'conv0/filters', 'conv0/bias'], output: 'sum0', attributes: valid },
    ...leaky('sum0', 'out0'),
  ];
  const channels = [3, 16, 32, 64, 128, 256, 512];
  for (let layer = 1; layer <= 5; layer += 1) {
    const name = `conv${layer}`;
    nodes.push(
      pool(`out${layer - 1}`, `small${layer}`, 2),
      {
        op: 'Conv',
        inputs: [`small${layer}`, `${name}/depthwise_filter`],
        output: `wise${layer}`,
        attributes: { ...same, group: channels[layer] ?? 1 },
      },
      {
        op: 'Conv',
        inputs: [`wise${layer}`, `${name}/pointwise_filter`, `${name}/bias`],
        output: `sum${layer}`,
        attributes: same,
      },
      ...leaky(`sum${layer}`, `out${layer}`),
    );
  }
  nodes.push(pool('out5', 'small6', 1), {
    op: 'Conv',
    inputs: ['small6', 'conv8/filters', 'conv8/bias'],
    output: 'cells',
    attributes: valid,
  });
  return nodes;
}

/** A tenth of what is below zero; written as ONNX's own default would be a hundredth. */
function leaky(from: string, to: string): OnnxNode[] {
  const tenths = Array.from({ length: 3 }, (_, at) => `${to}/${at}`);
  const [positive = '', negated = '', below = ''] = tenths;
  return [
    { op: 'Relu', inputs: [from], output: positive },
    { op: 'Sub', inputs: [from, positive], output: negated },
    { op: 'Mul', inputs: [negated, 'tenth'], output: below },
    { op: 'Add', inputs: [positive, below], output: to },
  ];
}

function pool(from: string, to: string, stride: number): OnnxNode {
  const attributes = { kernel_shape: [2, 2], strides: [stride, stride], auto_pad: 'SAME_UPPER' };
  return { op: 'MaxPool', inputs: [from], output: to, attributes };
}

function readCells(data: Float32Array, rows: number, columns: number, minScore: number): JudgedFace[] {
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  const found: JudgedFace[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      for (const [anchor, [wide, high]] of ANCHORS.entries()) {
        const value = (index: number) => data[((anchor * 5 + index) * rows + row) * columns + column] ?? 0;
        const score = sigmoid(value(4));
        if (score < minScore) continue;
        const width = (Math.exp(value(2)) * wide) / columns;
        const height = (Math.exp(value(3)) * high) / rows;
        const x = (column + sigmoid(value(0))) / columns - width / 2;
        const y = (row + sigmoid(value(1))) / rows - height / 2;
        found.push({ x, y, width, height, score });
      }
  return found;
}
