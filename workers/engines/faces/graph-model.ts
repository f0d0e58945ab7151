import { z } from 'zod';
import { type OnnxAttribute, type OnnxNode, type OnnxTensor, writeOnnx } from './onnx-writer.ts';

/** A network as TensorFlow.js stores it: `model.json`, as far as convolutional networks use it. */
const attributeSchema = z.object({
  s: z.string().optional(),
  list: z.object({ i: z.array(z.coerce.number()).optional(), s: z.array(z.string()).optional() }).optional(),
});
const nodeSchema = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), attributeSchema.catch({})).default({}),
});
type GraphNode = z.infer<typeof nodeSchema>;
const graphModelSchema = z.object({
  modelTopology: z.object({ node: z.array(nodeSchema) }),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.number().int()), dtype: z.enum(['float32', 'int32']) }),
      ),
    }),
  ),
});

interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/**
 * Turns a network of TensorFlow.js into one of ONNX. Pictures go in as
 * [1, 3, height, width] of any size; outputs are [positions, values], the
 * positions row by row.
 *
 * @param json the parsed `model.json`; @param bytes the weights beside it
 * @throws Error where it holds an operation that is not known here.
 */
export function convertGraphModel(json: unknown, bytes: Buffer): Buffer {
  const model = graphModelSchema.parse(json);
  const weights = readWeights(
    model.weightsManifest.flatMap((group) => group.weights),
    bytes,
  );
  const constants: OnnxTensor[] = [];
  const nodes: OnnxNode[] = [];
  const outputs: string[] = [];
  let input = '';
  for (const node of model.modelTopology.node) {
    if (node.op === 'Const') continue;
    if (node.op === 'Placeholder') input = node.name;
    else if (node.op === 'Identity') outputs.push(node.input[0] ?? '');
    else nodes.push(...convertNode(node, weights, constants));
  }
  const dims = [1, 3, 'height', 'width'];
  return writeOnnx({ nodes, constants, input: { name: input, dims }, outputs });
}

function readWeights(
  list: readonly { name: string; shape: number[]; dtype: 'float32' | 'int32' }[],
  bytes: Buffer,
): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, dtype } of list) {
    const count = shape.reduce((product, side) => product * side, 1);
    if (at + 4 * count > bytes.length) throw new Error('the weights are cut short');
    const part = new Uint8Array(bytes.subarray(at, at + 4 * count)).buffer;
    weights.set(name, { shape, values: dtype === 'float32' ? new Float32Array(part) : new Int32Array(part) });
    at += 4 * count;
  }
  return weights;
}

function convertNode(node: GraphNode, weights: ReadonlyMap<string, Weight>, constants: OnnxTensor[]): OnnxNode[] {
  const [first = '', second = '', third = ''] = node.input;
  const weight = (name: string): Weight => {
    const found = weights.get(name);
    if (!found) throw new Error(`no weights named ${name}`);
    return found;
  };
  const constant = (name: string, dims: readonly number[], data: Float32Array | BigInt64Array) => {
    constants.push({ name, dims, data });
    return name;
  };
  switch (node.op) {
    case '_FusedConv2D':
    case 'DepthwiseConv2dNative': {
      const depthwise = node.op === 'DepthwiseConv2dNative';
      const { shape, values } = weight(second);
      const filter = depthwise ? transpose(shape, values, [2, 3, 0, 1]) : transpose(shape, values, [3, 2, 0, 1]);
      const inputs = [first, constant(`${node.name}/w`, filter.shape, filter.values)];
      const fused = (node.attr.fused_ops?.list?.s ?? []).map(decode);
      if (fused.includes('BiasAdd')) {
        const bias = weight(third);
        inputs.push(constant(`${node.name}/b`, bias.shape, Float32Array.from(bias.values)));
      }
      const attributes: Record<string, OnnxAttribute> = { ...sliding(node), group: depthwise ? (shape[2] ?? 1) : 1 };
      if (!fused.includes('Relu')) return [{ op: 'Conv', inputs, output: node.name, attributes }];
      const sum = `${node.name}/sum`;
      return [
        { op: 'Conv', inputs, output: sum, attributes },
        { op: 'Relu', inputs: [sum], output: node.name },
      ];
    }
    case 'AddV2':
      return [{ op: 'Add', inputs: [first, second], output: node.name }];
    case 'Relu':
      return [{ op: 'Relu', inputs: [first], output: node.name }];
    case 'MaxPool': {
      const [, height = 1, width = 1] = node.attr.ksize?.list?.i ?? [];
      const attributes = { ...sliding(node), kernel_shape: [height, width] };
      return [{ op: 'MaxPool', inputs: [first], output: node.name, attributes }];
    }
    case 'Pad': {
      const { values } = weight(second);
      const before = [0, 3, 1, 2].map((axis) => BigInt(values[axis * 2] ?? 0));
      const after = [0, 3, 1, 2].map((axis) => BigInt(values[axis * 2 + 1] ?? 0));
      const pads = constant(`${node.name}/p`, [8], BigInt64Array.from([...before, ...after]));
      return [{ op: 'Pad', inputs: [first, pads], output: node.name }];
    }
    case 'Reshape': {
      // Values of one position stand side by side, as the network was trained.
      const { values } = weight(second);
      const shape = constant(`${node.name}/s`, [2], BigInt64Array.from([-1n, BigInt(values.at(-1) ?? 1)]));
      const turned = `${node.name}/t`;
      return [
        { op: 'Transpose', inputs: [first], output: turned, attributes: { perm: [0, 2, 3, 1] } },
        { op: 'Reshape', inputs: [turned, shape], output: node.name },
      ];
    }
    default:
      throw new Error(`an operation that is not known here: ${node.op}`);
  }
}

function sliding(node: GraphNode): Record<string, OnnxAttribute> {
  const [, height = 1, width = 1] = node.attr.strides?.list?.i ?? [];
  const same = decode(node.attr.padding?.s ?? '') === 'SAME';
  return { strides: [height, width], auto_pad: same ? 'SAME_UPPER' : 'VALID' };
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

/** Reorders the axes of a tensor of four. */
function transpose(
  shape: readonly number[],
  values: Float32Array | Int32Array,
  order: readonly [number, number, number, number],
): { shape: number[]; values: Float32Array } {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const [a = 1, b = 1, c = 1, d = 1] = order.map((axis) => shape[axis] ?? 1);
  const [sa = 1, sb = 1, sc = 1, sd = 1] = order.map((axis) => strides[axis] ?? 1);
  const result = new Float32Array(values.length);
  let at = 0;
  for (let i = 0; i < a; i += 1)
    for (let j = 0; j < b; j += 1)
      for (let k = 0; k < c; k += 1)
        for (let l = 0; l < d; l += 1) {
          result[at] = values[i * sa + j * sb + k * sc + l * sd] ?? 0;
          at += 1;
        }
  return { shape: [a, b, c, d], values: result };
}
