/** Writes ONNX models: the few messages of its protocol buffers that a convolutional network needs. */

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export type OnnxAttribute = number | string | readonly number[];

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Whole numbers, lists of them, or text. */
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  /** Sides that vary have a name in the place of their length. */
  readonly input: { readonly name: string; readonly dims: readonly (number | string)[] };
  readonly outputs: readonly string[];
}

const IR_VERSION = 8;
const OPSET = 13;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

/** A model of 32-bit floats in the format of ONNX (field numbers: onnx/onnx.proto). */
export function writeOnnx(graph: OnnxGraph): Buffer {
  const opset = message(number(2, OPSET));
  return message(number(1, IR_VERSION), bytes(8, opset), bytes(7, graphProto(graph)));
}

function graphProto({ nodes, constants, input, outputs }: OnnxGraph): Buffer {
  return message(
    ...nodes.map((node) => bytes(1, nodeProto(node))),
    text(2, 'graph'),
    ...constants.map((tensor) => bytes(5, tensorProto(tensor))),
    bytes(11, valueProto(input.name, input.dims)),
    ...outputs.map((name) => bytes(12, valueProto(name, null))),
  );
}

function nodeProto({ op, inputs, output, attributes = {} }: OnnxNode): Buffer {
  return message(
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeProto(name, value))),
  );
}

function attributeProto(name: string, value: OnnxAttribute): Buffer {
  if (typeof value === 'number') return message(text(1, name), number(3, value), number(20, ATTRIBUTE_INT));
  if (typeof value === 'string') return message(text(1, name), text(4, value), number(20, ATTRIBUTE_STRING));
  return message(text(1, name), ...value.map((each) => number(8, each)), number(20, ATTRIBUTE_INTS));
}

function tensorProto({ name, dims, data }: OnnxTensor): Buffer {
  return message(
    ...dims.map((dim) => number(1, dim)),
    number(2, data instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
}

function valueProto(name: string, dims: readonly (number | string)[] | null): Buffer {
  const shape = dims?.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : text(2, dim)));
  const tensor = message(number(1, FLOAT), ...(shape ? [bytes(2, message(...shape))] : []));
  return message(text(1, name), bytes(2, bytes(1, tensor)));
}

function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value, 'utf8'));
}

function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  const result: number[] = [];
  let rest = value;
  while (rest >= 128) {
    result.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...result, rest]);
}
